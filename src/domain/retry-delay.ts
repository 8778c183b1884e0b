/** Exponential backoff, in milliseconds. */
export interface Backoff {
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/** Backoff with a bound for the number of tries. */
export interface RetrySchedule extends Backoff {
  /** The number of tries, the first one included. */
  readonly maxTries: number;
}

/**
 * The delay before the next try, in milliseconds. It doubles with each try up to the cap. Then up to half of it is
 * subtracted at random: what failed together must not be retried together. A longer `retryAfterMs` wins, up to the cap.
 *
 * @param tries the number of tries made, from 1
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
