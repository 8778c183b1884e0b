import type { Connection, mongo } from 'mongoose';
import type { OutboxEntry } from '../domain/outbox';
import { pathOf } from './order-queue';
import { orderCollection } from './order-collection';
import type { OrderDocument } from './order.model';
import { unavailable } from './unavailable';

/** An outbox entry with the order it belongs to. */
export interface Letter {
  readonly merchantUid: string;
  readonly entry: OutboxEntry;
}

/** The dead letters of all orders. Every method throws CheckoutError `unavailable`. */
export interface DeadLetters {
  /** Up to `limit` dead letters, the oldest first. */
  readonly list: (limit: number) => Promise<Letter[]>;
  /**
   * Finds an entry by its id, among orders that have a dead letter; null for the entries of all other orders. Reads all
   * orders with a dead letter: an index of the ids would lead through an array (see order-indexes.ts).
   */
  readonly find: (id: string) => Promise<Letter | null>;
  /**
   * Puts a dead letter back into its queue, with its full number of tries, the same id and the same position.
   *
   * @returns false where the entry is not a dead letter
   */
  readonly revive: (letter: Letter, dueAt: Date) => Promise<boolean>;
}

/** Orders with a dead letter. */
const WITH_DEAD = { deadSince: { $gt: new Date(0) } };
const isDead = ({ deadAt }: OutboxEntry) => deadAt !== undefined;

/** Opens the dead letters of a connected store. */
export function createDeadLetters(connection: Connection): DeadLetters {
  const collection = orderCollection(connection);
  const outboxOnly = { projection: { outbox: 1 } } as const;

  return {
    async list(limit) {
      const orders = await unavailable(() =>
        collection.find(WITH_DEAD, { ...outboxOnly, sort: { deadSince: 1 }, limit }).toArray(),
      );
      for (const { _id, outbox } of orders) if (!outbox.some(isDead)) await removeIdle(collection, _id);
      return orders
        .flatMap(({ _id, outbox }) => outbox.map((entry) => ({ merchantUid: _id, entry })))
        .filter(({ entry }) => isDead(entry))
        .toSorted((a, b) => Number(a.entry.deadAt) - Number(b.entry.deadAt))
        .slice(0, limit);
    },

    async find(id) {
      const named = { ...WITH_DEAD, 'outbox.id': { $eq: id } };
      const order = await unavailable(() => collection.findOne(named, outboxOnly));
      const entry = order?.outbox.find((each) => each.id === id);
      return order && entry ? { merchantUid: order._id, entry } : null;
    },

    async revive(letter, dueAt) {
      for (const { filter, update } of revivals(letter, dueAt)) {
        const options = { arrayFilters: [{ 'entry.id': letter.entry.id }] };
        const result = await unavailable(() => collection.updateOne(filter, update, options));
        if (result.matchedCount === 1) return true;
      }
      return false;
    },
  };
}

/**
 * The writes that may revive a dead letter, the first that applies: the last dead letter takes the order off the list; a
 * free place becomes due now, so that the letter goes before an entry in backoff; a lease that is held runs to its end.
 */
function revivals({ merchantUid, entry: { id, attempts, message } }: Letter, dueAt: Date) {
  const place = pathOf(message.channel);
  const dead = { $elemMatch: { id, attempts, deadAt: { $exists: true } } };
  const only = { ...dead, $not: { $elemMatch: { id: { $ne: id }, deadAt: { $exists: true } } } };
  const free = { [`${place}.lease`]: { $exists: false } };
  const at = { [`${place}.dueAt`]: dueAt };
  const ways = [
    { outbox: only, where: free, due: { $min: at } },
    { outbox: only, where: {}, due: { $max: at } },
    { outbox: dead, where: free, due: { $min: at } },
    { outbox: dead, where: {}, due: { $max: at } },
  ];
  return ways.map(({ outbox, where, due }) => ({
    filter: { _id: { $eq: merchantUid }, outbox, ...where },
    update: {
      $set: { 'outbox.$[entry].spentAttempts': attempts },
      $unset: { 'outbox.$[entry].deadAt': 1 as const, ...(outbox === only && { deadSince: 1 as const }) },
      ...due,
    },
  }));
}

/** Takes an order without dead letters off the list: its last two were revived at the same time. */
async function removeIdle(collection: mongo.Collection<OrderDocument>, _id: string): Promise<void> {
  const idle = { _id: { $eq: _id }, outbox: { $not: { $elemMatch: { deadAt: { $exists: true } } } } };
  await unavailable(() => collection.updateOne(idle, { $unset: { deadSince: 1 as const } }));
}
