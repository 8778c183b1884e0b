import { timeout, TaskCancelledError, TimeoutStrategy } from 'cockatiel';

/** Runs work until its deadline; then the signal aborts. */
export type Deadline = <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/**
 * Limits how long a caller waits for work, even if the work ignores the signal.
 *
 * @param overdue creates the error for late work
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
