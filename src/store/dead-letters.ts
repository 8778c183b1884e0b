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

/** The outbox entries that were given up. Every method throws CheckoutError `unavailable`. */
export interface DeadLetters {
  /** Those that died first, up to `limit`. */
  readonly list: (limit: number) => Promise<Letter[]>;
  /** Finds an entry by its id, in an order that has a dead letter; null also for what is delivered or on its way elsewhere. */
  readonly find: (id: string) => Promise<Letter | null>;
  /**
   * Sends a dead letter on its way again, with all its tries, under its old id and in its old place.
   *
   * @returns false where it is not dead, or not any more
   */
  readonly revive: (letter: Letter, dueAt: Date) => Promise<boolean>;
}

/** Opens the dead letters of a connected store. */
export function createDeadLetters(connection: Connection): DeadLetters {
  const collection = orderCollection(connection);
  const outboxOnly = { projection: { outbox: 1 } };

  return {
    async list(limit) {
      // By the sparse index, which holds the dead alone.
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
      // By the partial index, which holds orders with a dead letter alone.
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
      // What waits for the pause before its next try does so behind it; what is being carried right now is carried to its end.
      const isFree = { [`${place}.lease`]: { $exists: false } };
      return (await change({ ...isDead, ...isFree }, { $min: at })) || change(isDead, { $max: at });
    },
  };
}
