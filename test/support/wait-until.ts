import { setTimeout as sleep } from 'node:timers/promises';

/** Inside the time that jest gives a test, so that the failure says what was waited for, and no loop outlives its test. */
const LIMIT_MS = 25_000;
const PAUSE_MS = 2;

/** How to wait, where a test has its reasons. */
interface WaitOptions {
  /** @default 25 s */
  readonly limitMs?: number;
  /** Between two looks. @default 2 ms */
  readonly pauseMs?: number;
}

/**
 * Looks again and again until something is found that is neither false, null nor undefined, and answers it. At least one look
 * is made after the limit is over.
 * @throws Error with the text of `look` where nothing is found in `limitMs`
 */
export async function waitUntil<T>(
  look: () => T | Promise<T>,
  { limitMs = LIMIT_MS, pauseMs = PAUSE_MS }: WaitOptions = {},
): Promise<Exclude<T, false | null | undefined>> {
  const end = performance.now() + limitMs;
  for (;;) {
    const isLast = performance.now() >= end;
    const found = await look();
    if (found !== false && found !== null && found !== undefined) {
      return found as Exclude<T, false | null | undefined>;
    }
    if (isLast) throw new Error(`never came within ${limitMs} ms: ${look.toString()}`);
    await sleep(pauseMs);
  }
}
