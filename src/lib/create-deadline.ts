import { timeout, TaskCancelledError, TimeoutStrategy } from 'cockatiel';

/** Runs work for as long as it may take; the signal tells the work when its time is over. */
export type Deadline = <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/**
 * Bounds work in time, whether or not it heeds the signal.
 *
 * @param overdue makes what is thrown where it takes longer
 */
export function createDeadline(limitMs: number, overdue: () => Error): Deadline {
  const policy = timeout(limitMs, TimeoutStrategy.Aggressive);
  return async (work) => {
    try {
      return await policy.execute(({ signal }) => work(signal));
    } catch (error) {
      if (!(error instanceof TaskCancelledError)) throw error;
      throw overdue();
    }
  };
}
