import type { Connection } from 'mongoose';
import { isWaiting, type Poll } from '../domain/next-poll';
import type { Order } from '../domain/order';
import { whileHeld } from './lease';
import { claimDue, findDue, pathOf } from './order-queue';
import { orderCollection, type OrderDocument } from './order.model';
import type { PollPlace } from './queues.schema';
import { toOrder } from './to-order';
import { unavailable } from './unavailable';

/** An order that its claimant may look up until the lease runs out. */
export interface PollClaim {
  readonly order: Order;
  /** As it stood in the queue. */
  readonly poll: Poll;
  /** Fences off a claimant whose lease ran out, or whose order was moved meanwhile. */
  readonly lease: string;
}

/** What comes after a poll: the next one, or null for none. */
export interface PollEnd {
  readonly claimed: PollClaim;
  readonly next: Poll | null;
}

/** The queue of orders that are looked up at i'mport by themselves. Every method throws CheckoutError `unavailable`. */
export interface ReconcileQueue {
  /**
   * Takes up to `limit` due orders. Three quarters of the places belong to the urgent ones, those that became due last
   * before the others: a buyer who waits now is served before a backlog. The rest goes to whoever is due the longest, so
   * nobody waits for ever.
   */
  readonly claimDue: (options: {
    readonly now: Date;
    readonly leaseMs: number;
    readonly limit: number;
  }) => Promise<PollClaim[]>;
  /** Ends polls. One whose lease is not the order's any more changes nothing. */
  readonly finish: (ends: readonly PollEnd[]) => Promise<void>;
  /**
   * Brings the poll of an order that waits for a payment forward, by one conditional write; a poll that is under way has
   * no say any more, since it may have asked before the news.
   *
   * @param options.dueAt when it is due then; an earlier poll stays as it is
   * @param options.unlessSince nothing is written where it was brought forward since then
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
      // After the claim, so that what changed between the look and the claim is seen.
      const ours = { _id: { $in: [...claimed] }, [`${PLACE}.lease`]: lease };
      const documents = await unavailable(() => collection.find(ours, { projection: { outbox: 0 } }).toArray());
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

/** Finds who is due: half of the index has the urgent ones, the other half the rest. */
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
  const isRested = { [`${PLACE}.broughtForwardAt`]: { $not: { $gt: unlessSince } } };
  const update = {
    $set: { [`${PLACE}.isUrgent`]: true, [`${PLACE}.broughtForwardAt`]: now },
    $min: { [`${PLACE}.dueAt`]: dueAt },
    $unset: { [`${PLACE}.lease`]: 1 as const },
  };
  await unavailable(() => collection.updateOne({ ...waits, ...isRested }, update));
}

/** An order without a step has been in the queue's way before: by a move, after its polls had ended. */
function pollOf(place: OrderDocument['queues']['poll']): Poll {
  return { dueAt: place?.dueAt ?? new Date(0), step: place?.step ?? 0, isUrgent: place?.isUrgent ?? false };
}

function placeUpdate({ dueAt, step, isUrgent }: Poll) {
  return {
    $set: { [`${PLACE}.dueAt`]: dueAt, [`${PLACE}.step`]: step, [`${PLACE}.isUrgent`]: isUrgent },
    $unset: { [`${PLACE}.lease`]: 1 as const },
  };
}

/** A new account's deadline is taken into account by a poll soon after; that poll works out when the next one is due. */
const SOON_MS = 60_000;

/** The queue's part of the write that changes an order. */
export interface QueueUpdate {
  readonly $set?: Record<string, unknown>;
  readonly $min?: Record<string, unknown>;
  readonly $max?: Record<string, unknown>;
  readonly $unset?: Record<string, unknown>;
}

/**
 * What a move of an order means for the queue, as part of the move's own write: an order that waits for nothing leaves
 * it, one with an open account is polled soon. A poll that is under way then has no say any more: it was planned for
 * the order as it was.
 */
export function queueUpdate(order: Order): QueueUpdate {
  const at = order.payments.reduce((last, { recordedAt }) => (recordedAt > last ? recordedAt : last), order.createdAt);
  if (!isWaiting(order, at)) return { $unset: { [PLACE]: 1 } };
  if (order.virtualAccount === null) return {};
  return { $set: { [`${PLACE}.isUrgent`]: true }, ...soon(at) };
}

/** Has an order polled soon, as urgently as before, by a poll that knows its new end; one under way has no say any more. */
export function pollSoon(at: Date): QueueUpdate {
  // An order that was in the queue no more is in its index only with both fields; `true` is the greater one and stays.
  return { $max: { [`${PLACE}.isUrgent`]: false }, ...soon(at) };
}

function soon(at: Date): QueueUpdate {
  return {
    $min: { [`${PLACE}.dueAt`]: new Date(at.getTime() + SOON_MS) },
    $unset: { [`${PLACE}.lease`]: 1 },
  };
}
