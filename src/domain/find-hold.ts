import { CLOCK_SKEW_MS } from './deadlines';
import type { Order } from './order';
import { hasMoneyAtStake, isCancelledWhole, type ReportedPayment } from './payment';
import type { HoldReason } from './verdict';

/** Longer than clocks differ, and longer than a shop takes to register an order after it has opened the window. */
export const BEFORE_ORDER_MS = 60 * 60_000;

/** Why a payment with money, or an open account, is held for a person; null if it is judged by the usual rules. */
export function findHold(order: Order, payment: ReportedPayment): HoldReason | null {
  if (order.paidBy === payment.impUid || !hasMoneyAtStake(payment) || isCancelledWhole(payment)) return null;
  if (isOlderThanOrder(order, payment)) return 'olderThanOrder';
  return isOverEarlierAmount(order, payment) ? 'amountChanged' : null;
}

/**
 * Whether a payment was made, or its account issued, more than an hour before its order was registered. Such a payment
 * may belong to an earlier use of the same `merchant_uid`, so this service never cancels or revokes it.
 */
export function isOlderThanOrder({ createdAt }: Order, payment: ReportedPayment): boolean {
  // Without `paidAt`, the opening of the payment window is the earliest time at which the payment was made.
  const madeAt = payment.virtualAccount === null ? (payment.paidAt ?? payment.startedAt) : issuedAtOf(payment);
  return madeAt !== null && madeAt.getTime() < createdAt.getTime() - BEFORE_ORDER_MS;
}

/** Whether the payment has the amount that the order had when the payment was begun, before the shop changed it. */
export function isOverEarlierAmount(order: Order, payment: ReportedPayment): boolean {
  if (payment.currency !== order.currency || payment.amount === null || payment.amount === order.amount) return false;
  if (payment.cancelAmount === null || payment.cancelAmount > payment.amount) return false;
  const begunAt = payment.startedAt ?? issuedAtOf(payment) ?? payment.paidAt;
  return order.earlierAmounts.some(
    ({ amount, until }) => amount === payment.amount && begunAt !== null && begunAt.getTime() <= +until + CLOCK_SKEW_MS,
  );
}

function issuedAtOf({ virtualAccount, startedAt }: ReportedPayment): Date | null {
  return virtualAccount?.issuedAt ?? startedAt;
}
