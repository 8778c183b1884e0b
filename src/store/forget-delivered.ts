import type { mongo } from 'mongoose';
import type { Order } from '../domain/order';
import { ORDER_LIMITS } from '../domain/order-limits';
import { isAlert } from '../domain/outbox';
import type { OrderDocument } from './order.model';

/** Whether an order may have more messages than it keeps once they are delivered: each has one of these causes. */
export const hasManyMessages = ({ history, attention, cancels }: Order): boolean =>
  history.length + attention.length + cancels.length > ORDER_LIMITS.deliveredMessages;

/**
 * Removes all but the newest delivered messages of an order; alerts push out no other message. Best effort: the next change of the order tries again, and no
 * change fails for it. Never throws.
 */
export async function forgetDelivered(orders: mongo.Collection<OrderDocument>, merchantUid: string): Promise<void> {
  const byId = { _id: { $eq: merchantUid } };
  try {
    const { outbox = [] } = (await orders.findOne(byId, { projection: { outbox: 1 } })) ?? {};
    const delivered = outbox.filter(({ deliveredAt }) => deliveredAt !== null);
    const alerts = delivered.filter(isAlert);
    const others = delivered.filter((entry) => !isAlert(entry));
    const old = [
      ...alerts.slice(0, -ORDER_LIMITS.deliveredAlerts),
      ...others.slice(0, -ORDER_LIMITS.deliveredMessages),
    ].map(({ id }) => id);
    // A resend may have opened one of them again meanwhile.
    const stillDelivered = { id: { $in: old }, deliveredAt: { $ne: null } };
    if (old.length > 0) await orders.updateOne(byId, { $pull: { outbox: stillDelivered } });
  } catch {
    // The database may be back by the next change.
  }
}
