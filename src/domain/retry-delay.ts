/** How long to wait between tries, in milliseconds. */
export interface RetrySchedule {
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/**
 * The pause before the next try: doubled with each attempt up to a cap, then shortened by up to a half at random, so that
 * what failed together does not come back together.
 *
 * @param attempts how many tries were made, from 1
 * @param random a number from 0 up to, but not including, 1
 */
export function retryDelayMs(attempts: number, random: number, schedule: RetrySchedule): number {
  const delayMs = Math.min(schedule.maxDelayMs, schedule.firstDelayMs * 2 ** (attempts - 1));
  return Math.round(delayMs * (1 - random / 2));
}
