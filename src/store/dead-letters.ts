import type { Connection, mongo } from 'mongoose';
import type { OutboxEntry } from '../domain/outbox';
import type { Letter } from './letter';
import { orderCollection } from './order-collection';
import type { OrderDocument } from './order.model';
import { reviveLetter } from './revive-letter';
import { unavailable } from './unavailable';

/** A position in the index of orders with a dead letter, to go on behind. */
export interface DeadPlace {
  readonly at: Date;
  readonly merchantUid: string;
}

/** The dead letters of a page of orders, with those of each order together; `next` is null on the last page. */
export interface DeadLetterPage {
  readonly letters: readonly Letter[];
  readonly next: DeadPlace | null;
}

/** The dead letters of all orders. Every method throws CheckoutError `unavailable`. */
export interface DeadLetters {
  /** Up to `limit` dead letters, the oldest first. */
  readonly list: (limit: number) => Promise<Letter[]>;
  /** The dead letters of up to `limit` orders: the order first that has had one for the longest time. */
  readonly page: (after: DeadPlace | null, limit: number) => Promise<DeadLetterPage>;
  /**
   * Finds an entry by its id, among orders that have a dead letter; null for the entries of all other orders. Reads all
   * orders with a dead letter: an index of the ids would lead through an array (see order-indexes.ts).
   */
  readonly find: (id: string) => Promise<Letter | null>;
  /**
   * Puts a dead letter back into its queue, with its full number of tries, the same id and the same position.
   *
   * @param messages to append to the outbox by the same write
   * @returns false where the entry is not a dead letter any more
   */
  readonly revive: (letter: Letter, dueAt: Date, messages: readonly OutboxEntry[]) => Promise<boolean>;
}

/** Orders with a dead letter. */
const WITH_DEAD = { deadSince: { $gt: new Date(0) } };
const isDead = ({ deadAt }: OutboxEntry) => deadAt !== undefined;

const lettersOf = ({ _id, outbox }: Pick<OrderDocument, '_id' | 'outbox'>): Letter[] =>
  outbox.filter(isDead).map((entry) => ({ merchantUid: _id, entry }));

/** Opens the dead letters of a connected store. */
export function createDeadLetters(connection: Connection): DeadLetters {
  const collection = orderCollection(connection);
  const outboxOnly = { projection: { outbox: 1 } } as const;
  const findPage = (time: mongo.Document, key: mongo.Document, limit: number) =>
    unavailable(() =>
      collection
        .find(
          { deadSince: time, ...key },
          { projection: { outbox: 1, deadSince: 1 }, sort: { deadSince: 1, _id: 1 }, limit },
        )
        .toArray(),
    );

  return {
    async list(limit) {
      const orders = await unavailable(() =>
        collection.find(WITH_DEAD, { ...outboxOnly, sort: { deadSince: 1 }, limit }).toArray(),
      );
      for (const { _id, outbox } of orders) if (!outbox.some(isDead)) await removeIdle(collection, _id);
      return orders
        .flatMap(lettersOf)
        .toSorted((a, b) => Number(a.entry.deadAt) - Number(b.entry.deadAt))
        .slice(0, limit);
    },

    async page(after, limit) {
      // Two ranges of the index: some servers read all orders for a condition that is either of two.
      const same = after ? await findPage({ $eq: after.at }, { _id: { $gt: after.merchantUid } }, limit) : [];
      const later = { $gt: after?.at ?? new Date(0) };
      const found = [...same, ...(same.length < limit ? await findPage(later, {}, limit - same.length) : [])];
      const last = found.length === limit ? found.at(-1) : undefined;
      const next = last?.deadSince && { at: last.deadSince, merchantUid: last._id };
      return { letters: found.flatMap(lettersOf), next: next ?? null };
    },

    async find(id) {
      const named = { ...WITH_DEAD, 'outbox.id': { $eq: id } };
      const order = await unavailable(() => collection.findOne(named, outboxOnly));
      const entry = order?.outbox.find((each) => each.id === id);
      return order && entry ? { merchantUid: order._id, entry } : null;
    },

    revive: (letter, dueAt, messages) => reviveLetter(collection, letter, dueAt, messages),
  };
}

/** Takes an order without dead letters off the list: its last two were revived at the same time. */
async function removeIdle(collection: mongo.Collection<OrderDocument>, _id: string): Promise<void> {
  const idle = { _id: { $eq: _id }, outbox: { $not: { $elemMatch: { deadAt: { $exists: true } } } } };
  await unavailable(() => collection.updateOne(idle, { $unset: { deadSince: 1 as const } }));
}
