import type { Connection, mongo } from 'mongoose';
import { nextCancelDueAt } from '../domain/cancel/cancel';
import type { Poll } from '../domain/next-poll';
import { MAX_LOG_ENTRIES, type LogEntry } from '../domain/log-entry';
import { moneyTimesOf } from '../domain/money-times';
import type { Order } from '../domain/order';
import { changedFields, orderAfter, type OrderChange } from '../domain/order-change';
import { ORDER_LIMITS } from '../domain/order-limits';
import type { OutboxEntry } from '../domain/outbox';
import { addEntries, placesOf, whileFree, type NewClaims, type NewEntries } from './new-claims';
import { forgetDelivered, hasManyMessages } from './forget-delivered';
import { orderCollection } from './order-collection';
import type { StoredMoney } from './order.model';
import { resentEntries, type ResentEntries } from './resent-entries';
import { queueUpdate, pollSoon, type QueueUpdate } from './reconcile-queue';
import { toOrder, WITHOUT_QUEUES } from './to-order';
import { isDuplicateKey, unavailable } from './unavailable';

/** The stored orders, as plain objects. Every method throws CheckoutError `unavailable` on a database fault. */
export interface Orders {
  readonly findOrder: (merchantUid: string) => Promise<Order | null>;
  /** The orders that exist, in no particular order. */
  readonly findOrders: (merchantUids: readonly string[]) => Promise<Order[]>;
  /**
   * @param prepareDueAt when a pass is to register the amount with i'mport (§4). @default never
   * @param poll the first poll of the order. @default none
   * @param entries the messages of the order. @default none
   * @returns false, with nothing changed, where an order of that `merchantUid` exists
   */
  readonly createOrder: (
    order: Order,
    prepareDueAt?: Date | null,
    poll?: Poll | null,
    entries?: readonly OutboxEntry[],
  ) => Promise<boolean>;
  /**
   * Changes an order by one conditional write: state, payment, history, evidence and outbox together. The write applies
   * only while the order has the state and revision that it was read with.
   *
   * @param claimed claims of entries by the same write, which then also applies only while their carriers have no other
   *   message of the order to deliver. @default none: the order is due for the carriers now
   * @returns false, with nothing changed, where another write came first
   */
  readonly changeOrder: (
    order: Order,
    change: OrderChange,
    entries: readonly OutboxEntry[],
    claimed?: NewClaims | null,
  ) => Promise<boolean>;
}

/** The times of the stored orders. */
export interface OrderTimes {
  /**
   * How soon after a change of its deadline or accounts an order is polled, in milliseconds: that poll reads the new
   * deadline, and schedules the next poll by it.
   */
  readonly pollSoonMs: number;
}

/**
 * Opens the orders of a connected store.
 *
 * Registration goes through the model; every other operation goes to the driver, for the reasons in order.model.ts. Ids are
 * compared with `$eq`, so that no value can become an operator.
 */
export function createOrders(connection: Connection, times: OrderTimes): Orders {
  const collection = orderCollection(connection);

  /** Writes only while the order has the state and revision that it was read with. */
  async function writeIfUnchanged(order: Order, update: object, alsoIf: object): Promise<boolean> {
    const unchanged = { _id: { $eq: order.merchantUid }, state: order.state, revision: order.revision, ...alsoIf };
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

    async createOrder({ merchantUid, ...order }, prepareDueAt = null, poll = null, entries = []) {
      const prepare = prepareDueAt && { prepare: { dueAt: prepareDueAt } };
      const queues = { ...prepare, ...(poll && { poll }), ...placesOf(entries) };
      const document = { _id: merchantUid, ...order, outbox: [...entries], queues };
      return unavailable(async () => {
        try {
          const { orderModel } = await import('./order.model.js');
          await orderModel(connection).insertOne(document);
          return true;
        } catch (error) {
          if (isDuplicateKey(error)) return false;
          throw error;
        }
      });
    },

    async changeOrder(order, change, entries, claimed = null) {
      const added = addEntries(entries, claimed);
      const resent = resentEntries(change.resend, added.outbox);
      const pushed = change.resend === undefined ? added.outbox : [];
      const update = updateOf(order, change, { ...added, outbox: pushed, resent }, times);
      const isChanged = await writeIfUnchanged(order, update, { ...whileFree(claimed), ...resent.where });
      if (isChanged && entries.length > 0 && hasManyMessages(order))
        await forgetDelivered(collection, order.merchantUid);
      return isChanged;
    },
  };
}

