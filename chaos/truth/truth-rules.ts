import type { Payment } from '../../sandbox/iamport/payments/payment';
import type { OrderDocument } from '../../src/store/order.model';

/**
 * The rules of verification once more, written from the contract and not from `src/domain`, so that the two can disagree:
 * what i'mport holds, in i'mport's own fields, against what the shop asked for.
 */
export type Terms = Pick<
  OrderDocument,
  '_id' | 'amount' | 'currency' | 'expiresAt' | 'closedAt' | 'earlierAmounts' | 'createdAt'
>;

/** Smallest units in one of the currency, for those that the proof pays in. */
const UNITS: Readonly<Record<string, number>> = { KRW: 1, JPY: 1, USD: 100 };

/** An amount as i'mport writes it, in the smallest unit. */
export function unitsOf(amount: number, currency: string): number {
  return Math.round(amount * (UNITS[currency] ?? Number.NaN));
}

/** Whether it is this order's payment, of live money, over exactly what was asked for. */
export function isRight(order: Terms, payment: Payment): boolean {
  return isOwn(order, payment) && hasRightAmount(order, payment);
}

/** Whether it was made for this order and moved real money: all that may be stored as its payment. */
export function isOwn(order: Terms, payment: Payment): boolean {
  return payment.merchant_uid === order._id && !payment.sandbox;
}

function hasRightAmount(order: Terms, payment: Payment): boolean {
  return payment.currency === order.currency && unitsOf(payment.amount, payment.currency) === order.amount;
}

const HOUR_MS = 60 * 60_000;
const MINUTE_MS = 60_000;

/**
 * Whether only a person may decide upon it: made before its order existed, or over an amount that was the order's when its
 * window was opened. Nobody gives it back by himself.
 */
export function isHeld(order: Terms, payment: Payment): boolean {
  return isOwn(order, payment) && (isOlder(order, payment) || isOverEarlierAmount(order, payment));
}

function isOlder({ createdAt }: Terms, payment: Payment): boolean {
  const at = payment.vbank_num === null ? payment.paid_at : payment.vbank_issued_at;
  return (at || payment.started_at) * 1000 < createdAt.getTime() - HOUR_MS;
}

function isOverEarlierAmount(order: Terms, payment: Payment): boolean {
  const units = unitsOf(payment.amount, payment.currency);
  if (payment.currency !== order.currency || units === order.amount) return false;
  const startedAt = payment.started_at * 1000;
  return order.earlierAmounts.some(({ amount, until }) => amount === units && startedAt <= until.getTime() + MINUTE_MS);
}

/** Whether the buyer's money was ever taken. */
export function wasPaid(payment: Payment): boolean {
  return payment.status === 'paid' || payment.status === 'cancelled';
}

/** Whether some of the buyer's money is still there. */
export function holdsMoney(payment: Payment): boolean {
  return wasPaid(payment) && payment.cancel_amount < payment.amount;
}

/** Whether a bank waits for the buyer's deposit. */
export function isOpenAccount(payment: Payment): boolean {
  return payment.status === 'ready' && payment.pay_method === 'vbank' && payment.vbank_num !== null;
}

/** How far a payment has come: its status can only go up, and within `cancelled` the sum given back can only grow. */
export function stageOf(status: string, hasAccount: boolean): number {
  if (status === 'ready') return hasAccount ? 1 : 0;
  return { failed: 2, paid: 3, cancelled: 4 }[status] ?? -1;
}

/** Whether a payment was made too late: an account's own deadline counts for the deposit into it, and for nothing else. */
export function isLate(order: Terms, payment: Payment): boolean {
  const paidAt = payment.paid_at * 1000;
  if (order.closedAt !== null && paidAt > order.closedAt.getTime()) return true;
  const expiresAt = order.expiresAt?.getTime() ?? null;
  const own = accountEnd(order, payment);
  return (expiresAt !== null || own !== null) && paidAt > Math.max(expiresAt ?? 0, own ?? 0);
}

/** Until when an account takes its deposit; null without one, and for one that was issued after the order's end. */
function accountEnd(order: Terms, payment: Payment): number | null {
  if (payment.vbank_num === null || payment.pay_method !== 'vbank') return null;
  return wasIssuedInTime(order, payment) ? payment.vbank_date * 1000 : null;
}

/** Whether the order had not ended yet when its account was issued. */
export function wasIssuedInTime(order: Terms, payment: Payment): boolean {
  return order.expiresAt === null || payment.vbank_issued_at * 1000 <= order.expiresAt.getTime();
}
