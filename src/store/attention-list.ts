import type { Connection, mongo } from 'mongoose';
import type { Order } from '../domain/order';
import { orderCollection, type OrderDocument } from './order.model';
import { toOrder, WITHOUT_QUEUES } from './to-order';
import { unavailable } from './unavailable';

/** The last order of a page. */
export interface AttentionCursor {
  readonly since: Date;
  readonly merchantUid: string;
}

/** The orders that need a person's attention. Every method throws CheckoutError `unavailable`. */
export interface AttentionList {
  /** One page, the order that waits the longest first. @param after the last order of the page before */
  readonly list: (limit: number, after: AttentionCursor | null) => Promise<Order[]>;
  /**
   * Takes an order off the list. Its attention entries stay as evidence.
   *
   * @param entries the number of entries that the person has seen
   * @returns false where the order has more entries now, or does not exist
   */
  readonly acknowledge: (merchantUid: string, entries: number) => Promise<boolean>;
}

/** Earlier than every order. */
const BEFORE_ALL = new Date(0);

/** Opens the list of a connected store. */
export function createAttentionList(connection: Connection): AttentionList {
  const collection = orderCollection(connection);

  async function read(range: mongo.Filter<OrderDocument>, limit: number): Promise<Order[]> {
    const options = { projection: WITHOUT_QUEUES, sort: { attentionSince: 1, _id: 1 }, limit } as const;
    return (await unavailable(() => collection.find(range, options).toArray())).map(toOrder);
  }

  return {
    /** Each query is one range of the index: some planners read all orders for an `$or`, or for `$exists`. */
    async list(limit, after) {
      const rest = (count: number) => read({ attentionSince: { $gt: after?.since ?? BEFORE_ALL } }, count);
      if (after === null) return rest(limit);
      const ofSameTime = await read({ attentionSince: after.since, _id: { $gt: after.merchantUid } }, limit);
      return ofSameTime.length === limit ? ofSameTime : [...ofSameTime, ...(await rest(limit - ofSameTime.length))];
    },

    async acknowledge(merchantUid, entries) {
      const seen = { _id: { $eq: merchantUid }, attention: { $size: entries } };
      const result = await unavailable(() => collection.updateOne(seen, { $unset: { attentionSince: 1 } }));
      return result.matchedCount === 1;
    },
  };
}
