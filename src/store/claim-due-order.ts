import type { Model } from 'mongoose';
import type { Order } from '../domain/order';
import type { OrderDocument } from './order.model';
import { toOrder, WITHOUT_QUEUES } from './to-order';
import { unavailable } from './unavailable';

/**
 * Takes the order that is due the longest in one of the queues, by one conditional write; it is due again after the lease.
 *
 * @throws CheckoutError `unavailable`
 */
export async function claimDueOrder(
  model: Model<OrderDocument>,
  dueField: 'prepareDueAt' | 'cancelDueAt',
  now: Date,
  leaseMs: number,
): Promise<Order | null> {
  const document = await unavailable(() =>
    model
      .findOneAndUpdate(
        { [dueField]: { $lte: now } },
        { $set: { [dueField]: new Date(now.getTime() + leaseMs) } },
        { sort: { [dueField]: 1 }, projection: WITHOUT_QUEUES },
      )
      .lean<OrderDocument>()
      .exec(),
  );
  return document && toOrder(document);
}
