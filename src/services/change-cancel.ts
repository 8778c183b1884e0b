import { replaceCancel, type Cancel } from '../domain/cancel/cancel';
import { attentionOfCancels, changeCancels } from '../domain/change-cancels';
import { moneyBeyondBounds } from '../domain/find-attention';
import type { Order } from '../domain/order';
import { updateOrder, type UpdateOrderDeps } from './update-order';

/** The order afterwards, and its changed cancel; null when nothing was written. */
export interface ChangedCancel {
  readonly order: Order;
  readonly cancel: Cancel | null;
}

/**
 * Changes one cancel of an order by one conditional write, together with the state, messages and attention that follow.
 *
 * @param step pure; returns the new cancel for the current order, and null or the same cancel to change nothing
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
    const cancels = replaceCancel(order.cancels, next);
    const dropped = moneyBeyondBounds(order, attentionOfCancels(order, cancels, next, at));
    return { change: changeCancels(order, cancels, next, at), dropped, cancel: next };
  });
}
