import type { Connection } from 'mongoose';
import { isWaiting, type Visit } from '../domain/next-visit';
import type { Order } from '../domain/order';
import type { OutboxEntry } from '../domain/outbox';
import { orderCollection, type OrderDocument } from './order.model';
import { toOrder } from './to-order';
import { unavailable } from './unavailable';

/** An order that its claimant may look up until the lease runs out. */
export interface VisitClaim {
  readonly order: Order;
  /** As it stood in the queue. */
  readonly visit: Visit;
  readonly remindedOf: readonly string[];
  /** Fences off a claimant whose lease ran out, or whose order was moved meanwhile. */
  readonly claim: string;
}

/** What comes after a visit: the next one, or null for none. */
export interface VisitEnd {
  readonly claimed: VisitClaim;
  readonly next: Visit | null;
}

/** The queue of orders that are looked up at i'mport by themselves. Every method throws CheckoutError `unavailable`. */
export interface ReconcileQueue {
  /**
   * Takes up to `limit` due orders. Three quarters of the places belong to the urgent ones, those that became due last
   * before the others: a buyer who waits now is served before a backlog. The rest goes to whoever is due the longest, so
   * nobody waits for ever.
   *
   * @param options.claim a text that no other claim has
   */
  readonly claimDue: (options: {
    readonly now: Date;
    readonly leaseMs: number;
    readonly limit: number;
    readonly claim: string;
  }) => Promise<VisitClaim[]>;
  /** Ends visits. One whose claim is not the order's any more changes nothing. */
  readonly finish: (ends: readonly VisitEnd[]) => Promise<void>;
  /**
   * Puts a reminder into the outbox once for each account, while the order is still in the state and revision in which it
   * was read.
   *
   * @returns false, with nothing changed, where the order was moved meanwhile
   */
  readonly remind: (order: Order, impUid: string, entries: readonly OutboxEntry[]) => Promise<boolean>;
  /**
   * Brings the visit of an order that waits for a payment forward, by one conditional write; a visit that is under way has
   * no say any more, since it may have asked before the news.
   *
   * @param options.dueAt when it is due then; an earlier visit stays as it is
   * @param options.unlessSince nothing is written where it was brought forward since then
   */
  readonly bringForward: (
    merchantUid: string,
    options: { readonly now: Date; readonly dueAt: Date; readonly unlessSince: Date },
  ) => Promise<void>;
}

const URGENT_SHARE = 0.75;

/** Opens the queue of a connected store. */
export function createReconcileQueue(connection: Connection): ReconcileQueue {
  const collection = orderCollection(connection);

  async function findDue(now: Date, limit: number): Promise<Map<string, Visit>> {
    const due = { 'reconcile.dueAt': { $lte: now } };
    const find = (where: object, dueAt: 1 | -1, count: number) =>
      unavailable(() =>
        collection
          .find(where, { projection: { reconcile: 1 } })
          .sort({ 'reconcile.dueAt': dueAt })
          .limit(count)
          .toArray(),
      );
    const [urgent, longest] = await Promise.all([
      find({ 'reconcile.isUrgent': true, ...due }, -1, Math.ceil(limit * URGENT_SHARE)),
      find(due, 1, limit),
    ]);
    const places = new Map([...urgent, ...longest].map(({ _id, reconcile }) => [_id, visitOf(reconcile)]));
    return new Map([...places].slice(0, limit));
  }

  return {
    async claimDue({ now, leaseMs, limit, claim }) {
      const due = await findDue(now, limit);
      if (due.size === 0) return [];
      const keys = { _id: { $in: [...due.keys()] } };
      const lease = { 'reconcile.dueAt': new Date(now.getTime() + leaseMs), 'reconcile.claim': claim };
      await unavailable(() => collection.updateMany({ ...keys, 'reconcile.dueAt': { $lte: now } }, { $set: lease }));
      const claimed = await unavailable(() =>
        collection
          .find({ ...keys, 'reconcile.claim': claim }, { projection: { outbox: 0, prepareDueAt: 0 } })
          .toArray(),
      );
      return claimed.map(({ reconcile, ...document }) => ({
        order: toOrder(document),
        visit: due.get(document._id) ?? visitOf(reconcile),
        remindedOf: reconcile?.remindedOf ?? [],
        claim,
      }));
    },

    async finish(ends) {
      if (ends.length === 0) return;
      const writes = ends.map(({ claimed, next }) => ({
        updateOne: {
          filter: { _id: { $eq: claimed.order.merchantUid }, 'reconcile.claim': claimed.claim },
          update: next === null ? { $unset: { reconcile: 1 as const } } : placeUpdate(next),
        },
      }));
      await unavailable(() => collection.bulkWrite(writes, { ordered: false }));
    },

    async remind({ merchantUid, state, revision }, impUid, entries) {
      const key = { _id: { $eq: merchantUid } };
      const unchanged = { ...key, state, revision, 'reconcile.remindedOf': { $ne: impUid } };
      const update = { $push: { outbox: { $each: [...entries] } }, $addToSet: { 'reconcile.remindedOf': impUid } };
      const result = await unavailable(() => collection.updateOne(unchanged, update));
      if (result.matchedCount === 1) return true;
      const document = await unavailable(() => collection.findOne(key, { projection: { reconcile: 1 } }));
      return document?.reconcile?.remindedOf?.includes(impUid) ?? false;
    },

    bringForward: (merchantUid, options) => bringForward(collection, merchantUid, options),
  };
}

