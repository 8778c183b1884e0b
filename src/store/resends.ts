import type { Connection, mongo } from 'mongoose';
import type { AuditRecord } from '../domain/audit';
import type { CarrierReplay, PeriodResend, ResendProgress } from '../domain/plan-resend';
import { collectionOf, RESENDS } from './collection-names';
import { leased, newLease, whileDue, whileHeld, type LeaseTime } from './lease';
import type { ReplayDocument, ResendDocument } from './resend.model';
import type { OrderKey } from './order-keys';
import { isDuplicateKey, unavailable } from './unavailable';

/** A resend that the claimant may carry on until the lease ends. */
export interface ResendClaim extends ResendProgress {
  readonly lease: string;
  /** The last order that was looked at; null at the beginning. */
  readonly after: OrderKey | null;
  /** The entry that waits for the audit log; null once a step was stored. */
  readonly audit: AuditRecord | null;
}

/** What one step of a resend has done. */
export interface ResendStep {
  readonly after: OrderKey | null;
  readonly orders: number;
  readonly messages: number;
  /** When the next step is due; null where this was the last one. */
  readonly dueAt: Date | null;
  readonly at: Date;
}

/** The resends of periods. Every method throws CheckoutError `unavailable`. */
export interface Resends {
  /** Stores a resend, due now, with its entry for the audit log. @returns false, with nothing changed, where one of that `requestId` exists */
  readonly create: (resend: PeriodResend & Pick<ResendProgress, 'replay'>, audit: AuditRecord) => Promise<boolean>;
  readonly find: (requestId: string) => Promise<ResendProgress | null>;
  /** Up to `limit` resends, the newest request first. */
  readonly latest: (limit: number) => Promise<ResendProgress[]>;
  /** How many have not ended, up to `limit`. */
  readonly countOpen: (limit: number) => Promise<number>;
  /** Claims the one that is due the longest; null where none is due, or others claimed it. */
  readonly claim: (time: LeaseTime) => Promise<ResendClaim | null>;
  /** Stores a step and ends the claim; the entry for the audit log is there by now. @returns false where the lease has ended and another claimant holds it */
  readonly advance: (claim: ResendClaim, step: ResendStep) => Promise<boolean>;
  /** Removes resends that had ended by a time, some at a time. */
  readonly removeEnded: (by: Date) => Promise<void>;
}

const PLACE = 'queue';
/** The most resends that one call removes. */
const MOST_REMOVED = 100;

/** Opens the resends of a connected store. */
export function createResends(connection: Connection): Resends {
  const collection = collectionOf<ResendDocument>(connection, RESENDS);
  const change = async (filter: mongo.Filter<ResendDocument>, update: mongo.UpdateFilter<ResendDocument>) =>
    (await unavailable(() => collection.updateOne(filter, update))).matchedCount === 1;

  return {
    create: ({ requestId, from, to, requestedAt, replay }, audit) =>
      unavailable(async () => {
        const queue = { dueAt: requestedAt };
        try {
          const counts = { orders: 0, messages: 0 };
          const asked = replay && { replay: toDocument(replay) };
          await collection.insertOne({ _id: requestId, from, to, requestedAt, audit, ...asked, ...counts, queue });
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

    async latest(limit) {
      const found = await unavailable(() => collection.find({}, { sort: { requestedAt: -1 }, limit }).toArray());
      return found.map(toResend);
    },

    async countOpen(limit) {
      const open = { [`${PLACE}.dueAt`]: { $gt: new Date(0) } };
      const options = { projection: { _id: 1 }, limit } as const;
      return (await unavailable(() => collection.find(open, options).toArray())).length;
    },

    async claim(time) {
      const due = { [`${PLACE}.dueAt`]: { $lte: time.now } };
      const options = { sort: { [`${PLACE}.dueAt`]: 1 }, projection: { _id: 1 } } as const;
      const first = await unavailable(() => collection.findOne(due, options));
      if (first === null) return null;
      const lease = newLease();
      if (!(await change(whileDue(first._id, PLACE, time.now), { $set: leased(PLACE, lease, time) }))) return null;
      const found = await unavailable(() => collection.findOne(whileHeld(first._id, PLACE, lease)));
      return found && { ...toResend(found), lease, after: found.after ?? null, audit: found.audit ?? null };
    },

    advance: (claim, { after, orders, messages, dueAt, at }) =>
      change(whileHeld(claim.requestId, PLACE, claim.lease), {
        $set: {
          orders: claim.orders + orders,
          messages: claim.messages + messages,
          ...(after && { after }),
          ...(dueAt === null ? { endedAt: at } : { [PLACE]: { dueAt } }),
        },
        $unset: { audit: 1 as const, ...(dueAt === null && { [PLACE]: 1 as const }) },
      }),

    async removeEnded(by) {
      const options = { projection: { _id: 1 }, sort: { endedAt: 1 }, limit: MOST_REMOVED } as const;
      const ended = await unavailable(() => collection.find({ endedAt: { $lte: by } }, options).toArray());
      if (ended.length === 0) return;
      await unavailable(() => collection.deleteMany({ _id: { $in: ended.map(({ _id }) => _id) } }));
    },
  };
}

function toResend({ _id, replay, endedAt, ...resend }: ResendDocument): ResendProgress {
  const { from, to, requestedAt, orders, messages } = resend;
  const asked = replay && { replay: toReplay(replay) };
  return { requestId: _id, from, to, requestedAt, ...asked, orders, messages, endedAt: endedAt ?? null };
}

function toDocument({ carrier, actor: { name, operator } }: CarrierReplay): ReplayDocument {
  return { carrier, actor: name, operator };
}

function toReplay({ carrier, actor, operator }: ReplayDocument): CarrierReplay {
  return { carrier, actor: { name: actor, operator } };
}