/** The one update of a change: the new fields, the appended entries and the due times. */
function updateOf(
  order: Order,
  change: OrderChange,
  added: NewEntries & { readonly resent: ResentEntries },
  { pollSoonMs }: OrderTimes,
): object {
  const { history, attention, cancels, log = [] } = change;
  const queue = pollAfter(order, change, pollSoonMs);
  const cancelDueAt = nextCancelDueAt(cancels);
  // The due time may be the end of another worker's lease: only a change of the cancels may end that lease.
  const cancelsChanged = cancels.some((cancel, index) => cancel !== order.cancels[index]);
  const [first] = attention;
  return {
    $set: {
      ...queue.$set,
      ...added.$set,
      ...added.resent.$set,
      ...changedFields(change),
      ...moneyAfter(order, change),
      ...(cancelsChanged && cancelDueAt && { 'queues.cancel': { dueAt: cancelDueAt } }),
    },
    ...withoutEmpty('$push', { ...listsToPush({ history, attention, outbox: added.outbox }), ...logToPush(log) }),
    ...withoutEmpty('$max', { ...queue.$max, ...added.$max, ...added.resent.$max }),
    ...withoutEmpty('$min', { ...queue.$min, ...(first && { attentionSince: first.at }) }),
    ...withoutEmpty('$unset', {
      ...queue.$unset,
      ...(cancelsChanged && cancelDueAt === null && { 'queues.cancel': 1 }),
      ...added.$unset,
      ...added.resent.$unset,
    }),
  };
}

/** When money moved, if the payments or cancels have changed. */
function moneyAfter({ merchantUid, payments, cancels }: Order, change: OrderChange): { readonly money?: StoredMoney } {
  const isSame = change.payments === payments && change.cancels === cancels;
  const times = isSame ? null : moneyTimesOf({ merchantUid, payments: change.payments, cancels: change.cancels });
  if (times === null) return {};
  const { firstAt, lastAt } = times;
  return { money: { key: merchantUid, firstAt, ...(lastAt > firstAt && { lastAt }) } };
}

/** The change of the next poll: none where the order's state, payments and deadline stay. */
function pollAfter(order: Order, change: OrderChange, pollSoonMs: number): QueueUpdate {
  if (change.endChangedAt) return pollSoon(change.endChangedAt, pollSoonMs);
  const isNewReport = change.state !== order.state || change.payments !== order.payments;
  return isNewReport ? queueUpdate(orderAfter(order, change), pollSoonMs) : {};
}

/** One operator of an update; none where it has no fields. */
function withoutEmpty(operator: string, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.keys(fields).length === 0 ? {} : { [operator]: fields };
}

/** The `$push` part of an update, without empty lists. The order keeps its newest transitions. */
function listsToPush(lists: Readonly<Record<string, readonly unknown[]>>): Record<string, mongo.Document> {
  const filled = Object.entries(lists).filter(([, items]) => items.length > 0);
  return Object.fromEntries(
    filled.map(([field, items]) => [
      field,
      { $each: [...items], ...(field === 'history' && { $slice: -ORDER_LIMITS.history }) },
    ]),
  );
}

/** The `$push` part that appends to the log and keeps its newest entries, those of reports apart. */
export function logToPush(entries: readonly LogEntry[]): Record<string, mongo.Document> {
  const reportLog = entries.filter(({ kind }) => kind === 'report');
  const log = entries.filter(({ kind }) => kind !== 'report');
  const filled = Object.entries({ log, reportLog }).filter(([, list]) => list.length > 0);
  return Object.fromEntries(filled.map(([field, $each]) => [field, { $each, $slice: -MAX_LOG_ENTRIES }]));
}
