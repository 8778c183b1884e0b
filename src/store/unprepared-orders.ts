import type { Connection } from 'mongoose';
import type { Order } from '../domain/order';
import { whileHeld } from './lease';
import { claimLongestDue, pathOf, type OrderClaim } from './order-queue';
import { orderCollection } from './order-collection';
import { unavailable } from './unavailable';

/** The queue of orders whose amount is not registered with i'mport (§4). Every method throws CheckoutError `unavailable`. */
export interface UnpreparedOrders {
  /** Claims the order that is due the longest. It is due again when the lease ends. */
  readonly claim: (now: Date, leaseMs: number) => Promise<OrderClaim | null>;
  /**
   * Records that the amount of an order is registered, unless its terms have changed since. The order leaves the queue,
   * unless it is due after `checkAgainAfter`: then an amendment under way may still register another amount.
   *
   * @returns false where the terms have changed
   */
  readonly markPrepared: (order: Order, preparedAt: Date, checkAgainAfter: Date) => Promise<boolean>;
  /** Records that the registered amount may be another one from now on. The order is due at `dueAt`; any claim ends. */
  readonly markUnprepared: (order: Pick<Order, 'merchantUid'>, dueAt: Date) => Promise<void>;
  /** Postpones a claimed order. A claim that has ended changes nothing: new terms are due at once. */
  readonly postpone: (claim: OrderClaim, dueAt: Date) => Promise<void>;
  /** Takes a claimed order out of the queue: no payment window can open for it any more. */
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
