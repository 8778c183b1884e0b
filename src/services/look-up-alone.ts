import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { PaymentSearch } from '../iamport/payment-search';
import type { FoundPayments } from '../iamport/search-calls';
import type { Expiry } from './expire-order';
import { reconcilePayments, type ReconcilePaymentDeps } from './reconcile-payment';

/** How many calls to i'mport the passes may make. */
export interface CallBudget {
  /** Takes one call. @returns false where all are used up for now */
  readonly take: () => Promise<boolean>;
  readonly isUsedUp: () => Promise<boolean>;
}

export interface LookUpAloneDeps extends ReconcilePaymentDeps {
  readonly search: Pick<PaymentSearch, 'findAllPayments' | 'findPaid' | 'findMoney'>;
  /** Expires an order whose time was over by then; in a dry run it writes nothing. */
  readonly expireOrder: (order: Order, overdueSince: Date) => Promise<Expiry>;
  readonly now: () => Date;
  /** How long after a deadline its order is expired, in milliseconds. */
  readonly graceMs: number;
  readonly budget: CallBudget;
  /** I'mport is out of order: it told nothing of one order, or of all of them. */
  readonly onFailure: (error: CheckoutError, merchantUid: string | null) => void;
}

/** How the look-up of one order went. */
export interface LookUp {
  /**
   * - `looked`: all that i'mport has of it was taken in
   * - `failed`: a fault of ours; it has not expired
   * - `unreadable`: i'mport answers, and not all that it has of this order can be read; it has not expired
   * - `unanswered`: i'mport went out of order when it was asked about this order alone
   * - `unasked`: budget, time or i'mport itself was at an end, so it is to be looked up as if nothing had been
   */
  readonly result: 'looked' | 'failed' | 'unreadable' | 'unanswered' | 'unasked';
  /** As it stands now. */
  readonly order: Order;
}

/**
 * Looks one order up by all that i'mport has: every attempt, and `find/…/paid`; where its time is over after that, it
 * expires.
 *
 * @param until when to stop asking
 * @param isTooMuch its attempts cannot be fetched, so only what holds money is asked for
 * @throws CheckoutError `unavailable` where the database does
 */
export async function lookUpAlone(
  deps: LookUpAloneDeps,
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

async function expire(deps: LookUpAloneDeps, found: Order, overdueSince: Date): Promise<Order> {
  const { order, change } = await deps.expireOrder(found, overdueSince);
  if (change !== null) {
    const { merchantUid, state: before } = found;
    deps.onFinding({ merchantUid, impUid: null, outcome: 'expired', before, after: order.state });
  }
  return order;
}

/** Whether nothing more is to be asked. */
export function isOver({ now }: LookUpAloneDeps, until: Date | null): boolean {
  return until !== null && now() >= until;
}

/** Orders whose time was over by then expire. */
export function overdueSinceOf(deps: Pick<LookUpAloneDeps, 'now' | 'graceMs'>): Date {
  return new Date(deps.now().getTime() - deps.graceMs);
}

/** Faults of i'mport become values here: those of the database, which look alike, are thrown elsewhere. */
export async function ask<Found extends FoundPayments | null>(
  deps: LookUpAloneDeps,
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
