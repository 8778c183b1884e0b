import { browserTest } from './support/browser-test';
import { capture } from './support/capture';
import { cheat } from './support/cheat';
import { orderNumberIn, outcomeOf, useStorefront, windowOver } from './support/use-storefront';

const shop = useStorefront();

browserTest('an amount that was changed in the browser opens no window: the registered one is another', async () => {
  const page = await shop.checkout();
  await cheat(page, 'amount');
  await capture(page, 'cheat-settings');
  await page.locator('#pay').click();

  const card = await outcomeOf(page, 'failed');
  expect(await card.locator('.note').textContent()).toContain('결제창이 열리지 않았습니다');
  expect(await page.locator('#imp-window').count()).toBe(0);
  await capture(page, 'cheat-amount-blocked');
  const merchantUid = (await page.locator('#result-order').textContent()) ?? '';
  expect(await shop.order(merchantUid)).toMatchObject({ status: 'pending', payments: [] });
  expect(shop.paymentsOf(merchantUid)).toEqual([]);
});

browserTest('a test channel that was swapped in is refused in live mode, and shown as refused', async () => {
  const page = await shop.checkout();
  await cheat(page, 'channel');
  await page.locator('#pay').click();
  const window = await windowOver(page);
  expect(await window.locator('#channel-badge').textContent()).toContain('테스트 채널');
  await capture(page, 'cheat-channel-window');
  const merchantUid = await orderNumberIn(window);
  await window.locator('#approve-button').click();

  const card = await outcomeOf(page, 'paymentNotFound');
  expect(await card.locator('.note').textContent()).toContain('서버가 거절했습니다');
  await capture(page, 'cheat-channel-refused');
  await shop.sandbox().webhooks.settled();
  expect(await shop.order(merchantUid)).toMatchObject({ status: 'pending', paid_by: null });
  expect(shop.paymentsOf(merchantUid)).toMatchObject([{ status: 'paid', sandbox: true }]);
});
