import { planExpiry } from '../domain/plan-expiry';
import type { Order } from '../domain/order';
import type { OrderChange } from '../domain/order-change';
import { updateOrder, type UpdateOrderDeps } from './update-order';

/** What the end of an order's time changed in it, if anything, and the order as it stands then. */
export interface Expiry {
  readonly order: Order;
  readonly change: OrderChange | null;
}

/**
 * Expires an order whose time was over at `overdueSince`, by one conditional write. To be called after a last look-up:
 * whatever was recorded since, a deposit for one, makes the write lose, and the order is judged anew.
 *
 * @throws CheckoutError `unavailable`
 */
export function expireOrder(deps: UpdateOrderDeps, found: Order, overdueSince: Date): Promise<Expiry> {
  return updateOrder(deps, found, (order, at) => ({
    change: planExpiry(order, { source: 'reconcile', at, overdueSince }),
  }));
}
