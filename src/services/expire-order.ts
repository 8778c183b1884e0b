import { expireOrder as applyDeadline } from '../domain/expire-order';
import type { Order } from '../domain/order';
import { orderAfter, type OrderChange } from '../domain/order-change';
import { LOST_RACE, retryLostRaces } from './retry-lost-races';
import { toEntries, type VerifyReportedDeps } from './record-report';

/** What expireOrder needs of the world. */
export type ExpireOrderDeps = Pick<VerifyReportedDeps, 'findOrder' | 'moveOrder' | 'now' | 'newId' | 'pause'>;

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
export function expireOrder(deps: ExpireOrderDeps, found: Order, overdueSince: Date): Promise<Expiry> {
  return retryLostRaces<Expiry>(deps, found, async (order) => {
    const change = applyDeadline(order, { road: 'reconcile', at: deps.now(), overdueSince });
    if (change === null) return { order, change };
    const isMoved = await deps.moveOrder(order, change, toEntries(deps, change.messages));
    return isMoved ? { order: orderAfter(order, change), change } : LOST_RACE;
  });
}
