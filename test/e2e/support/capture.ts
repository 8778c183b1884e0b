import { join } from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = join(__dirname, '..', '..', '..', 'screenshots', 'e2e');
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

/** Saves what a page looks like on a desktop and on a phone, for people: `screenshots/e2e/<name>-<width>.png`. */
export async function capture(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const { width, height } of SIZES) {
    await page.setViewportSize({ width, height });
    // As high as the page, so that what sticks to the window's edge covers nothing.
    const pageHeight = await page.evaluate<number>('document.documentElement.scrollHeight');
    await page.setViewportSize({ width, height: Math.max(height, pageHeight) });
    await page.screenshot({ path: join(FOLDER, `${name}-${width}.png`) });
  }
  if (before !== null) await page.setViewportSize(before);
}
