import type { Connection } from 'mongoose';
import type { Order } from '../domain/order';
import { claimDueOrder } from './claim-due-order';
import { orderCollection, orderModel } from './order.model';
import { unavailable } from './unavailable';

/** The queue of orders whose amount is not registered with i'mport yet. Every method throws CheckoutError `unavailable`. */
export interface UnpreparedOrders {
  /** Takes the order that is due the longest, by a conditional write; it is due again after the lease. */
  readonly claim: (now: Date, leaseMs: number) => Promise<Order | null>;
  /**
   * Says of an order that its amount is registered, unless its terms have changed since, and ends its place in the queue,
   * unless that was taken for later than `lookAgainAfter`: by an amendment that may still register another amount.
   *
   * @returns false where the terms have changed
   */
  readonly markPrepared: (order: Order, preparedAt: Date, lookAgainAfter: Date) => Promise<boolean>;
  /** Says of an order that something else may be registered from now on, and has it looked at by `dueAt`. */
  readonly markUnprepared: (order: Pick<Order, 'merchantUid'>, dueAt: Date) => Promise<void>;
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

    async markPrepared({ merchantUid, amount, currency }, preparedAt, lookAgainAfter) {
      const sameTerms = { _id: merchantUid, amount, currency };
      const inTurn = { ...sameTerms, prepareDueAt: { $lte: lookAgainAfter } };
      const ended = await unavailable(() =>
        model.updateOne(inTurn, { $set: { preparedAt }, $unset: { prepareDueAt: 1 } }),
      );
      if (ended.matchedCount === 1) return true;
      const marked = await unavailable(() => model.updateOne(sameTerms, { $set: { preparedAt } }));
      return marked.matchedCount === 1;
    },

    async markUnprepared({ merchantUid }, dueAt) {
      await unavailable(() =>
        model.updateOne({ _id: merchantUid }, { $set: { preparedAt: null, prepareDueAt: dueAt } }),
      );
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
