/** Tells work that nobody waits for it any more: the part of an AbortSignal that has no events. */
export type StopSignal = Pick<AbortSignal, 'aborted' | 'throwIfAborted'>;

/** Runs work until its deadline; then the signal aborts. */
export type Deadline = <T>(work: (signal: StopSignal) => Promise<T>) => Promise<T>;

/**
 * Limits how long a caller waits for work, even if the work ignores the signal.
 *
 * It makes no AbortSignal: work looks at the signal between its steps, and each report has several deadlines.
 *
 * @param overdue creates the error for late work
 */
export function createDeadline(limitMs: number, overdue: () => Error): Deadline {
  return async (work) => {
    let isOver = false;
    const signal: StopSignal = {
      get aborted() {
        return isOver;
      },
      throwIfAborted() {
        if (isOver) throw new Error('the deadline is over');
      },
    };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        isOver = true;
        reject(overdue());
      }, limitMs);
    });
    try {
      return await Promise.race([work(signal), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
