import { browserTest } from './support/browser-test';
import { capture } from './support/capture';
import { cheat } from './support/cheat';
import { orderNumberIn, outcomeOf, useStorefront, windowOver } from './support/use-storefront';

const shop = useStorefront({ settings: { PREPARE_AMOUNTS: 'off' } });

browserTest(
  'where no amount was registered, 100 won are approved for the chair, and the service refuses them',
  async () => {
    const page = await shop.checkout();
    await cheat(page, 'amount');
    await page.locator('#pay').click();
    const window = await windowOver(page);
    expect(await window.locator('#order-amount').textContent()).toBe('100원');
    await capture(page, 'cheat-amount-window');
    const merchantUid = await orderNumberIn(window);
    await window.locator('#approve-button').click();

    const card = await outcomeOf(page, 'forgery');
    expect(await card.locator('.note').textContent()).toContain('서버가 거절했습니다');
    await capture(page, 'cheat-amount-refused');
    expect(await shop.order(merchantUid)).toMatchObject({
      status: 'pending',
      paid_by: null,
      attention: [{ reason: 'amountDiffers' }],
    });

    await page.locator('#see-order').click();
    await page.waitForURL(`${shop.shop().url}/orders/${merchantUid}`);
    await outcomeOf(page, 'forgery');
    await capture(page, 'cheat-amount-order');
  },
);
