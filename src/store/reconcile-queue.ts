import type { Connection } from 'mongoose';
import { isWaiting, type Poll } from '../domain/next-poll';
import type { Order } from '../domain/order';
import { whileHeld } from './lease';
import { claimDue, findDue, pathOf } from './order-queue';
import { orderCollection } from './order-collection';
import type { OrderDocument } from './order.model';
import type { PollPlace } from './queues.schema';
import { toOrder, WITH_QUEUES } from './to-order';
import { unavailable } from './unavailable';

/** An order that the claimant may look up at i'mport until the lease ends. */
export interface PollClaim {
  readonly order: Order;
  /** The poll as it was before the claim. */
  readonly poll: Poll;
  /** A write with this lease changes nothing once the lease has ended or the order has changed. */
  readonly lease: string;
}

/** The end of a claimed poll. */
export interface PollEnd {
  readonly claimed: PollClaim;
  /** The next poll; null takes the order out of the queue. */
  readonly next: Poll | null;
}

/** The queue of orders that the service polls at i'mport. Every method throws CheckoutError `unavailable`. */
export interface ReconcileQueue {
  /**
   * Claims up to `limit` due orders. Urgent orders get three quarters of the places, the most recently due first: a buyer
   * who waits now comes before a backlog. The orders that are due the longest get the rest, so every order is polled in
   * the end.
   */
  readonly claimDue: (options: {
    readonly now: Date;
    readonly leaseMs: number;
    readonly limit: number;
  }) => Promise<PollClaim[]>;
  /** Ends polls. A poll whose lease has ended changes nothing. */
  readonly finish: (ends: readonly PollEnd[]) => Promise<void>;
  /**
   * Brings the next poll of an order that waits for a payment forward, by one conditional write. The write ends the lease of
   * a poll that is under way: that poll may have asked i'mport before the report came.
   *
   * @param options.dueAt the new due time; an earlier due time stays
   * @param options.unlessSince nothing is written where the poll was brought forward after this time
   */
  readonly bringForward: (
    merchantUid: string,
    options: { readonly now: Date; readonly dueAt: Date; readonly unlessSince: Date },
  ) => Promise<void>;
}

const URGENT_SHARE = 0.75;
const PLACE = pathOf('poll');

/** Opens the queue of a connected store. */
export function createReconcileQueue(connection: Connection): ReconcileQueue {
  const collection = orderCollection(connection);

  return {
    async claimDue({ now, leaseMs, limit }) {
      const places = await findPlaces(collection, now, limit);
      const candidates = [...places.keys()].map((_id) => ({ _id }));
      const { lease, claimed } = await claimDue(collection, 'poll', candidates, { now, leaseMs });
      if (claimed.size === 0) return [];
      // Read after the claim: the order may have changed between the query and the claim.
      const ours = { _id: { $in: [...claimed] }, [`${PLACE}.lease`]: lease };
      const documents = await unavailable(() => collection.find(ours, { projection: WITH_QUEUES }).toArray());
      return documents.map(({ queues, ...document }) => ({
        order: toOrder(document),
        poll: pollOf(places.get(document._id) ?? queues.poll),
        lease,
      }));
    },

    async finish(ends) {
      if (ends.length === 0) return;
      const writes = ends.map(({ claimed: { order, lease }, next }) => ({
        updateOne: {
          filter: whileHeld(order.merchantUid, PLACE, lease),
          update: next === null ? { $unset: { [PLACE]: 1 as const } } : placeUpdate(next),
        },
      }));
      await unavailable(() => collection.bulkWrite(writes, { ordered: false }));
    },

    bringForward: (merchantUid, options) => bringForward(collection, merchantUid, options),
  };
}

