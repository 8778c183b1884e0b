import type { Connection } from 'mongoose';
import type { Order } from '../domain/order';
import { orderModel, type OrderDocument } from './order.model';
import { toOrder, WITHOUT_QUEUES } from './to-order';
import { unavailable } from './unavailable';

/** The queue of orders whose amount is not registered with i'mport yet. Every method throws CheckoutError `unavailable`. */
export interface UnpreparedOrders {
  /** Takes up to `limit` orders that are due, each by one conditional write; they are due again after the lease. */
  readonly claim: (options: {
    readonly now: Date;
    readonly leaseMs: number;
    readonly limit: number;
  }) => Promise<Order[]>;
  /** Ends it for an order, unless its terms have changed since. @returns false where they have */
  readonly markPrepared: (order: Order, preparedAt: Date) => Promise<boolean>;
  /** Ends it for an order that no window can open for any more. */
  readonly drop: (order: Order) => Promise<void>;
}

/** Opens the queue of a connected store. */
export function createUnpreparedOrders(connection: Connection): UnpreparedOrders {
  const model = orderModel(connection);
  const claimOne = (now: Date, leaseEnd: Date): Promise<OrderDocument | null> =>
    unavailable(() =>
      model
        .findOneAndUpdate(
          { prepareDueAt: { $lte: now } },
          { $set: { prepareDueAt: leaseEnd } },
          { sort: { prepareDueAt: 1 }, projection: WITHOUT_QUEUES },
        )
        .lean<OrderDocument>()
        .exec(),
    );

  return {
    async claim({ now, leaseMs, limit }) {
      const leaseEnd = new Date(now.getTime() + leaseMs);
      const claimed: Order[] = [];
      while (claimed.length < limit) {
        const document = await claimOne(now, leaseEnd);
        if (document === null) break;
        claimed.push(toOrder(document));
      }
      return claimed;
    },

    async markPrepared({ merchantUid, amount, currency }, preparedAt) {
      const result = await unavailable(() =>
        model.updateOne({ _id: merchantUid, amount, currency }, { $set: { preparedAt }, $unset: { prepareDueAt: 1 } }),
      );
      return result.matchedCount === 1;
    },

    async drop({ merchantUid }) {
      await unavailable(() => model.updateOne({ _id: merchantUid }, { $unset: { prepareDueAt: 1 } }));
    },
  };
}
