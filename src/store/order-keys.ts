import type { Connection, mongo } from 'mongoose';
import type { OrderState } from '../domain/order-state';
import { orderCollection } from './order-collection';
import type { OrderDocument } from './order.model';
import { unavailable } from './unavailable';

/** An order's place in a list or an index: the time by which it is sorted, and its key. Pages go on behind it. */
export interface OrderKey {
  readonly at: Date;
  readonly merchantUid: string;
}

/**
 * A part of an index, sorted by a time: the orders in a state or of a customer by registration, the orders on the
 * attention list by the time at which they came there, the paid orders by their first payment.
 */
export type IndexPart =
  | { readonly state: OrderState }
  | { readonly customerId: string }
  | { readonly list: 'attention' }
  | { readonly list: 'paid' };

/**
 * Keys of orders by the indexes that lists use. Each query names the equalities and one range of one index, and sorts by
 * it: a server that reads the range before it applies the limit reads no more than the range. Every method throws
 * CheckoutError `unavailable`.
 */
export interface OrderKeys {
  /** Up to `limit` keys of orders from `from` to `to`, both included, the newest first. Null is open. */
  readonly between: (
    part: IndexPart,
    options: { readonly from: Date | null; readonly to: Date | null; readonly limit: number },
  ) => Promise<OrderKey[]>;
  /** Up to `limit` keys of the same moment that are smaller than a key, the largest first. */
  readonly sameMoment: (part: IndexPart, after: OrderKey, limit: number) => Promise<OrderKey[]>;
  /** Up to `limit` keys that begin with a text, with the time of registration; in no order. @param prefix not empty */
  readonly withPrefix: (prefix: string, limit: number) => Promise<OrderKey[]>;
}

/** Opens the keys of a connected store. */
export function createOrderKeys(connection: Connection): OrderKeys {
  const collection = orderCollection(connection);

  async function byTime(part: IndexPart, { time, key }: Range, limit: number): Promise<OrderKey[]> {
    const { equalities, timeField, keyField } = fieldsOf(part);
    const filter = { ...equalities, [timeField]: time, ...(key && { [keyField]: key }) };
    const options = { projection: { [timeField]: 1 }, sort: { [timeField]: -1, [keyField]: -1 } as const, limit };
    const found = await unavailable(() => collection.find(filter, options).toArray());
    return found.map((order) => ({ at: timeOf(order, timeField), merchantUid: order._id }));
  }

  return {
    between: (part, { from, to, limit }) =>
      byTime(part, { time: { $gt: justBefore(from ?? new Date(0)), ...(to !== null && { $lte: to }) } }, limit),

    sameMoment: (part, { at, merchantUid }, limit) =>
      byTime(part, { time: { $eq: at }, key: { $lt: merchantUid } }, limit),

    async withPrefix(prefix, limit) {
      const filter = { _id: { $gte: prefix, $lt: endOfPrefix(prefix) } };
      const found = await unavailable(() => collection.find(filter, { projection: { createdAt: 1 }, limit }).toArray());
      return found.map(({ _id, createdAt }) => ({ at: createdAt, merchantUid: _id }));
    },
  };
}

/** Times are whole milliseconds. SecantusDB leaves out the first moment of a range with $gte in an index that descends. */
const justBefore = (time: Date) => new Date(time.getTime() - 1);

interface Range {
  readonly time: mongo.Document | Date;
  readonly key?: mongo.Document;
}

interface PartFields {
  readonly equalities: mongo.Document;
  readonly timeField: 'createdAt' | 'attentionSince' | 'money.firstAt';
  readonly keyField: '_id' | 'money.key';
}

function fieldsOf(part: IndexPart): PartFields {
  // Values and no `$eq`: secantusd-rs then reads the range of the time alone, else all orders of the state or customer. Both
  // are texts by their types, so no value can become an operator.
  if ('state' in part) return byRegistration({ state: part.state });
  if ('customerId' in part) return byRegistration({ customerId: part.customerId });
  return part.list === 'attention'
    ? { equalities: {}, timeField: 'attentionSince', keyField: '_id' }
    : { equalities: {}, timeField: 'money.firstAt', keyField: 'money.key' };
}

function byRegistration(equalities: mongo.Document): PartFields {
  return { equalities, timeField: 'createdAt', keyField: '_id' };
}

function timeOf({ createdAt, attentionSince, money }: OrderDocument, field: PartFields['timeField']): Date {
  const times = { createdAt, attentionSince, 'money.firstAt': money?.firstAt };
  return times[field] ?? new Date(0);
}

/** The smallest text that is larger than every text with the prefix. */
function endOfPrefix(prefix: string): string {
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
}
