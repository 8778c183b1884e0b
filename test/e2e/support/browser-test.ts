import { findBrowser } from './find-browser';

/** The browser of this run, null where none is installed. */
export const browserPath = findBrowser(process.env);

/**
 * A test in a real browser. Where there is none it is skipped, and named on stderr: jest tells only the number of tests in
 * a file of which none runs.
 */
export function browserTest(name: string, run: () => Promise<void>): void {
  if (browserPath !== null) return test(name, run);
  process.stderr.write(`  ○ skipped, no Chromium found (CHROMIUM_PATH names one): ${name}\n`);
  test.skip(name, run);
}
