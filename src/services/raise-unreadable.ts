import type { Order } from '../domain/order';
import { raiseUnreadable as callPerson } from '../domain/raise-unreadable';
import { updateOrder, type UpdateOrderDeps } from './update-order';

/**
 * Calls a person to an order of which i'mport has payments that cannot be read, once.
 *
 * @returns the order as it stands then
 * @throws CheckoutError `unavailable`
 */
export async function raiseUnreadable(deps: UpdateOrderDeps, found: Order): Promise<Order> {
  const { order } = await updateOrder(deps, found, (current, at) => ({
    change: callPerson(current, { road: 'reconcile', at }),
  }));
  return order;
}
