import type { Page } from 'playwright-core';
import { browserTest } from './support/browser-test';
import { capture } from './support/capture';
import { orderNumberIn, outcomeOf, useStorefront, windowOver, type PaymentWindow } from './support/use-storefront';

const shop = useStorefront();

/** Goes through the checkout, ends it in the window, and answers the payment that the console is to find. */
async function buy(page: Page, end: (window: PaymentWindow) => Promise<void>, outcome: string): Promise<string> {
  await page.locator('#pay').click();
  const window = await windowOver(page);
  const merchantUid = await orderNumberIn(window);
  await end(window);
  await outcomeOf(page, outcome);
  return shop.paymentsOf(merchantUid)[0]?.imp_uid ?? '';
}

const approve = (window: PaymentWindow) => window.locator('#approve-button').click();
const decline = (window: PaymentWindow) => window.locator('#decline-button').click();

async function openConsole(tab = ''): Promise<Page> {
  const page = await shop.open();
  await page.goto(`${shop.sandbox().url}/_console${tab}`);
  return page;
}

browserTest('a declined payment that the console approves later turns the open order page to paid', async () => {
  const page = await shop.checkout();
  const impUid = await buy(page, decline, 'failed');
  await page.locator('#see-order').click();
  await outcomeOf(page, 'failed');

  const desk = await openConsole();
  await desk.locator(`#manage-${impUid}`).click();
  await capture(desk, 'console-failed-payment');
  await desk.locator('#detail-approve-button').click();
  await desk.locator(`#payment-${impUid}`, { hasText: 'paid' }).waitFor();
  await outcomeOf(page, 'success');
  await capture(page, 'approved-late');
});

browserTest(
  'a payment that is cancelled in the console cancels the order by its webhook, and can be told again',
  async () => {
    const page = await shop.checkout();
    const impUid = await buy(page, approve, 'success');
    const desk = await openConsole();
    await desk.locator(`#manage-${impUid}`).click();
    await desk.locator('#detail-cancel-reason').fill('단순 변심');
    await desk.locator('#detail-cancel-button').click();
    await desk.locator(`#payment-${impUid}`, { hasText: 'cancelled' }).waitFor();
    await shop.sandbox().webhooks.settled();
    await page.reload();
    await outcomeOf(page, 'cancelled');
    await capture(page, 'cancelled-order');

    const sent = shop.sandbox().webhooks.log().length;
    await desk.locator('#detail-resend-button').click();
    await desk.locator('#detail-close-button').click();
    await desk.locator('#tab-webhooks').click();
    await desk.locator('#test-live-button').click();
    const rows = desk.locator('[id^="webhook-"]', { hasText: '200' });
    await rows.nth(sent + 1).waitFor();
    await capture(desk, 'console-webhooks');
  },
);

browserTest(
  "an attacker's script in the console's tab tells the shop another order's payment, and is refused",
  async () => {
    const victim = await shop.checkout();
    const paid = await buy(victim, approve, 'success');
    const desk = await openConsole('#attacker');
    await desk.locator('#attacker-returnImpUid').fill(paid);
    await desk.locator('#attacker-apply-button').click();
    await desk.locator('#tab-attacker.armed').waitFor();
    await capture(desk, 'console-attacker');

    const page = await shop.checkout();
    await page.locator('#pay').click();
    const window = await windowOver(page);
    const merchantUid = await orderNumberIn(window);
    await window.locator('#close-button').click();
    await outcomeOf(page, 'forgery');
    await capture(page, 'replay-refused');
    await desk.locator('#attacker-stop-button').click();
    expect(await shop.order(merchantUid)).toMatchObject({ status: 'pending', attention: [{ reason: 'replay' }] });
  },
);
