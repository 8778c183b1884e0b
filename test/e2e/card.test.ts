import { browserTest } from './support/browser-test';
import { capture } from './support/capture';
import { orderNumberIn, outcomeOf, useStorefront, windowOver } from './support/use-storefront';

const shop = useStorefront();

browserTest('a card payment by callback is shown as paid, and the webhook after it changes nothing', async () => {
  const page = await shop.enter();
  await capture(page, 'goods');
  await page.locator('#buy-chair').click();
  await page.locator('#pay:enabled').waitFor();
  await capture(page, 'checkout');
  await page.locator('#pay').click();
  const window = await windowOver(page);
  expect(await window.locator('#order-amount').textContent()).toBe('64,900원');
  await capture(page, 'card-window');
  const merchantUid = await orderNumberIn(window);
  await window.locator('#approve-button').click();

  await outcomeOf(page, 'success');
  expect(await page.locator('#result-title').textContent()).toBe('결제가 완료되었습니다');
  expect(await page.locator('#imp-window').count()).toBe(0);
  expect(page.url()).toBe(`${shop.shop().url}/orders/${merchantUid}`);
  await capture(page, 'card-paid');

  await shop.sandbox().webhooks.settled();
  const order = await shop.order(merchantUid);
  expect(order).toMatchObject({ status: 'paid', attention: [] });
  expect(order.history).toHaveLength(1);
});

browserTest('a card payment on a phone leaves for the window and comes back by redirect, paid', async () => {
  const page = await shop.checkout(shop.phone());
  await page.locator('#pay').tap();
  await page.waitForURL(`${shop.sandbox().url}/_window/*`);
  await capture(page, 'phone-window');
  const merchantUid = await orderNumberIn(page);
  await page.locator('#approve-button').tap();

  await page.waitForURL(`${shop.shop().url}/orders/${merchantUid}`);
  await outcomeOf(page, 'success');
  await capture(page, 'phone-paid');
  expect(await shop.order(merchantUid)).toMatchObject({ status: 'paid', attention: [] });
});

browserTest('a double click on Pay makes one order and one payment', async () => {
  const before = await shop.storedCount();
  const page = await shop.checkout();
  await page.locator('#pay').dblclick();
  const window = await windowOver(page);
  expect(await page.locator('#imp-iframe').count()).toBe(1);
  await capture(page, 'double-click');
  const merchantUid = await orderNumberIn(window);
  await window.locator('#approve-button').dblclick();

  await outcomeOf(page, 'success');
  await capture(page, 'double-click-paid');
  expect(await shop.storedCount()).toBe(before + 1);
  expect(shop.paymentsOf(merchantUid)).toHaveLength(1);
  expect((await shop.order(merchantUid)).history).toHaveLength(1);
});

browserTest('a slow approval keeps the window open until it is through', async () => {
  const page = await shop.checkout();
  await page.locator('#pay').click();
  const window = await windowOver(page);
  await window.locator('#slow-seconds').fill('1');
  await window.locator('#slow-button').click();
  await window.locator('#window-status', { hasText: '결제를 처리하고 있습니다' }).waitFor();
  expect(await window.locator('#approve-button').isDisabled()).toBe(true);
  await capture(page, 'slow-approval');
  await outcomeOf(page, 'success');
  await capture(page, 'slow-approval-paid');
});

browserTest('the keyboard alone pays', async () => {
  const page = await shop.checkout();
  await page.locator('#buyer-name').focus();
  await page.keyboard.press('Enter');
  const window = await windowOver(page);
  const isThere = async () => (await window.locator('#approve-button:focus').count()) === 1;
  for (let presses = 0; presses < 10 && !(await isThere()); presses += 1) await page.keyboard.press('Tab');
  await capture(page, 'keyboard');
  await page.keyboard.press('Enter');
  await outcomeOf(page, 'success');
  await page.locator('#result-title:focus').waitFor();
  await capture(page, 'keyboard-paid');
});