/** Finds due orders by one index, which holds urgent and other orders apart. */
async function findPlaces(
  collection: ReturnType<typeof orderCollection>,
  now: Date,
  limit: number,
): Promise<Map<string, PollPlace | undefined>> {
  const find = (isUrgent: boolean, sort: 1 | -1, count: number) =>
    findDue(collection, {
      queue: 'poll',
      now,
      limit: count,
      projection: { [PLACE]: 1 },
      sort,
      where: { [`${PLACE}.isUrgent`]: isUrgent },
    });
  const [latest, urgent, others] = await Promise.all([
    find(true, -1, Math.ceil(limit * URGENT_SHARE)),
    find(true, 1, limit),
    find(false, 1, limit),
  ]);
  const longest = [...urgent, ...others].toSorted(
    (a, b) => Number(a.queues.poll?.dueAt) - Number(b.queues.poll?.dueAt),
  );
  const places = new Map([...latest, ...longest].map(({ _id, queues }) => [_id, queues.poll]));
  return new Map([...places].slice(0, limit));
}

async function bringForward(
  collection: ReturnType<typeof orderCollection>,
  merchantUid: string,
  { now, dueAt, unlessSince }: Parameters<ReconcileQueue['bringForward']>[1],
): Promise<void> {
  const waits = { _id: { $eq: merchantUid }, state: { $in: ['pending', 'ready'] as const } };
  const notBroughtForward = { [`${PLACE}.broughtForwardAt`]: { $not: { $gt: unlessSince } } };
  const update = {
    $set: { [`${PLACE}.isUrgent`]: true, [`${PLACE}.broughtForwardAt`]: now },
    $min: { [`${PLACE}.dueAt`]: dueAt },
    $unset: { [`${PLACE}.lease`]: 1 as const },
  };
  await unavailable(() => collection.updateOne({ ...waits, ...notBroughtForward }, update));
}

/** The place has no step where a change of the order put the order back into the queue after its last poll. */
function pollOf(place: OrderDocument['queues']['poll']): Poll {
  return { dueAt: place?.dueAt ?? new Date(0), step: place?.step ?? 0, isUrgent: place?.isUrgent ?? false };
}

function placeUpdate({ dueAt, step, isUrgent }: Poll) {
  return {
    $set: { [`${PLACE}.dueAt`]: dueAt, [`${PLACE}.step`]: step, [`${PLACE}.isUrgent`]: isUrgent },
    $unset: { [`${PLACE}.lease`]: 1 as const },
  };
}

/** The queue's part of the write that changes an order. */
export interface QueueUpdate {
  readonly $set?: Record<string, unknown>;
  readonly $min?: Record<string, unknown>;
  readonly $max?: Record<string, unknown>;
  readonly $unset?: Record<string, unknown>;
}

/**
 * The queue's part of the write that changes an order. An order that waits for nothing leaves the queue; an order with an
 * open account is polled soon. The write ends the lease of a poll that is under way: that poll was scheduled for the order
 * before the change.
 */
export function queueUpdate(order: Order, pollSoonMs: number): QueueUpdate {
  const at = order.payments.reduce((last, { recordedAt }) => (recordedAt > last ? recordedAt : last), order.createdAt);
  if (!isWaiting(order, at)) return { $unset: { [PLACE]: 1 } };
  if (order.virtualAccount === null) return {};
  return { $set: { [`${PLACE}.isUrgent`]: true }, ...soon(at, pollSoonMs) };
}

/**
 * Schedules a poll soon, as urgent as before. The write ends the lease of a poll that is under way: that poll does not know
 * the new deadline.
 */
export function pollSoon(at: Date, pollSoonMs: number): QueueUpdate {
  // Queries find only places with both fields, and an order outside the queue has neither. `$max` keeps `true`.
  return { $max: { [`${PLACE}.isUrgent`]: false }, ...soon(at, pollSoonMs) };
}

function soon(at: Date, pollSoonMs: number): QueueUpdate {
  return {
    $min: { [`${PLACE}.dueAt`]: new Date(at.getTime() + pollSoonMs) },
    $unset: { [`${PLACE}.lease`]: 1 },
  };
}
