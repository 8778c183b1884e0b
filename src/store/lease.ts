import { mongo } from 'mongoose';

/** A place in a queue: when it is due, and who is at it. */
export interface Place {
  /** When it is due next; while somebody is at it, when the lease ends. */
  readonly dueAt: Date;
  /**
   * The fence: names the claim that is under way. Whoever claims puts another one in its place, and whatever makes the claim
   * out of date removes it; the claimant can then change nothing any more.
   */
  readonly lease?: string;
}

/** How long a claim holds. */
export interface LeaseTime {
  readonly now: Date;
  readonly leaseMs: number;
}

/** A name that no other claim has. */
export const newLease = (): string => new mongo.ObjectId().toHexString();

/** The filter under which a place may be claimed. It names the `_id`, which is the shard key. @param path of the place */
export const whileDue = (_id: string, path: string, now: Date) => ({
  _id: { $eq: _id },
  [`${path}.dueAt`]: { $lte: now },
});

/** The filter under which its claimant may change it. @param path of the place */
export const whileHeld = (_id: string, path: string, lease: string) => ({
  _id: { $eq: _id },
  [`${path}.lease`]: { $eq: lease },
});

/** What a claim sets. @param path of the place */
export const leased = (path: string, lease: string, { now, leaseMs }: LeaseTime) => ({
  [`${path}.dueAt`]: new Date(now.getTime() + leaseMs),
  [`${path}.lease`]: lease,
});
