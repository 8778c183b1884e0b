import type { Page } from 'playwright-core';

/** Switches one of the shop's attacks on. */
export async function cheat(page: Page, attack: 'amount' | 'channel'): Promise<void> {
  await page.locator('#demo-settings > summary').click();
  await page.locator(`#cheat-${attack}`).check();
}
