import { timeout, TaskCancelledError, TimeoutStrategy } from 'cockatiel';
import { CheckoutError } from './domain/errors';

/** Runs work for as long as it may take; the signal tells the work when its time is over. */
export type Deadline = <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/**
 * Bounds work in time, whether or not it heeds the signal.
 *
 * @param what stands in the message: "no verification within 8000 ms"
 * @returns runs the work; throws CheckoutError `unavailable` where it takes longer
 */
export function createDeadline(limitMs: number, what: string): Deadline {
  const policy = timeout(limitMs, TimeoutStrategy.Aggressive);
  return async (work) => {
    try {
      return await policy.execute(({ signal }) => work(signal));
    } catch (error) {
      if (!(error instanceof TaskCancelledError)) throw error;
      throw new CheckoutError('unavailable', `no ${what} within ${limitMs} ms`, { guard: 'deadline' });
    }
  };
}
