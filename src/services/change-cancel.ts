import { replaceCancel, type Cancel } from '../domain/cancel/cancel';
import { changeCancels } from '../domain/change-cancels';
import type { Order } from '../domain/order';
import { updateOrder, type UpdateOrderDeps } from './update-order';

/** An order as it stands, and its cancel in the new form; null where nothing was written. */
export interface ChangedCancel {
  readonly order: Order;
  readonly cancel: Cancel | null;
}

/**
 * Changes one cancel of an order by one conditional write, with all that follows from it.
 *
 * @param step works out its new form, on the order as it is; pure. The cancel as it is, or null, to leave it
 * @throws CheckoutError `unavailable`
 */
export function changeCancel(
  deps: UpdateOrderDeps,
  found: Order,
  id: string,
  step: (cancel: Cancel, order: Order, at: Date) => Cancel | null,
): Promise<ChangedCancel> {
  return updateOrder(deps, found, (order, at) => {
    const cancel = order.cancels.find((each) => each.id === id);
    const next = cancel && step(cancel, order, at);
    if (!next || next === cancel) return { change: null, cancel: null };
    return { change: changeCancels(order, replaceCancel(order.cancels, next), next, at), cancel: next };
  });
}
