import type { Order } from '../domain/order';
import { unreadableChange } from '../domain/unreadable-attention';
import { updateOrder, type UpdateOrderDeps } from './update-order';

/**
 * Calls a person to an order of which i'mport has payments that cannot be read, once.
 *
 * @returns the order as it stands then
 * @throws CheckoutError `unavailable`
 */
export async function raiseUnreadable(deps: UpdateOrderDeps, found: Order): Promise<Order> {
  const { order } = await updateOrder(deps, found, (current, at) => ({
    change: unreadableChange(current, { source: 'reconcile', at }),
  }));
  return order;
}
