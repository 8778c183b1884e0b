/** When to try again, in milliseconds. */
export interface Backoff {
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/** When to try again, and how often. */
export interface RetrySchedule extends Backoff {
  /** Tries in all, the first one included. */
  readonly maxTries: number;
}

/**
 * The pause before the next try: doubled with each attempt up to a cap, then shortened by up to a half at random, so that
 * what failed together does not come back together. A longer pause that the receiver asks for holds, up to the cap.
 *
 * @param tries how many tries were made, from 1
 * @param random a number from 0 up to, but not including, 1
 */
export function retryDelayMs(
  tries: number,
  random: number,
  { firstDelayMs, maxDelayMs }: Backoff,
  retryAfterMs: number | null = null,
): number {
  const delayMs = Math.min(maxDelayMs, firstDelayMs * 2 ** (tries - 1));
  return Math.max(Math.round(delayMs * (1 - random / 2)), Math.min(maxDelayMs, retryAfterMs ?? 0));
}
