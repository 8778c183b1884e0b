import type { Connection } from 'mongoose';
import type { Order } from '../domain/order';
import { orderModel, type OrderDocument } from './order.model';
import { toOrder, WITHOUT_QUEUES } from './to-order';
import { unavailable } from './unavailable';

/** The queue of orders with a cancel that has to be seen to. Every method throws CheckoutError `unavailable`. */
export interface DueCancels {
  /**
   * Takes the order that is due the longest, by one conditional write; it is due again after the lease. The lease spares
   * double work and is no lock: what must not happen twice is guarded by the order's revision.
   */
  readonly claim: (now: Date, leaseMs: number) => Promise<Order | null>;
}

/** Opens the queue of a connected store. */
export function createDueCancels(connection: Connection): DueCancels {
  const model = orderModel(connection);
  return {
    async claim(now, leaseMs) {
      const document = await unavailable(() =>
        model
          .findOneAndUpdate(
            { cancelDueAt: { $lte: now } },
            { $set: { cancelDueAt: new Date(now.getTime() + leaseMs) } },
            { sort: { cancelDueAt: 1 }, projection: WITHOUT_QUEUES },
          )
          .lean<OrderDocument>()
          .exec(),
      );
      return document && toOrder(document);
    },
  };
}
