import { planExpiry } from '../domain/plan-expiry';
import type { Order } from '../domain/order';
import type { OrderChange } from '../domain/order-change';
import { updateOrder, type UpdateOrderDeps } from './update-order';

/** The change that expires an order, null for none, and the order afterwards. */
export interface Expiry {
  readonly order: Order;
  readonly change: OrderChange | null;
}

/**
 * Expires an order whose deadline was before `overdueSince`, by one conditional write. Call it after a last look-up. If
 * a report was recorded meanwhile, such as a deposit, the write loses and the expiry is decided again.
 *
 * @throws CheckoutError `unavailable`
 */
export function expireOrder(deps: UpdateOrderDeps, found: Order, overdueSince: Date): Promise<Expiry> {
  return updateOrder(deps, found, (order, at) => ({
    change: planExpiry(order, { source: 'reconcile', at, overdueSince }),
  }));
}
