import { mongo } from 'mongoose';

/** A place in a queue: its due time, and the claim that is under way. */
export interface Place {
  /** The next due time; during a claim, the end of the lease. */
  readonly dueAt: Date;
  /**
   * Names the claim that is under way. Each new claim replaces the lease, and a change that makes the claim out of date
   * removes it: after that, the earlier claimant can change nothing.
   */
  readonly lease?: string;
}

/** The time of a claim, and how long it holds. */
export interface LeaseTime {
  readonly now: Date;
  readonly leaseMs: number;
}

/** Creates a lease that no other claim has. */
export const newLease = (): string => new mongo.ObjectId().toHexString();

/** The filter of a place that may be claimed. It names the `_id`, the shard key. @param path of the place */
export const whileDue = (_id: string, path: string, now: Date) => ({
  _id: { $eq: _id },
  [`${path}.dueAt`]: { $lte: now },
});

/** The filter of a place that the claimant still holds. @param path of the place */
export const whileHeld = (_id: string, path: string, lease: string) => ({
  _id: { $eq: _id },
  [`${path}.lease`]: { $eq: lease },
});

/** The fields that a claim sets. @param path of the place */
export const leased = (path: string, lease: string, { now, leaseMs }: LeaseTime) => ({
  [`${path}.dueAt`]: new Date(now.getTime() + leaseMs),
  [`${path}.lease`]: lease,
});
