import type { Connection } from 'mongoose';
import type { Order } from '../domain/order';
import { whileHeld } from './lease';
import { claimLongestDue, pathOf, type OrderClaim } from './order-queue';
import { orderCollection } from './order.model';
import { unavailable } from './unavailable';

/** The queue of orders whose amount is not registered with i'mport yet. Every method throws CheckoutError `unavailable`. */
export interface UnpreparedOrders {
  /** Takes the order that is due the longest, by a conditional write; it is due again after the lease. */
  readonly claim: (now: Date, leaseMs: number) => Promise<OrderClaim | null>;
  /**
   * Says of an order that its amount is registered, unless its terms have changed since, and ends its place in the queue,
   * unless that was taken for later than `checkAgainAfter`: by an amendment that may still register another amount.
   *
   * @returns false where the terms have changed
   */
  readonly markPrepared: (order: Order, preparedAt: Date, checkAgainAfter: Date) => Promise<boolean>;
  /** Says of an order that something else may be registered from now on, and has it looked at by `dueAt`; ends any claim. */
  readonly markUnprepared: (order: Pick<Order, 'merchantUid'>, dueAt: Date) => Promise<void>;
  /** Lets a claimed order rest. A claim that has ended changes nothing: new terms are due at once. */
  readonly postpone: (claim: OrderClaim, dueAt: Date) => Promise<void>;
  /** Takes a claimed order out: no window can open for it any more. */
  readonly drop: (claim: OrderClaim) => Promise<void>;
}

const PLACE = pathOf('prepare');

/** Opens the queue of a connected store. */
export function createUnpreparedOrders(connection: Connection): UnpreparedOrders {
  const collection = orderCollection(connection);

  async function change(filter: object, update: object): Promise<boolean> {
    const result = await unavailable(() => collection.updateOne(filter, update));
    return result.matchedCount === 1;
  }
  const held = ({ order, lease }: OrderClaim) => whileHeld(order.merchantUid, PLACE, lease);

  return {
    claim: (now, leaseMs) => claimLongestDue(collection, 'prepare', { now, leaseMs }),

    async markPrepared({ merchantUid, amount, currency }, preparedAt, checkAgainAfter) {
      const sameTerms = { _id: { $eq: merchantUid }, amount, currency };
      const inTurn = { ...sameTerms, [`${PLACE}.dueAt`]: { $lte: checkAgainAfter } };
      return (
        (await change(inTurn, { $set: { preparedAt }, $unset: { [PLACE]: 1 } })) ||
        (await change(sameTerms, { $set: { preparedAt } }))
      );
    },

    async markUnprepared({ merchantUid }, dueAt) {
      await change({ _id: { $eq: merchantUid } }, { $set: { preparedAt: null, [PLACE]: { dueAt } } });
    },

    async postpone(claim, dueAt) {
      await change(held(claim), { $set: { [PLACE]: { dueAt } } });
    },

    async drop(claim) {
      await change(held(claim), { $unset: { [PLACE]: 1 } });
    },
  };
}
