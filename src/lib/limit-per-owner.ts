import type { BoundedQueue } from './create-bounded-queue';

/**
 * Limits the concurrent work of one owner, so that no owner takes all places of a queue. Put before a queue, it also
 * counts the work that waits there.
 *
 * @param noRoomFor creates the error for an owner at its limit; the work never starts
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
