import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { browserPath } from './browser-test';

type Playwright = typeof import('playwright-core');

const WAIT_MS = 15_000;
const ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A container's /dev/shm is small.
  '--disable-dev-shm-usage',
];
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
/** A refusal by HTTP is what many of the tests are about. */
const EXPECTED_ERROR = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** A real browser for one test file; each page has a profile of its own, and is closed after its test. */
export interface TestBrowser {
  /** Opens an empty page; Korean, 1280 pixels wide unless said. */
  readonly open: (options?: BrowserContextOptions) => Promise<Page>;
  /** What a phone's browser is like, 390 pixels wide. */
  readonly phone: () => BrowserContextOptions;
}

/**
 * Starts the browser once the first test needs it. A script error, a violation of a page's policy and a request to anywhere
 * but this machine fail the test that they happen in.
 */
export function useBrowser(): TestBrowser {
  let playwright: Playwright;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    if (browserPath === null) return;
    // Loaded here, and not above, so that a machine without a browser does not pay for it.
    playwright = jest.requireActual<Playwright>('playwright-core');
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await playwright.chromium.launch({ executablePath: browserPath, args: [...asRoot, ...ARGUMENTS] });
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(problems.splice(0)).toEqual([]);
  });
  afterAll(() => browser.close());

  return {
    phone: () => ({ ...playwright.devices['iPhone 14'], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 }),
    async open(options = {}) {
      const context = await browser.newContext({
        locale: 'ko-KR',
        viewport: { width: 1280, height: 800 },
        ...options,
      });
      contexts.push(context);
      context.setDefaultTimeout(WAIT_MS);
      await watch(context, (problem) => problems.push(problem));
      return context.newPage();
    },
  };
}

async function watch(context: BrowserContext, report: (problem: string) => void): Promise<void> {
  context.on('weberror', (error) => report(`script error: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED_ERROR.test(message.text())) report(message.text());
  });
  await context.route(
    (url) => !LOOPBACK.includes(url.hostname),
    (route) => {
      report(`request to ${route.request().url()}`);
      return route.abort();
    },
  );
}
