import type { Page } from 'playwright-core';
import { browserTest } from './support/browser-test';
import { capture } from './support/capture';
import { orderNumberIn, outcomeOf, useStorefront, windowOver } from './support/use-storefront';

const shop = useStorefront();

async function payByCallback(page: Page): Promise<string> {
  await page.locator('#pay').click();
  const window = await windowOver(page);
  const merchantUid = await orderNumberIn(window);
  await window.locator('#approve-button').click();
  await outcomeOf(page, 'success');
  return merchantUid;
}

async function payByRedirect(page: Page): Promise<string> {
  await page.locator('#demo-settings > summary').click();
  await page.locator('#flow-redirect').check();
  await page.locator('#pay').click();
  await page.waitForURL(`${shop.sandbox().url}/_window/*`);
  const merchantUid = await orderNumberIn(page);
  await page.locator('#approve-button').click();
  await outcomeOf(page, 'success');
  return merchantUid;
}

/** What must be so however often the buyer comes back. */
async function expectPaidOnce(merchantUid: string): Promise<void> {
  await shop.sandbox().webhooks.settled();
  const order = await shop.order(merchantUid);
  expect(order.status).toBe('paid');
  expect(order.history).toHaveLength(1);
  expect(shop.paymentsOf(merchantUid)).toHaveLength(1);
}

browserTest('a reload of the result shows the order again, and sells nothing twice', async () => {
  const page = await shop.checkout();
  const merchantUid = await payByCallback(page);
  const orders = await shop.storedCount();
  await page.reload();
  await outcomeOf(page, 'success');
  expect(page.url()).toBe(`${shop.shop().url}/orders/${merchantUid}`);
  await capture(page, 'reloaded');
  expect(await shop.storedCount()).toBe(orders);
  await expectPaidOnce(merchantUid);
});

browserTest('a redirect that is followed twice settles the order once', async () => {
  const page = await shop.checkout();
  const merchantUid = await payByRedirect(page);
  const [payment] = shop.paymentsOf(merchantUid);
  const query = new URLSearchParams({ imp_uid: payment?.imp_uid ?? '', merchant_uid: merchantUid }).toString();
  await page.goto(`${shop.service().url}/payments/complete?${query}`);
  await page.waitForURL(`${shop.shop().url}/orders/${merchantUid}`);
  await outcomeOf(page, 'success');
  await capture(page, 'redirected-twice');
  await expectPaidOnce(merchantUid);
});

browserTest(
  'back from the result to the checkout: the form is ready, and the paid order is one link away',
  async () => {
    const page = await shop.checkout();
    const merchantUid = await payByRedirect(page);
    const orders = await shop.storedCount();
    await page.goBack();
    await page.locator('#pay:enabled').waitFor();
    await capture(page, 'back-at-checkout');
    await page.locator('#recent-order').click();
    await outcomeOf(page, 'success');
    expect(page.url()).toBe(`${shop.shop().url}/orders/${merchantUid}`);
    expect(await shop.storedCount()).toBe(orders);
    await expectPaidOnce(merchantUid);
  },
);

browserTest('back from a window that was left: the order is unpaid, and can be paid by another try', async () => {
  const page = await shop.checkout(shop.phone());
  await page.locator('#pay').tap();
  await page.waitForURL(`${shop.sandbox().url}/_window/*`);
  const left = await orderNumberIn(page);
  await page.goBack();
  await page.locator('#pay:enabled').tap();
  await page.waitForURL(`${shop.sandbox().url}/_window/*`);
  const merchantUid = await orderNumberIn(page);
  await page.locator('#approve-button').tap();
  await outcomeOf(page, 'success');
  await capture(page, 'back-from-window-paid');
  await expectPaidOnce(merchantUid);
  expect(await shop.order(left)).toMatchObject({ status: 'pending', payments: [] });
});
