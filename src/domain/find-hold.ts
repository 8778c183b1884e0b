import type { Order } from './order';
import { hasMoneyAtStake, isCancelledWhole, type ReportedPayment } from './payment';
import type { HoldReason } from './verdict';

/** More than two clocks differ, and than a shop takes to register an order whose window it has opened. */
const BEFORE_ORDER_MS = 60 * 60_000;

/** More than two clocks differ. */
const CLOCKS_MS = 60_000;

/** Whether money, or an account into which money may come, is held; null where it is judged as any other payment. */
export function findHold(order: Order, payment: ReportedPayment): HoldReason | null {
  if (order.paidBy === payment.impUid || !hasMoneyAtStake(payment) || isCancelledWhole(payment)) return null;
  if (isOlderThanOrder(order, payment)) return 'olderThanOrder';
  return isOverEarlierAmount(order, payment) ? 'amountChanged' : null;
}

/**
 * Whether a payment was made, or its account issued, more than an hour before its order was registered: it may belong to
 * another use of that key. It is never undone by us, whatever else is wrong with it.
 */
export function isOlderThanOrder({ createdAt }: Order, payment: ReportedPayment): boolean {
  // A payment that does not say when it was made cannot be older than its window.
  const madeAt = payment.virtualAccount === null ? (payment.paidAt ?? payment.startedAt) : issuedAtOf(payment);
  return madeAt !== null && madeAt.getTime() < createdAt.getTime() - BEFORE_ORDER_MS;
}

/** Whether it is over an amount that the order had when the payment was begun: the buyer did nothing wrong. */
export function isOverEarlierAmount(order: Order, payment: ReportedPayment): boolean {
  if (payment.currency !== order.currency || payment.amount === null || payment.amount === order.amount) return false;
  if (payment.cancelAmount === null || payment.cancelAmount > payment.amount) return false;
  const begunAt = payment.startedAt ?? issuedAtOf(payment) ?? payment.paidAt;
  return order.earlierAmounts.some(
    ({ amount, until }) => amount === payment.amount && begunAt !== null && begunAt.getTime() <= +until + CLOCKS_MS,
  );
}

function issuedAtOf({ virtualAccount, startedAt }: ReportedPayment): Date | null {
  return virtualAccount?.issuedAt ?? startedAt;
}
