import { browserTest } from './support/browser-test';
import { capture } from './support/capture';
import { orderNumberIn, outcomeOf, useStorefront, windowOver } from './support/use-storefront';

const shop = useStorefront();

browserTest('a declined payment is shown with the reason, and can be tried again', async () => {
  const page = await shop.checkout();
  await page.locator('#pay').click();
  const window = await windowOver(page);
  const merchantUid = await orderNumberIn(window);
  await window.locator('#decline-reason').fill('한도초과');
  await window.locator('#decline-button').click();

  await outcomeOf(page, 'failed');
  expect(await page.locator('#result-reason').textContent()).toContain('한도초과');
  await capture(page, 'declined');
  const order = await shop.order(merchantUid);
  expect(order).toMatchObject({ status: 'pending', history: [], payments: [{ outcome: 'failed' }] });

  await page.locator('#retry').click();
  await page.locator('#pay').click();
  await (await windowOver(page)).locator('#approve-button').click();
  await outcomeOf(page, 'success');
});

browserTest('a closed window leaves the order unpaid, and says so', async () => {
  const page = await shop.checkout();
  await page.locator('#pay').click();
  const window = await windowOver(page);
  const merchantUid = await orderNumberIn(window);
  await window.locator('#close-button').click();

  await outcomeOf(page, 'pending');
  expect(await page.locator('#imp-window').count()).toBe(0);
  await page.locator('#retry').waitFor();
  await capture(page, 'closed');
  expect(await shop.order(merchantUid)).toMatchObject({ status: 'pending', paid_by: null, history: [] });
});

browserTest('the browser dies after the approval, and the webhook alone settles the order', async () => {
  const page = await shop.checkout();
  await page.locator('#pay').click();
  const window = await windowOver(page);
  const merchantUid = await orderNumberIn(window);
  await window.locator('#die-button').click();
  await window.locator('#end-panel').waitFor();
  await capture(page, 'browser-dies');
  await page.context().close();

  await shop.sandbox().webhooks.settled();
  expect((await shop.order(merchantUid)).history).toMatchObject([{ to: 'paid', source: 'webhook' }]);
  const later = await shop.open();
  await later.goto(`${shop.shop().url}/orders/${merchantUid}`);
  await outcomeOf(later, 'success');
  await capture(later, 'browser-died-paid');
});
