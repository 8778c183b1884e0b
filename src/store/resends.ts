import type { Connection, mongo } from 'mongoose';
import type { PeriodResend, ResendProgress } from '../domain/plan-resend';
import { RESENDS } from './collection-names';
import { leased, newLease, whileDue, whileHeld, type LeaseTime } from './lease';
import type { ResendDocument } from './resend.model';
import type { DeliveryPlace } from './resendable-orders';
import { isDuplicateKey, unavailable } from './unavailable';

/** A resend that the claimant may carry on until the lease ends. */
export interface ResendClaim extends ResendProgress {
  readonly lease: string;
  /** The last order that was looked at; null at the beginning. */
  readonly after: DeliveryPlace | null;
}

/** What one step of a resend has done. */
export interface ResendStep {
  readonly after: DeliveryPlace | null;
  readonly orders: number;
  readonly messages: number;
  /** When the next step is due; null where this was the last one. */
  readonly dueAt: Date | null;
  readonly at: Date;
}

/** The resends of periods. Every method throws CheckoutError `unavailable`. */
export interface Resends {
  /** Stores a resend, due now. @returns false, with nothing changed, where one of that `requestId` exists */
  readonly create: (resend: PeriodResend) => Promise<boolean>;
  readonly find: (requestId: string) => Promise<ResendProgress | null>;
  /** Claims the one that is due the longest; null where none is due, or others claimed it. */
  readonly claim: (time: LeaseTime) => Promise<ResendClaim | null>;
  /** Stores a step and ends the claim. @returns false where the lease has ended and another claimant holds it */
  readonly advance: (claim: ResendClaim, step: ResendStep) => Promise<boolean>;
}

const PLACE = 'queue';

/** Opens the resends of a connected store. */
export function createResends(connection: Connection): Resends {
  const collection = connection.getClient().db(connection.name).collection<ResendDocument>(RESENDS);
  const change = async (filter: mongo.Filter<ResendDocument>, update: mongo.UpdateFilter<ResendDocument>) =>
    (await unavailable(() => collection.updateOne(filter, update))).matchedCount === 1;

  return {
    create: ({ requestId, from, to, requestedAt }) =>
      unavailable(async () => {
        const queue = { dueAt: requestedAt };
        try {
          await collection.insertOne({ _id: requestId, from, to, requestedAt, orders: 0, messages: 0, queue });
          return true;
        } catch (error) {
          if (isDuplicateKey(error)) return false;
          throw error;
        }
      }),

    async find(requestId) {
      const found = await unavailable(() => collection.findOne({ _id: { $eq: requestId } }));
      return found && toResend(found);
    },

    async claim(time) {
      const due = { [`${PLACE}.dueAt`]: { $lte: time.now } };
      const options = { sort: { [`${PLACE}.dueAt`]: 1 }, projection: { _id: 1 } } as const;
      const first = await unavailable(() => collection.findOne(due, options));
      if (first === null) return null;
      const lease = newLease();
      if (!(await change(whileDue(first._id, PLACE, time.now), { $set: leased(PLACE, lease, time) }))) return null;
      const found = await unavailable(() => collection.findOne(whileHeld(first._id, PLACE, lease)));
      return found && { ...toResend(found), lease, after: found.after ?? null };
    },

    advance: (claim, { after, orders, messages, dueAt, at }) =>
      change(whileHeld(claim.requestId, PLACE, claim.lease), {
        $set: {
          orders: claim.orders + orders,
          messages: claim.messages + messages,
          ...(after && { after }),
          ...(dueAt === null ? { endedAt: at } : { [PLACE]: { dueAt } }),
        },
        ...(dueAt === null && { $unset: { [PLACE]: 1 as const } }),
      }),
  };
}

function toResend({ _id, from, to, requestedAt, orders, messages, endedAt }: ResendDocument): ResendProgress {
  return { requestId: _id, from, to, requestedAt, orders, messages, endedAt: endedAt ?? null };
}
