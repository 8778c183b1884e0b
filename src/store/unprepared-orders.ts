import type { Connection } from 'mongoose';
import type { Order } from '../domain/order';
import { claimDueOrder } from './claim-due-order';
import { orderCollection, orderModel } from './order.model';
import { unavailable } from './unavailable';

/** The queue of orders whose amount is not registered with i'mport yet. Every method throws CheckoutError `unavailable`. */
export interface UnpreparedOrders {
  /** Takes the order that is due the longest, by a conditional write; it is due again after the lease. */
  readonly claim: (now: Date, leaseMs: number) => Promise<Order | null>;
  /** Ends it for an order, unless its terms have changed since. @returns false where they have */
  readonly markPrepared: (order: Order, preparedAt: Date) => Promise<boolean>;
  /** Lets an order rest, unless its terms have changed since: the new ones are due at once. */
  readonly postpone: (order: Order, dueAt: Date) => Promise<void>;
  /** Ends it for an order that no window can open for any more. */
  readonly drop: (order: Order) => Promise<void>;
}

/** Opens the queue of a connected store. */
export function createUnpreparedOrders(connection: Connection): UnpreparedOrders {
  const model = orderModel(connection);

  return {
    claim: (now, leaseMs) => claimDueOrder(orderCollection(connection), 'prepareDueAt', now, leaseMs),

    async markPrepared({ merchantUid, amount, currency }, preparedAt) {
      const result = await unavailable(() =>
        model.updateOne({ _id: merchantUid, amount, currency }, { $set: { preparedAt }, $unset: { prepareDueAt: 1 } }),
      );
      return result.matchedCount === 1;
    },

    async postpone({ merchantUid, amount, currency }, dueAt) {
      const sameTerms = { _id: merchantUid, amount, currency, prepareDueAt: { $exists: true } };
      await unavailable(() => model.updateOne(sameTerms, { $set: { prepareDueAt: dueAt } }));
    },

    async drop({ merchantUid }) {
      await unavailable(() => model.updateOne({ _id: merchantUid }, { $unset: { prepareDueAt: 1 } }));
    },
  };
}
