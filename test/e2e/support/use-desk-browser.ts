import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Scope } from '../../../src/domain/access-key';
import { useDesk } from '../../support/desk';
import { keyOf } from '../../support/operator-keys';
import { useBrowser } from './use-browser';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2 AA, and what axe recommends beside it. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const WIDTHS = [1280, 390];
const LOOKS = ['light', 'dark'] as const;
/** Each language with each width and each look. */
const IS_FOR_AXE = ['ko-1280-light', 'ko-390-dark', 'en-1280-dark', 'en-390-light'];
/** Names a folder for the screenshots, which are taken only then. */
const FOLDER = process.env['SCREENSHOTS'];

/** A real browser before the desk of the real service, for one test file. @param scopesOf the scopes of each key, by its name */
export function useDeskBrowser(
  scopesOf: Readonly<Record<string, readonly Scope[]>>,
  settings: Parameters<typeof useDesk>[1] = {},
) {
  const desk = useDesk(scopesOf, settings);
  const browser = useBrowser();
  return {
    ...desk,
    phone: browser.phone,
    /** Opens a page of the desk without a session. */
    async visit(path: string, how?: BrowserContextOptions): Promise<Page> {
      const page = await browser.open(how);
      await page.goto(`${desk.url()}${path}`);
      return page;
    },
    /** Signs in by the form, and opens a page. */
    async enter(name: string, path = '/desk', how?: BrowserContextOptions): Promise<Page> {
      const page = await browser.open(how);
      await page.goto(`${desk.url()}${path}`);
      await signInAt(page, name);
      return page;
    },
  };
}

/** Fills in the sign-in that the page shows. */
export async function signInAt(page: Page, name: string): Promise<void> {
  await page.locator('#key').fill(keyOf(name));
  await Promise.all([
    page.waitForURL((url) => !url.pathname.endsWith('/sign-in')),
    page.locator('#key').press('Enter'),
  ]);
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What axe finds on the page as it is, against WCAG 2.2 AA. */
export async function findBarriers(page: Page): Promise<string[]> {
  // By the debugger, because the policy of the page forbids scripts of others.
  await page.evaluate(`typeof axe === 'undefined' && (() => { ${AXE} })()`);
  const run = `axe.run(document, ${JSON.stringify({ runOnly: { type: 'tag', values: RULES } })})`;
  const { violations } = await page.evaluate<AxeResult>(run);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${help}: ${html}\n${failureSummary}`),
  );
}

/** Whether the page is as wide as its window: nothing is cut off or scrolls sideways. */
export const fitsWindow = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth');

/** Looks at a page that cannot be opened by its address, such as the answer to a form, light and dark. @returns as `examine` */
export async function examineHere(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const look of LOOKS) {
    await page.emulateMedia({ colorScheme: look, reducedMotion: 'reduce' });
    const where = `${name}-${page.viewportSize()?.width ?? ''}-${look}`;
    if (FOLDER !== undefined) await page.screenshot({ path: join(FOLDER, `${where}.png`), fullPage: true });
    if (!(await fitsWindow(page))) found.push(`${where}: wider than the window`);
    found.push(...(await findBarriers(page)).map((barrier) => `${where}: ${barrier}`));
  }
  return found;
}

/**
 * Looks at the page that is open in both languages and sizes, light and dark. axe looks at half of them, so that it sees each
 * language in each size and each look: all would take longer than a test may. Takes screenshots where SCREENSHOTS names a folder:
 * `<name>-<language>-<width>-<look>.png`.
 *
 * @returns what axe finds and what is cut off, with where
 */
export async function examine(page: Page, name: string): Promise<string[]> {
  const address = page.url();
  const found: string[] = [];
  for (const language of ['ko', 'en']) {
    const url = new URL(address);
    url.searchParams.set('lang', language);
    await page.goto(url.href);
    for (const width of WIDTHS) {
      for (const look of LOOKS) {
        await page.setViewportSize({ width, height: width === 390 ? 844 : 800 });
        await page.emulateMedia({ colorScheme: look, reducedMotion: 'reduce' });
        const where = `${name}-${language}-${width}-${look}`;
        if (FOLDER !== undefined) await page.screenshot({ path: join(FOLDER, `${where}.png`), fullPage: true });
        if (!(await fitsWindow(page))) found.push(`${where}: wider than the window`);
        if (IS_FOR_AXE.includes(`${language}-${width}-${look}`))
          found.push(...(await findBarriers(page)).map((barrier) => `${where}: ${barrier}`));
      }
    }
  }
  return found;
}
