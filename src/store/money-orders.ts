import type { Connection, mongo } from 'mongoose';
import type { ExportedOrder } from '../domain/export-rows';
import { orderCollection } from './order-collection';
import type { OrderKey } from './order-keys';
import type { OrderDocument } from './order.model';
import { unavailable } from './unavailable';

/** A page of orders; `next` is null on the last one. */
export interface MoneyPage {
  readonly orders: readonly ExportedOrder[];
  readonly next: OrderKey | null;
}

/**
 * Orders by the time at which money moved, in pages and from the oldest: no cursor of the server stays open while a reader
 * is slow, and a failover costs one page's repetition. Every method throws CheckoutError `unavailable`.
 */
export interface MoneyOrders {
  /** Orders that were first paid from `from` up to, but not including, `to`. */
  readonly firstPaid: (from: Date, to: Date, after: OrderKey | null, limit: number) => Promise<MoneyPage>;
  /** Orders in which money moved last from `from` up to, but not including, `to`, and for the first time earlier. */
  readonly movedAgain: (from: Date, to: Date, after: OrderKey | null, limit: number) => Promise<MoneyPage>;
}

type Field = 'firstAt' | 'lastAt';

/** Opens the orders of a connected store. */
export function createMoneyOrders(connection: Connection): MoneyOrders {
  const collection = orderCollection(connection);

  async function find(field: Field, time: mongo.Document | Date, key: mongo.Document, limit: number) {
    const filter = { [`money.${field}`]: time, ...key };
    const options = {
      projection: { state: 1, payments: 1, cancels: 1, money: 1 },
      sort: { [`money.${field}`]: 1, 'money.key': 1 } as const,
      limit,
    };
    return unavailable(() => collection.find(filter, options).toArray());
  }

  const read =
    (field: Field) =>
    async (from: Date, to: Date, after: OrderKey | null, limit: number): Promise<MoneyPage> => {
      // Two ranges of the index: some servers read all orders for a condition that is either of two.
      const same = after ? await find(field, after.at, { 'money.key': { $gt: after.merchantUid } }, limit) : [];
      const range = after ? { $gt: after.at, $lt: to } : { $gte: from, $lt: to };
      const found = [...same, ...(same.length < limit ? await find(field, range, {}, limit - same.length) : [])];
      const last = found.length === limit ? found.at(-1) : undefined;
      const at = last?.money?.[field];
      return { orders: found.map(toExported), next: last && at ? { at, merchantUid: last._id } : null };
    };

  return { firstPaid: read('firstAt'), movedAgain: read('lastAt') };
}

function toExported({ _id, state, payments, cancels }: OrderDocument): ExportedOrder {
  return { merchantUid: _id, state, payments, cancels };
}
