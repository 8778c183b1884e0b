import { awaitsReport } from './awaits-report';
import { toAmount, type Amount } from './money';
import type { EarlierAmount, Order, OrderTerms } from './order';
import { noChange, type OrderChange } from './order-change';
import { hasMoney, holdsOpenAccount } from './payment';

/** What the shop wants changed; what is absent stays. Its shape has been checked, nothing else. */
export interface Amendment {
  readonly merchantUid: string;
  readonly name?: string | undefined;
  /** A decimal of the order's currency. */
  readonly amount?: number | undefined;
  readonly expiresAt?: Date | undefined;
}

/** What of an order may be changed, and what it cost before. */
export type AmendedTerms = Pick<OrderTerms, 'name' | 'amount' | 'expiresAt'> & Pick<Order, 'earlierAmounts'>;

/** Why a change is refused; `locked` where something is paid, or an account is issued over the present terms. */
export type AmendObstacle = 'locked' | 'amountInvalid' | 'expiresInPast';

/** What an amendment comes to. */
export type AmendmentPlan =
  { readonly plan: 'amend'; readonly terms: AmendedTerms } | { readonly plan: 'refuse'; readonly why: AmendObstacle };

/** The shop amends by hand or by coupon: more amounts than that are no history but a loop. */
const MAX_EARLIER_AMOUNTS = 100;

/**
 * Works out what an amendment means for the order as it is; pure. While an account is open only the order's expiry may
 * change: the account's bank asks for the present amount.
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

/** What an amendment changes; a new amount is registered with i'mport by nobody yet. */
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

/** With the present amount, where it is to be another one. */
export function earlierAmounts(order: Order, amount: Amount, until: Date): readonly EarlierAmount[] {
  if (amount === order.amount) return order.earlierAmounts;
  const others = order.earlierAmounts.filter((earlier) => earlier.amount !== order.amount);
  return [...others, { amount: order.amount, until }].slice(-MAX_EARLIER_AMOUNTS);
}
