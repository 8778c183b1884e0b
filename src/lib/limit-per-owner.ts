import type { BoundedQueue } from './create-bounded-queue';

/**
 * Bounds what one owner may have under way at once, so that nobody takes all the places of a queue. Put before the queue,
 * it counts those who wait there too.
 *
 * @param noRoomFor makes what is thrown, with the work never begun, where the owner has as much under way as it may
 */
export function limitPerOwner(max: number, noRoomFor: (owner: string) => Error): BoundedQueue {
  const underWay = new Map<string, number>();
  return async (owner, work) => {
    const count = underWay.get(owner) ?? 0;
    if (count >= max) throw noRoomFor(owner);
    underWay.set(owner, count + 1);
    try {
      return await work();
    } finally {
      const left = (underWay.get(owner) ?? 1) - 1;
      if (left > 0) underWay.set(owner, left);
      else underWay.delete(owner);
    }
  };
}
