import type { Page } from 'playwright-core';
import { browserTest } from './support/browser-test';
import { capture } from './support/capture';
import { orderNumberIn, outcomeOf, useStorefront, windowOver } from './support/use-storefront';

const shop = useStorefront();

/** Pays in as a merchant's developer does: in the sandbox's console, on a page of its own. */
async function depositInConsole(page: Page, impUid: string): Promise<void> {
  const console = await page.context().newPage();
  await console.goto(`${shop.sandbox().url}/_console`);
  await console.locator(`#manage-${impUid}`).click();
  await console.locator('#detail-deposit-button').waitFor();
  await capture(console, 'virtual-account-console');
  await console.locator('#detail-deposit-button').click();
  await console.locator(`#payment-${impUid}`, { hasText: 'paid' }).waitFor();
  await console.close();
}

browserTest('a virtual account is shown, and the page turns to paid by itself after the deposit', async () => {
  const page = await shop.checkout();
  await page.locator('#method-vbank').check();
  await page.locator('#pay').click();
  const window = await windowOver(page);
  const merchantUid = await orderNumberIn(window);
  await window.locator('#vbank-bank').selectOption('088');
  await window.locator('#approve-button').click();
  await window.locator('#account-done-button').waitFor();
  await capture(page, 'virtual-account-window');
  const number = (await window.locator('#account-number').textContent()) ?? '';
  await window.locator('#account-done-button').click();

  await outcomeOf(page, 'vbankIssued');
  expect(await page.locator('#result-number').textContent()).toContain(number);
  expect(await page.locator('#result-bank').textContent()).toContain('신한은행');
  await capture(page, 'virtual-account-issued');
  await shop.sandbox().webhooks.settled();
  expect(await shop.order(merchantUid)).toMatchObject({ status: 'ready', paid_by: null });

  const [payment] = shop.paymentsOf(merchantUid);
  await depositInConsole(page, payment?.imp_uid ?? '');
  await outcomeOf(page, 'success');
  await capture(page, 'virtual-account-paid');
  expect(await shop.order(merchantUid)).toMatchObject({ status: 'paid', paid_by: payment?.imp_uid });
});
