import { replaceCancel, type Cancel } from '../domain/cancel/cancel';
import { changeCancels } from '../domain/change-cancels';
import type { Order } from '../domain/order';
import { LOST_RACE, retryLostRaces } from './retry-lost-races';
import { toEntries, type RecordReportDeps } from './record-report';

/** What changeCancel needs of the world. */
export type ChangeCancelDeps = RecordReportDeps;

/** An order, and one of its cancels. */
export interface OrderCancel {
  readonly order: Order;
  readonly cancel: Cancel;
}

/**
 * Changes one cancel of an order by one conditional write, with all that follows from it.
 *
 * @param step works out its new form, on the order as it is; the cancel as it is, or null, to leave it
 * @returns the two as written; null where nothing was
 * @throws CheckoutError `unavailable`
 */
export async function changeCancel(
  deps: ChangeCancelDeps,
  merchantUid: string,
  id: string,
  step: (cancel: Cancel, order: Order, at: Date) => Cancel | null,
): Promise<OrderCancel | null> {
  const found = await deps.findOrder(merchantUid);
  if (found === null) return null;
  return retryLostRaces<OrderCancel | null>(deps, found, async (order) => {
    const at = deps.now();
    const cancel = order.cancels.find((each) => each.id === id);
    const next = cancel && step(cancel, order, at);
    if (!next || next === cancel) return null;
    const cancels = replaceCancel(order.cancels, next);
    const change = changeCancels(order, cancels, next, at);
    if (!(await deps.moveOrder(order, change, toEntries(deps, change.messages)))) return LOST_RACE;
    return { order: { ...order, cancels, revision: order.revision + 1 }, cancel: next };
  });
}
