import type { Order } from '../domain/order';
import { unreadableChange } from '../domain/unreadable-attention';
import { updateOrder, type UpdateOrderDeps } from './update-order';

/**
 * Raises attention, once, for an order whose payments at i'mport cannot be read.
 *
 * @returns the order afterwards
 * @throws CheckoutError `unavailable`
 */
export async function raiseUnreadable(deps: UpdateOrderDeps, found: Order): Promise<Order> {
  const { order } = await updateOrder(deps, found, (current, at) => ({
    change: unreadableChange(current, { source: 'reconcile', at }),
  }));
  return order;
}