async function bringForward(
  collection: ReturnType<typeof orderCollection>,
  merchantUid: string,
  { now, dueAt, unlessSince }: Parameters<ReconcileQueue['bringForward']>[1],
): Promise<void> {
  const waits = { _id: { $eq: merchantUid }, state: { $in: ['pending', 'ready'] as const } };
  const isRested = { 'reconcile.broughtForwardAt': { $not: { $gt: unlessSince } } };
  const update = {
    $set: { 'reconcile.isUrgent': true, 'reconcile.broughtForwardAt': now },
    $min: { 'reconcile.dueAt': dueAt },
    $unset: { 'reconcile.claim': 1 as const },
  };
  await unavailable(() => collection.updateOne({ ...waits, ...isRested }, update));
}

/** An order without a step has been in the queue's way before: by a move, after its visits had ended. */
function visitOf(reconcile: OrderDocument['reconcile']): Visit {
  return {
    dueAt: reconcile?.dueAt ?? new Date(0),
    step: reconcile?.step ?? 0,
    isUrgent: reconcile?.isUrgent ?? false,
  };
}

function placeUpdate({ dueAt, step, isUrgent }: Visit) {
  return {
    $set: { 'reconcile.dueAt': dueAt, 'reconcile.step': step, 'reconcile.isUrgent': isUrgent },
    $unset: { 'reconcile.claim': 1 as const },
  };
}

/** A new account's deadline is taken into account by a visit soon after; that visit works out when the next one is due. */
const SOON_MS = 60_000;

/** The queue's part of the write that changes an order. */
export interface QueueUpdate {
  readonly $set?: Record<string, unknown>;
  readonly $min?: Record<string, unknown>;
  readonly $unset?: Record<string, unknown>;
}

/**
 * What a move of an order means for the queue, as part of the move's own write: an order that waits for nothing leaves
 * it, one with an open account is visited soon. A visit that is under way then has no say any more: it was planned for
 * the order as it was.
 */
export function queueUpdate(order: Order): QueueUpdate {
  const at = order.payments.reduce((last, { recordedAt }) => (recordedAt > last ? recordedAt : last), order.createdAt);
  if (!isWaiting(order, at)) return { $unset: { reconcile: 1 } };
  if (order.virtualAccount === null) return {};
  return { $set: { 'reconcile.isUrgent': true }, ...visitSoon(at) };
}

/** Has an order visited soon, by a visit that knows its new end; one that is under way has no say any more. */
export function visitSoon(at: Date) {
  return {
    $min: { 'reconcile.dueAt': new Date(at.getTime() + SOON_MS) },
    $unset: { 'reconcile.claim': 1 },
  };
}
