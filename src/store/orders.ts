import type { Connection } from 'mongoose';
import type { OrderChange } from '../domain/apply-verdict';
import type { Order } from '../domain/order';
import type { OutboxEntry } from '../domain/outbox';
import { orderModel, type OrderDocument } from './order.model';
import { isDuplicateKey, unavailable } from './unavailable';

/** Orders, as plain objects. Every method throws CheckoutError `unavailable` where the database does. */
export interface Orders {
  readonly findOrder: (merchantUid: string) => Promise<Order | null>;
  /** @returns false, with nothing changed, where an order of that `merchantUid` is there already */
  readonly createOrder: (order: Order) => Promise<boolean>;
  /**
   * Moves an order by one conditional write: state, payment, history, evidence and outbox together, and only while the
   * order is still in the state and revision that it was read in.
   *
   * @returns false, with nothing changed, where somebody else was first
   */
  readonly moveOrder: (order: Order, change: OrderChange, entries: readonly OutboxEntry[]) => Promise<boolean>;
}

/**
 * Opens the orders of a connected store.
 *
 * The two operations of every verification go to the driver: Mongoose would build a document of every payment to cast
 * what is typed already, and what is an id is compared with `$eq`, so that no value can become an operator.
 */
export function createOrders(connection: Connection): Orders {
  const model = orderModel(connection);
  const collection = model.db.getClient().db(model.db.name).collection<OrderDocument>(model.collection.name);

  return {
    async findOrder(merchantUid) {
      const document = await unavailable(() =>
        collection.findOne({ _id: { $eq: merchantUid } }, { projection: { outbox: 0 } }),
      );
      return document && toOrder(document);
    },

    async createOrder({ merchantUid, ...order }) {
      return unavailable(async () => {
        try {
          await model.insertMany([{ _id: merchantUid, ...order, outbox: [] }], { lean: true });
          return true;
        } catch (error) {
          if (isDuplicateKey(error)) return false;
          throw error;
        }
      });
    },

    async moveOrder(order, change, entries) {
      const { state, paidBy, virtualAccount, payments, history, attention } = change;
      const push = withoutEmpty({ history, attention, outbox: entries });
      const result = await unavailable(() =>
        collection.updateOne(
          { _id: { $eq: order.merchantUid }, state: order.state, revision: order.revision },
          { $set: { state, paidBy, virtualAccount, payments }, $inc: { revision: 1 }, ...(push && { $push: push }) },
        ),
      );
      return result.matchedCount === 1;
    },
  };
}

function toOrder({ _id, ...order }: OrderDocument): Order {
  return { merchantUid: _id, ...order };
}

/** The `$push` of those lists that bring anything; null where none does. */
function withoutEmpty(lists: Record<string, readonly unknown[]>): Record<string, { $each: unknown[] }> | null {
  const filled = Object.entries(lists).filter(([, items]) => items.length > 0);
  if (filled.length === 0) return null;
  return Object.fromEntries(filled.map(([field, items]) => [field, { $each: [...items] }]));
}
