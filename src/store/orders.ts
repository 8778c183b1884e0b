import type { Connection } from 'mongoose';
import type { OrderChange } from '../domain/apply-verdict';
import type { Order, OrderTerms } from '../domain/order';
import type { OutboxEntry } from '../domain/outbox';
import { orderModel, type OrderDocument } from './order.model';
import { toOrder, WITHOUT_QUEUES } from './to-order';
import { isDuplicateKey, unavailable } from './unavailable';

/** Orders, as plain objects. Every method throws CheckoutError `unavailable` where the database does. */
export interface Orders {
  readonly findOrder: (merchantUid: string) => Promise<Order | null>;
  /**
   * @param prepareDueAt when its amount is to be registered with i'mport by whoever comes first. @default never
   * @returns false, with nothing changed, where an order of that `merchantUid` is there already
   */
  readonly createOrder: (order: Order, prepareDueAt?: Date | null) => Promise<boolean>;
  /**
   * Moves an order by one conditional write: state, payment, history, evidence and outbox together, and only while the
   * order is still in the state and revision that it was read in.
   *
   * @returns false, with nothing changed, where somebody else was first
   */
  readonly moveOrder: (order: Order, change: OrderChange, entries: readonly OutboxEntry[]) => Promise<boolean>;
  /** Changes what is asked for, under the same condition; the revision rises, so no payment is judged by the old terms. */
  readonly amendOrder: (
    order: Order,
    terms: Pick<OrderTerms, 'name' | 'amount'>,
    prepareDueAt: Date | null,
  ) => Promise<boolean>;
}

/**
 * Opens the orders of a connected store.
 *
 * All operations go to the driver: Mongoose would build a document of every payment to cast
 * what is typed already, and what is an id is compared with `$eq`, so that no value can become an operator.
 */
export function createOrders(connection: Connection): Orders {
  const model = orderModel(connection);
  const collection = connection.getClient().db(connection.name).collection<OrderDocument>(model.collection.name);

  /** One conditional write on "still in the state and revision that it was read in". */
  async function writeIfUnchanged(order: Order, update: object): Promise<boolean> {
    const unchanged = { _id: { $eq: order.merchantUid }, state: order.state, revision: order.revision };
    const result = await unavailable(() => collection.updateOne(unchanged, { ...update, $inc: { revision: 1 } }));
    return result.matchedCount === 1;
  }

  return {
    async findOrder(merchantUid) {
      const document = await unavailable(() =>
        collection.findOne({ _id: { $eq: merchantUid } }, { projection: WITHOUT_QUEUES }),
      );
      return document && toOrder(document);
    },

    async createOrder({ merchantUid, ...order }, prepareDueAt = null) {
      const document = { _id: merchantUid, ...order, outbox: [], ...(prepareDueAt && { prepareDueAt }) };
      return unavailable(async () => {
        try {
          // Not by insertMany: that wraps a broken connection in an error that does not say so.
          await collection.insertOne(document, { ignoreUndefined: true });
          return true;
        } catch (error) {
          if (isDuplicateKey(error)) return false;
          throw error;
        }
      });
    },

    moveOrder(order, change, entries) {
      const { state, paidBy, virtualAccount, payments, history, attention } = change;
      const push = withoutEmpty({ history, attention, outbox: entries });
      return writeIfUnchanged(order, {
        $set: { state, paidBy, virtualAccount, payments },
        ...(push && { $push: push }),
      });
    },

    amendOrder(order, { name, amount }, prepareDueAt) {
      const set = { name, amount, preparedAt: null };
      if (prepareDueAt === null) return writeIfUnchanged(order, { $set: set });
      return writeIfUnchanged(order, { $set: { ...set, prepareDueAt } });
    },
  };
}

/** The `$push` of those lists that bring anything; null where none does. */
function withoutEmpty(lists: Record<string, readonly unknown[]>): Record<string, { $each: unknown[] }> | null {
  const filled = Object.entries(lists).filter(([, items]) => items.length > 0);
  if (filled.length === 0) return null;
  return Object.fromEntries(filled.map(([field, items]) => [field, { $each: [...items] }]));
}
