import { bulkhead } from 'cockatiel';

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
 * Opens a queue: first come, first served.
 *
 * @param noRoomFor makes what is thrown, with the work never begun, where there is no room in time
 */
export function createBoundedQueue(
  { maxUnderWay, maxWaiting, maxWaitMs }: QueueLimits,
  noRoomFor: (what: string) => Error,
): BoundedQueue {
  const room = bulkhead(maxUnderWay, maxWaiting);
  return async (what, work) => {
    if (room.executionSlots === 0 && room.queueSlots === 0) throw noRoomFor(what);
    return new Promise((resolve, reject) => {
      let hasGivenUp = false;
      const limit = setTimeout(() => {
        hasGivenUp = true;
        reject(noRoomFor(what));
      }, maxWaitMs);
      // Cancelled by a flag: a waiting call that is cancelled by its signal would not wake the one behind it.
      const turn = room.execute(async () => {
        if (hasGivenUp) return;
        clearTimeout(limit);
        await work().then(resolve, reject);
      });
      turn.catch(reject);
    });
  };
}
