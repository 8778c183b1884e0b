import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { PaymentSearch } from '../iamport/payment-search';
import type { FoundPayments } from '../iamport/search-calls';
import type { UnreadablePayment } from '../iamport/wire';
import type { Expiry } from './expire-order';
import type { Finding, ReconcilePayments } from './reconcile-payments';

/** Limits how many calls to i'mport the passes make. */
export interface CallBudget {
  /** Takes one call. @returns false when none is left for now */
  readonly take: () => Promise<boolean>;
  readonly isUsedUp: () => Promise<boolean>;
}

export interface AskDeps {
  /** Called for a payment in an answer that cannot be read. */
  readonly onUnreadable: (unreadable: UnreadablePayment) => void;
  /** i'mport failed to answer about one order, or about all of them (null). */
  readonly onFailure: (error: CheckoutError, merchantUid: string | null) => void;
}

export interface LookUpAloneDeps extends AskDeps {
  readonly search: Pick<PaymentSearch, 'findAllPayments' | 'findPaid' | 'findMoney'>;
  readonly reconcilePayments: ReconcilePayments;
  /** Expires an order whose deadline was before `overdueSince`; a dry run writes nothing. */
  readonly expireOrder: (order: Order, overdueSince: Date) => Promise<Expiry>;
  readonly now: () => Date;
  /** How long after its deadline an order expires, in milliseconds. */
  readonly graceMs: number;
  readonly budget: CallBudget;
  /** Called for an expired order. */
  readonly onFinding: (finding: Finding) => void;
}

/** The function with its dependencies bound. */
export type LookUpAlone = (order: Order, until: Date, isTooLarge?: boolean) => Promise<LookUp>;

/** The result of the look-up of one order. */
export interface LookUp {
  /**
   * - `looked`: all payments of the order at i'mport were fetched and recorded
   * - `failed`: our code failed on this order; the order did not expire
   * - `unreadable`: i'mport answered, but some payments of the order cannot be read; the order did not expire
   * - `unanswered`: i'mport failed when it was asked about this order alone
   * - `unasked`: the budget or the time ran out, or i'mport failed before; the poll keeps its place
   */
  readonly result: 'looked' | 'failed' | 'unreadable' | 'unanswered' | 'unasked';
  /** The order afterwards. */
  readonly order: Order;
}

/**
 * Fetches all payments of one order, every attempt and then `find/…/paid`, and records them. The order expires if its
 * deadline is over and no payment keeps it open.
 *
 * @param until when to stop fetching
 * @param isTooLarge the list of all attempts cannot be fetched, so only payments that hold money are
 * @throws CheckoutError `unavailable` when the database fails
 */
export async function lookUpAlone(
  deps: LookUpAloneDeps,
  order: Order,
  until: Date,
  isTooLarge = false,
): Promise<LookUp> {
  const { findAllPayments, findPaid, findMoney } = deps.search;
  const overdueSince = overdueSinceOf(deps);
  let current = order;
  let isReadable = true;
  for (const find of isTooLarge ? [findMoney] : [findAllPayments, findPaid]) {
    if (isOver(deps, until) || !(await deps.budget.take())) return { result: 'unasked', order: current };
    const found = await ask(deps, order.merchantUid, () => find(order.merchantUid, deps.budget.take));
    if (found instanceof CheckoutError) return { result: 'unanswered', order: current };
    current = await deps.reconcilePayments(current, found.payments);
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

/** Whether the time for fetching is over. */
export function isOver({ now }: Pick<LookUpAloneDeps, 'now'>, until: Date | null): boolean {
  return until !== null && now() >= until;
}

/** The moment before which a deadline makes its order expire. */
export function overdueSinceOf(deps: Pick<LookUpAloneDeps, 'now' | 'graceMs'>): Date {
  return new Date(deps.now().getTime() - deps.graceMs);
}

/**
 * Turns faults of i'mport into values. Faults of the database have the same type, so writes and reads of orders stay
 * outside this function.
 */
export async function ask<Found extends FoundPayments | null>(
  deps: AskDeps,
  merchantUid: string | null,
  fetch: () => Promise<Found>,
): Promise<Found | CheckoutError> {
  try {
    const found = await fetch();
    found?.unreadable.forEach(deps.onUnreadable);
    return found;
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    deps.onFailure(error, merchantUid);
    return error;
  }
}
