import { AsyncResource } from 'node:async_hooks';

/** Limits of a queue. Callers beyond `maxWaiting` are refused at once. */
export interface QueueLimits {
  /** Calls that run concurrently. */
  readonly maxUnderWay: number;
  /** Callers that wait for a free place. */
  readonly maxWaiting: number;
  /** How long a caller waits, in milliseconds. */
  readonly maxWaitMs: number;
}

/** Runs work once a place is free. */
export type BoundedQueue = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/** How full a queue is. */
export interface QueueLoad {
  readonly places: number;
  readonly taken: number;
  readonly waiting: number;
}

/** A queue that tells how full it is. */
export interface MeasuredQueue extends BoundedQueue {
  readonly load: () => QueueLoad;
}

/**
 * Creates a first-in, first-out queue. A free place passes to the next in queue synchronously, and a waiter that times
 * out leaves synchronously. So no later caller can overtake.
 *
 * @param noRoomFor creates the error for a caller without a place in time; its work never starts
 */
export function createBoundedQueue(
  { maxUnderWay, maxWaiting, maxWaitMs }: QueueLimits,
  noRoomFor: (what: string) => Error,
): MeasuredQueue {
  let underWay = 0;
  /** The start functions of the waiters, in order of arrival. */
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
      // Without `bind`, the work would run in the async context of the call that ended.
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

  const queue: BoundedQueue = async (what, work) => {
    if (underWay < maxUnderWay) {
      underWay += 1;
      return run(work);
    }
    if (waiting.size >= maxWaiting) throw noRoomFor(what);
    return waitFor(what, work);
  };
  return Object.assign(queue, { load: () => ({ places: maxUnderWay, taken: underWay, waiting: waiting.size }) });
}
