import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { FoundPayments } from '../iamport/payment-search';
import type { LookUp, LookUpOrdersDeps } from './look-up-orders';
import { reconcilePayments } from './reconcile-payment';

/**
 * Looks one order up by all that i'mport has: every attempt, and `find/…/paid`; where its time is over after that, it
 * expires.
 *
 * @param until when to stop asking
 * @param isTooMuch its attempts cannot be fetched, so only what holds money is asked for
 * @throws CheckoutError `unavailable` where the database does
 */
export async function lookUpAlone(
  deps: LookUpOrdersDeps,
  order: Order,
  until: Date,
  isTooMuch = false,
): Promise<LookUp> {
  const { findAllPayments, findPaid, findMoney } = deps.search;
  const overdueSince = overdueSinceOf(deps);
  let current = order;
  let isReadable = true;
  for (const look of isTooMuch ? [findMoney] : [findAllPayments, findPaid]) {
    if (isOver(deps, until) || !(await deps.budget.take())) return { result: 'unasked', order: current };
    const found = await ask(deps, order.merchantUid, () => look(order.merchantUid, deps.budget.take));
    if (found instanceof CheckoutError) return { result: 'unanswered', order: current };
    current = await reconcilePayments(deps, current, found.payments);
    if (found.isCutShort) return { result: 'unasked', order: current };
    isReadable &&= found.unreadable.length === 0;
  }
  if (!isReadable) return { result: 'unreadable', order: current };
  return { result: 'looked', order: await expire(deps, current, overdueSince) };
}

async function expire(deps: LookUpOrdersDeps, found: Order, overdueSince: Date): Promise<Order> {
  const { order, change } = await deps.expireOrder(found, overdueSince);
  if (change !== null) {
    const { merchantUid, state: before } = found;
    deps.onFinding({ merchantUid, impUid: null, outcome: 'expired', before, after: order.state });
  }
  return order;
}

/** Whether nothing more is to be asked. */
export function isOver({ now }: LookUpOrdersDeps, until: Date | null): boolean {
  return until !== null && now() >= until;
}

/** Orders whose time was over by then expire. */
export function overdueSinceOf(deps: Pick<LookUpOrdersDeps, 'now' | 'graceMs'>): Date {
  return new Date(deps.now().getTime() - deps.graceMs);
}

/** Faults of i'mport become values here: those of the database, which look alike, are thrown elsewhere. */
export async function ask<Found extends FoundPayments | null>(
  deps: LookUpOrdersDeps,
  merchantUid: string | null,
  look: () => Promise<Found>,
): Promise<Found | CheckoutError> {
  try {
    const found = await look();
    found?.unreadable.forEach(deps.onUnreadable);
    return found;
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    deps.onFailure(error, merchantUid);
    return error;
  }
}
