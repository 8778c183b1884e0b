import { setTimeout as sleep } from 'node:timers/promises';

/** Below jest's time limit, so that the failure names the condition, and no loop outlives its test. */
const LIMIT_MS = 25_000;
const PAUSE_MS = 2;

interface WaitOptions {
  /** @default 25 s */
  readonly limitMs?: number;
  /** The pause between two checks. @default 2 ms */
  readonly pauseMs?: number;
}

/**
 * Calls `look` until it returns a value other than false, null and undefined. It calls `look` at least once after the limit.
 *
 * @returns that value
 * @throws Error with the source text of `look` where no call within `limitMs` returns one
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
