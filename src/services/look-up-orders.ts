import { CheckoutError } from '../domain/errors';
import { isOverdue } from '../domain/expire-order';
import type { Order } from '../domain/order';
import type { FoundPayments, PaymentSearch } from '../iamport/payment-search';
import type { Expiry } from './expire-order';
import { reconcilePayments, type ReconcilePaymentDeps } from './reconcile-payment';
import { sparePoison } from './spare-poison';

/** How many calls to i'mport the passes may make. */
export interface CallBudget {
  /** Takes one call. @returns false where all are used up for now */
  readonly take: () => Promise<boolean>;
  readonly isUsedUp: () => Promise<boolean>;
}

/** What lookUpOrders needs of the world. */
export interface LookUpOrdersDeps extends ReconcilePaymentDeps {
  readonly search: PaymentSearch;
  /** Expires an order whose time was over by then; in a dry run it writes nothing. */
  readonly expireOrder: (order: Order, overdueSince: Date) => Promise<Expiry>;
  readonly now: () => Date;
  /** How long after a deadline its order is expired, in milliseconds. */
  readonly graceMs: number;
  readonly budget: CallBudget;
  /** How long orders are looked up alone, from the answer for all of them on, in milliseconds. */
  readonly lookUpMs: number;
  /** What i'mport cannot tell of one order, or of all of them. */
  readonly onFailure: (error: CheckoutError, merchantUid: string | null) => void;
}

/** How the look-up of one order went. */
export interface LookUp {
  /**
   * - `looked`: all that i'mport has of it was taken in
   * - `failed`: what i'mport says of it cannot be used; it has not expired
   * - `unanswered`: i'mport did not answer when it was asked about this order alone
   * - `unasked`: budget, time or i'mport itself was at an end, so it is to be looked up as if nothing had been
   */
  readonly result: 'looked' | 'failed' | 'unanswered' | 'unasked';
  /** As it stands now. */
  readonly order: Order;
}

/** What came of it, by `merchantUid`. */
export interface LookUps {
  readonly lookUps: ReadonlyMap<string, LookUp>;
  /** I'mport did not do its part; whoever asks again should wait. */
  readonly isOutage: boolean;
}

/**
 * Looks up to 100 orders up at i'mport by one call, and puts what it reports through the one verification. An order past
 * its deadline, or of which the answer does not show all that we know, is looked up alone: every attempt, and what paid it
 * (§3: a list may show one attempt of several). Only then an order expires.
 *
 * @throws CheckoutError `unavailable` where the database does
 */
export async function lookUpOrders(deps: LookUpOrdersDeps, orders: readonly Order[]): Promise<LookUps> {
  const lookUps = new Map<string, LookUp>(orders.map((order) => [order.merchantUid, { result: 'unasked', order }]));
  if (orders.length === 0 || !(await deps.budget.take())) return { lookUps, isOutage: false };
  const found = await ask(deps, null, () => deps.search.findPayments(orders.map(({ merchantUid }) => merchantUid)));
  if (found instanceof CheckoutError) return { lookUps, isOutage: true };

  const alone: Order[] = [];
  const spare = sparePoison(deps);
  for (const order of orders) {
    const payments = found.payments.filter(({ merchantUid }) => merchantUid === order.merchantUid);
    const current = await spare(order.merchantUid, () => reconcilePayments(deps, order, payments));
    const isAlone = current !== undefined && needsMore(deps, current, found);
    if (isAlone) alone.push(current);
    const result = isAlone ? 'unasked' : current ? 'looked' : 'failed';
    lookUps.set(order.merchantUid, { result, order: current ?? order });
  }
  const until = new Date(deps.now().getTime() + deps.lookUpMs);
  for (const order of alone) {
    const lookUp = await spare(order.merchantUid, () => lookUpAlone(deps, order, until));
    lookUps.set(order.merchantUid, lookUp ?? { result: 'failed', order });
    if (lookUp?.result === 'unanswered') return { lookUps, isOutage: true };
    if (lookUp?.result === 'unasked') break;
  }
  return { lookUps, isOutage: false };
}

/**
 * Looks one order up by all that i'mport has: every attempt, and `find/…/paid`; where its time is over after that, it
 * expires.
 *
 * @param until when to stop asking
 * @throws CheckoutError `unavailable` where the database does
 */
export async function lookUpAlone(deps: LookUpOrdersDeps, order: Order, until: Date): Promise<LookUp> {
  const overdueSince = overdueSinceOf(deps);
  let current = order;
  let isReadable = true;
  for (const look of [deps.search.findAllPayments, deps.search.findPaid]) {
    if (deps.now() >= until || !(await deps.budget.take())) return { result: 'unasked', order: current };
    const found = await ask(deps, order.merchantUid, () => look(order.merchantUid));
    if (found instanceof CheckoutError)
      return { result: found.code === 'unavailable' ? 'unanswered' : 'failed', order: current };
    current = await reconcilePayments(deps, current, found.payments);
    isReadable &&= found.unreadable.length === 0;
  }
  if (!isReadable) return { result: 'failed', order: current };
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

function needsMore(deps: LookUpOrdersDeps, order: Order, { payments, unreadable }: FoundPayments): boolean {
  const { merchantUid, state } = order;
  if ((state === 'pending' || state === 'ready') && isOverdue(order, overdueSinceOf(deps))) return true;
  if (unreadable.some((payment) => payment.merchantUid === merchantUid)) return true;
  const shown = new Set(payments.map(({ impUid }) => impUid));
  return order.payments.some(({ impUid }) => !shown.has(impUid));
}

function overdueSinceOf(deps: Pick<LookUpOrdersDeps, 'now' | 'graceMs'>): Date {
  return new Date(deps.now().getTime() - deps.graceMs);
}

/** Faults of i'mport become values here: those of the database, which look alike, are thrown elsewhere. */
async function ask(
  deps: LookUpOrdersDeps,
  merchantUid: string | null,
  look: () => Promise<FoundPayments>,
): Promise<FoundPayments | CheckoutError> {
  try {
    const found = await look();
    found.unreadable.forEach(deps.onUnreadable);
    return found;
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    deps.onFailure(error, merchantUid);
    return error;
  }
}
