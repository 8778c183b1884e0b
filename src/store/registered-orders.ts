import type { Connection } from 'mongoose';
import type { Order } from '../domain/order';
import type { ClosedPeriod } from '../domain/order-filter';
import type { OrderState } from '../domain/order-state';
import { orderCollection } from './order-collection';
import { unavailable } from './unavailable';

/** The payments of an order, and whose they are. */
export type RegisteredOrder = Pick<Order, 'merchantUid' | 'payments'>;

/**
 * Up to `limit` orders of a state that were registered in a period, the newest first, by one range of an index.
 *
 * @throws CheckoutError `unavailable`
 */
export type FindRegistered = (state: OrderState, period: ClosedPeriod, limit: number) => Promise<RegisteredOrder[]>;

/** Opens the orders of a connected store. */
export function createFindRegistered(connection: Connection): FindRegistered {
  const collection = orderCollection(connection);
  return async (state, { from, to }, limit) => {
    // Just before the first moment, as in order-keys.
    const filter = { state, createdAt: { $gt: new Date(from.getTime() - 1), $lt: to } };
    const options = { projection: { payments: 1 }, sort: { createdAt: -1, _id: -1 } as const, limit };
    const found = await unavailable(() => collection.find(filter, options).toArray());
    return found.map(({ _id, payments }) => ({ merchantUid: _id, payments }));
  };
}
