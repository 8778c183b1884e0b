import { AsyncResource } from 'node:async_hooks';

/** Sizes of a queue; what is beyond them is refused at once, since it could only pile up. */
export interface QueueLimits {
  /** Calls under way at once. */
  readonly maxUnderWay: number;
  /** Callers that wait for one of them to end. */
  readonly maxWaiting: number;
  /** How long each of those waits, in milliseconds. */
  readonly maxWaitMs: number;
}

/** Runs work once there is room for it. */
export type BoundedQueue = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/**
 * Opens a queue: first come, first served. A place that becomes free belongs to the first waiter in the same moment, and
 * a waiter whose time is over leaves in the same moment: nobody who comes in between gets before anybody.
 *
 * @param noRoomFor makes what is thrown, with the work never begun, where there is no room in time
 */
export function createBoundedQueue(
  { maxUnderWay, maxWaiting, maxWaitMs }: QueueLimits,
  noRoomFor: (what: string) => Error,
): BoundedQueue {
  let underWay = 0;
  /** What starts each waiter, in the order in which they came. */
  const waiting = new Set<() => void>();

  async function run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      const [next] = waiting;
      if (next === undefined) underWay -= 1;
      else next();
    }
  }

  const waitFor = <T>(what: string, work: () => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      // Started by whoever ends, it would run in his context and not in its own.
      const start = AsyncResource.bind(() => {
        waiting.delete(start);
        clearTimeout(limit);
        resolve(run(work));
      });
      const limit = setTimeout(() => {
        waiting.delete(start);
        reject(noRoomFor(what));
      }, maxWaitMs);
      waiting.add(start);
    });

  return async (what, work) => {
    if (underWay < maxUnderWay) {
      underWay += 1;
      return run(work);
    }
    if (waiting.size >= maxWaiting) throw noRoomFor(what);
    return waitFor(what, work);
  };
}
