import type { Connection } from 'mongoose';
import { nextCancelDueAt } from '../domain/cancel/cancel';
import type { Poll } from '../domain/next-poll';
import type { Order } from '../domain/order';
import { changedFields, orderAfter, type OrderChange } from '../domain/order-change';
import type { OutboxEntry } from '../domain/outbox';
import { orderCollection, orderModel } from './order.model';
import { carriersDue } from './order-queue';
import { queueUpdate, pollSoon, type QueueUpdate } from './reconcile-queue';
import { toOrder, WITHOUT_QUEUES } from './to-order';
import { isDuplicateKey, unavailable } from './unavailable';

/** Orders, as plain objects. Every method throws CheckoutError `unavailable` where the database does. */
export interface Orders {
  readonly findOrder: (merchantUid: string) => Promise<Order | null>;
  /** Those of them that are there, in no order. */
  readonly findOrders: (merchantUids: readonly string[]) => Promise<Order[]>;
  /** Up to `limit` orders that wait for a payment, registered since then, in the order of their keys. */
  readonly listUnsettled: (options: {
    readonly since: Date;
    /** The key after which to go on. */
    readonly after: string | null;
    readonly limit: number;
  }) => Promise<Order[]>;
  /**
   * @param prepareDueAt when its amount is to be registered with i'mport by whoever comes first. @default never
   * @param poll when it is to be looked up at i'mport. @default never
   * @returns false, with nothing changed, where an order of that `merchantUid` is there already
   */
  readonly createOrder: (order: Order, prepareDueAt?: Date | null, poll?: Poll | null) => Promise<boolean>;
  /**
   * Moves an order by one conditional write: state, payment, history, evidence and outbox together, and only while the
   * order is still in the state and revision that it was read in.
   *
   * @returns false, with nothing changed, where somebody else was first
   */
  readonly changeOrder: (order: Order, change: OrderChange, entries: readonly OutboxEntry[]) => Promise<boolean>;
}

/**
 * Opens the orders of a connected store.
 *
 * But for the first write of an order, all of it goes to the driver: see order.model.ts. What is an id is compared with
 * `$eq`, so that no value can become an operator.
 */
export function createOrders(connection: Connection): Orders {
  const collection = orderCollection(connection);
  const model = orderModel(connection);

  /** One conditional write on "still in the state and revision that it was read in". */
  async function writeIfUnchanged(order: Order, update: object): Promise<boolean> {
    const unchanged = { _id: { $eq: order.merchantUid }, state: order.state, revision: order.revision };
    const result = await unavailable(() => collection.updateOne(unchanged, { ...update, $inc: { revision: 1 } }));
    return result.matchedCount === 1;
  }

  return {
    async findOrder(merchantUid) {
      const document = await unavailable(() =>
        collection.findOne({ _id: { $eq: merchantUid } }, { projection: WITHOUT_QUEUES }),
      );
      return document && toOrder(document);
    },

    async findOrders(merchantUids) {
      const wanted = { _id: { $in: [...merchantUids] } };
      const documents = await unavailable(() => collection.find(wanted, { projection: WITHOUT_QUEUES }).toArray());
      return documents.map(toOrder);
    },

    async listUnsettled({ since, after, limit }) {
      const key = after === null ? {} : { _id: { $gt: after } };
      const wanted = { ...key, state: { $in: ['pending', 'ready'] as const }, createdAt: { $gte: since } };
      const documents = await unavailable(() =>
        collection.find(wanted, { projection: WITHOUT_QUEUES }).sort({ _id: 1 }).limit(limit).toArray(),
      );
      return documents.map(toOrder);
    },

    async createOrder({ merchantUid, ...order }, prepareDueAt = null, poll = null) {
      const queues = { ...(prepareDueAt && { prepare: { dueAt: prepareDueAt } }), ...(poll && { poll: poll }) };
      const document = { _id: merchantUid, ...order, outbox: [], queues };
      return unavailable(async () => {
        try {
          await model.insertOne(document);
          return true;
        } catch (error) {
          if (isDuplicateKey(error)) return false;
          throw error;
        }
      });
    },

    changeOrder: (order, change, entries) => writeIfUnchanged(order, moveOf(order, change, entries)),
  };
}

/** A change as one update: what the order is then, what comes with it, and when somebody has to see to it again. */
function moveOf(order: Order, change: OrderChange, entries: readonly OutboxEntry[]): object {
  const { history, attention, cancels } = change;
  const queue = pollAfter(order, change);
  const cancelDueAt = nextCancelDueAt(cancels);
  // The due time may be a lease of whoever is at it: only what changes the cancels may end that.
  const hasMoved = cancels.some((cancel, index) => cancel !== order.cancels[index]);
  const [first] = attention;
  return {
    $set: {
      ...queue.$set,
      ...changedFields(change),
      ...(hasMoved && cancelDueAt && { 'queues.cancel': { dueAt: cancelDueAt } }),
    },
    ...withoutEmpty('$push', listsToPush({ history, attention, outbox: entries })),
    ...withoutEmpty('$max', { ...queue.$max, ...carriersDue(entries) }),
    ...withoutEmpty('$min', { ...queue.$min, ...(first && { attentionSince: first.at }) }),
    ...withoutEmpty('$unset', { ...queue.$unset, ...(hasMoved && cancelDueAt === null && { 'queues.cancel': 1 }) }),
  };
}

/** What a change means for the next poll of its order: nothing, where it brings neither a state, a payment nor a deadline. */
function pollAfter(order: Order, change: OrderChange): QueueUpdate {
  if (change.endChangedAt) return pollSoon(change.endChangedAt);
  const isNewReport = change.state !== order.state || change.payments !== order.payments;
  return isNewReport ? queueUpdate(orderAfter(order, change)) : {};
}

/** One operator of an update; none where it would change nothing. */
function withoutEmpty(operator: string, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.keys(fields).length === 0 ? {} : { [operator]: fields };
}

/** What `$push` takes, of those lists that bring anything. */
function listsToPush(lists: Readonly<Record<string, readonly unknown[]>>): Record<string, { $each: unknown[] }> {
  const filled = Object.entries(lists).filter(([, items]) => items.length > 0);
  return Object.fromEntries(filled.map(([field, items]) => [field, { $each: [...items] }]));
}
