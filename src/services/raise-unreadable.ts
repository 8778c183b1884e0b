import { shopMessages } from '../domain/messages-of';
import type { Order } from '../domain/order';
import { noChange, orderAfter } from '../domain/order-change';
import { unreadableAttention } from '../domain/unreadable-attention';
import { LOST_RACE, retryLostRaces } from './retry-lost-races';
import { toEntries, type VerifyReportedDeps } from './record-report';

/** What raiseUnreadable needs of the world. */
export type RaiseUnreadableDeps = Pick<VerifyReportedDeps, 'findOrder' | 'moveOrder' | 'now' | 'newId' | 'pause'>;

/**
 * Calls a person to an order of which i'mport has payments that cannot be read, once.
 *
 * @returns the order as it stands then
 * @throws CheckoutError `unavailable`
 */
export function raiseUnreadable(deps: RaiseUnreadableDeps, found: Order): Promise<Order> {
  return retryLostRaces<Order>(deps, found, async (order) => {
    const attention = unreadableAttention(order, { road: 'reconcile', at: deps.now() });
    if (attention.length === 0) return order;
    const change = { ...noChange(order), attention };
    const messages = shopMessages(order, null, change);
    const isMoved = await deps.moveOrder(order, { ...change, messages }, toEntries(deps, messages));
    return isMoved ? orderAfter(order, change) : LOST_RACE;
  });
}
