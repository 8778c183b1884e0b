import { awaitsReport } from './awaits-report';
import { toAmount, type Amount } from './money';
import type { EarlierAmount, Order, OrderTerms } from './order';
import { noChange, type OrderChange } from './order-change';
import { ORDER_LIMITS } from './order-limits';
import { hasMoney, holdsOpenAccount } from './payment';

/** The shop's request to change an order; absent fields stay. Only its shape has been checked. */
export interface Amendment {
  readonly merchantUid: string;
  readonly name?: string | undefined;
  /** A decimal number in the order's currency. */
  readonly amount?: number | undefined;
  readonly expiresAt?: Date | undefined;
}

/** The terms of an order after an amendment, with its earlier amounts. */
export type AmendedTerms = Pick<OrderTerms, 'name' | 'amount' | 'expiresAt'> & Pick<Order, 'earlierAmounts'>;

/** Why an amendment is refused. `locked`: something is paid, or an account is open for the present name and amount. */
export type AmendObstacle = 'locked' | 'amountInvalid' | 'expiresInPast';

export type AmendmentPlan =
  { readonly plan: 'amend'; readonly terms: AmendedTerms } | { readonly plan: 'refuse'; readonly why: AmendObstacle };

/**
 * Plans an amendment of the order. While an account is open, only `expiresAt` may change: the bank expects the present
 * amount as deposit. Pure.
 */
export function planAmendment(order: Order, amendment: Amendment, at: Date): AmendmentPlan {
  if (!awaitsReport(order) || order.payments.some(hasMoney)) return { plan: 'refuse', why: 'locked' };
  const { name = order.name, expiresAt = order.expiresAt } = amendment;
  const amount = amendment.amount === undefined ? order.amount : toAmount(amendment.amount, order.currency);
  if (amount === null) return { plan: 'refuse', why: 'amountInvalid' };
  if (holdsAccount(order) && (name !== order.name || amount !== order.amount)) return { plan: 'refuse', why: 'locked' };
  if (amendment.expiresAt !== undefined && amendment.expiresAt <= at) return { plan: 'refuse', why: 'expiresInPast' };
  return { plan: 'amend', terms: { name, amount, expiresAt, earlierAmounts: earlierAmounts(order, amount, at) } };
}

/** The change that an amendment makes. A new amount clears `preparedAt`: it is not yet registered with i'mport (§4). */
export function amendTerms(order: Order, terms: AmendedTerms, at: Date): OrderChange {
  const { name, amount, expiresAt, earlierAmounts } = terms;
  const hasNewEnd = expiresAt?.getTime() !== order.expiresAt?.getTime();
  return {
    ...noChange(order),
    name,
    amount,
    expiresAt,
    earlierAmounts,
    ...(amount !== order.amount && { preparedAt: null }),
    ...(hasNewEnd && { endChangedAt: at }),
  };
}

function holdsAccount({ state, payments, unlistedAccounts }: Order): boolean {
  return state === 'ready' || unlistedAccounts.length > 0 || payments.some((payment) => holdsOpenAccount(payment));
}

/** The order's earlier amounts once it has the given amount: its present amount joins them if that differs. */
export function earlierAmounts(order: Order, amount: Amount, until: Date): readonly EarlierAmount[] {
  if (amount === order.amount) return order.earlierAmounts;
  const others = order.earlierAmounts.filter((earlier) => earlier.amount !== order.amount);
  return [...others, { amount: order.amount, until }].slice(-ORDER_LIMITS.earlierAmounts);
}
