import type { Connection } from 'mongoose';
import type { Order } from '../domain/order';
import { orderModel, type OrderDocument } from './order.model';
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

/** Opens the list of a connected store. */
export function createAttentionList(connection: Connection): AttentionList {
  const model = orderModel(connection);
  return {
    async list(limit, after) {
      const behind = after && {
        $or: [
          { attentionSince: { $gt: after.since } },
          { attentionSince: after.since, _id: { $gt: after.merchantUid } },
        ],
      };
      const documents = await unavailable(() =>
        model
          .find({ attentionSince: { $exists: true }, ...behind }, WITHOUT_QUEUES)
          .sort({ attentionSince: 1, _id: 1 })
          .limit(limit)
          .lean<OrderDocument[]>()
          .exec(),
      );
      return documents.map(toOrder);
    },

    async acknowledge(merchantUid, entries) {
      const seen = { _id: merchantUid, attention: { $size: entries } };
      const result = await unavailable(() => model.updateOne(seen, { $unset: { attentionSince: 1 } }));
      return result.matchedCount === 1;
    },
  };
}
