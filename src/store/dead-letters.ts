import type { Connection } from 'mongoose';
import type { OutboxEntry } from '../domain/outbox';
import { pathOf } from './order-queue';
import { orderCollection } from './order.model';
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
  /** Finds an entry by its id, among orders that have a dead letter; null for the entries of all other orders. */
  readonly find: (id: string) => Promise<Letter | null>;
  /**
   * Puts a dead letter back into its queue, with its full number of tries, the same id and the same position.
   *
   * @returns false where the entry is not a dead letter
   */
  readonly revive: (letter: Letter, dueAt: Date) => Promise<boolean>;
}

/** Opens the dead letters of a connected store. */
export function createDeadLetters(connection: Connection): DeadLetters {
  const collection = orderCollection(connection);
  const outboxOnly = { projection: { outbox: 1 } };

  return {
    async list(limit) {
      // Uses the sparse index of dead letters.
      const dead = { 'outbox.deadAt': { $gt: new Date(0) } };
      const orders = await unavailable(() =>
        collection.find(dead, { ...outboxOnly, sort: { 'outbox.deadAt': 1 }, limit }).toArray(),
      );
      return orders
        .flatMap(({ _id, outbox }) => outbox.map((entry) => ({ merchantUid: _id, entry })))
        .filter(({ entry }) => entry.deadAt !== undefined)
        .toSorted((a, b) => Number(a.entry.deadAt) - Number(b.entry.deadAt))
        .slice(0, limit);
    },

    async find(id) {
      // Uses the partial index of orders with a dead letter.
      const named = { 'outbox.id': { $eq: id }, 'outbox.deadAt': { $exists: true } };
      const order = await unavailable(() => collection.findOne(named, outboxOnly));
      const entry = order?.outbox.find((each) => each.id === id);
      return order && entry ? { merchantUid: order._id, entry } : null;
    },

    async revive({ merchantUid, entry: { id, attempts, message } }, dueAt) {
      const place = pathOf(message.channel);
      const isDead = { _id: { $eq: merchantUid }, outbox: { $elemMatch: { id, attempts, deadAt: { $exists: true } } } };
      const change = async (filter: object, due: object) => {
        const update = {
          $set: { 'outbox.$[entry].spentAttempts': attempts },
          $unset: { 'outbox.$[entry].deadAt': 1 as const },
          ...due,
        };
        const options = { arrayFilters: [{ 'entry.id': id }] };
        return (await unavailable(() => collection.updateOne(filter, update, options))).matchedCount === 1;
      };
      const at = { [`${place}.dueAt`]: dueAt };
      // A free place becomes due now: the dead letter goes before an entry in backoff. A lease that is held runs to its end.
      const isFree = { [`${place}.lease`]: { $exists: false } };
      return (await change({ ...isDead, ...isFree }, { $min: at })) || change(isDead, { $max: at });
    },
  };
}
