import type { mongo } from 'mongoose';
import type { OrderState } from '../domain/order-state';
import type { OrderDocument } from './order.model';
import { unavailable } from './unavailable';

/** Orders of a period, and how far it was read. */
export interface RegisteredOrders {
  readonly merchantUids: readonly string[];
  /** Every order that was registered up to then has been read. */
  readonly through: Date;
}

type Found = Pick<OrderDocument, '_id' | 'createdAt'>;
type Read = (filter: mongo.Document) => Promise<Found[]>;

/**
 * Reads the keys of the orders that were registered in a period, the first ones of each state. Where a state has more than
 * `limit`, the reading ends at the last moment that is complete. Orders of one moment are always read together.
 *
 * @param states in the sequence in which orders move, so that a moving order is found in the later one at the latest
 * @throws CheckoutError `unavailable`
 */
export async function readRegistered(
  orders: mongo.Collection<OrderDocument>,
  states: readonly OrderState[],
  { after, to }: { readonly after: Date; readonly to: Date },
  limit: number,
): Promise<RegisteredOrders> {
  const read: Read = (filter) =>
    unavailable(() =>
      orders.find(filter, { projection: { createdAt: 1 }, sort: { createdAt: 1, _id: 1 }, limit }).toArray(),
    );
  const found: Found[] = [];
  let through = to;
  for (const state of states) {
    const page = await read({ state: { $eq: state }, createdAt: { $gt: after, $lte: through } });
    const last = page.at(-1);
    found.push(...page);
    if (last === undefined || page.length < limit) continue;
    found.push(...(await restOfMoment(read, state, last, limit)));
    through = last.createdAt;
  }
  const keys = found.filter(({ createdAt }) => createdAt <= through).map(({ _id }) => _id);
  return { merchantUids: [...new Set(keys)], through };
}

async function restOfMoment(read: Read, state: OrderState, last: Found, limit: number): Promise<Found[]> {
  const rest: Found[] = [];
  for (let { _id, createdAt } = last; ;) {
    const page = await read({ state: { $eq: state }, createdAt: { $eq: createdAt }, _id: { $gt: _id } });
    rest.push(...page);
    const end = page.at(-1);
    if (end === undefined || page.length < limit) return rest;
    ({ _id, createdAt } = end);
  }
}
