import type { Order } from './order';
import { holdsOpenAccount, type ReportedPayment } from './payment';
import type { PaymentRecord } from './payment-record';

/** How far the clocks of i'mport, a PG and ours may differ. */
export const CLOCK_SKEW_MS = 60_000;

/**
 * The time until which a payment counts as made in time: the order's `expiresAt`. For a deposit into an account that
 * was issued in time, it is the later of `expiresAt` and the account's deadline. Null means no deadline.
 *
 * The buyer's browser sets an account's deadline (§8.2, `vbank_due`). So the deadline applies only to the deposit into
 * that account, and never shortens `expiresAt`.
 */
export function deadlineOf(order: Order, payment: ReportedPayment): Date | null {
  const { expiresAt } = order;
  if (payment.virtualAccount === null || !wasIssuedInTime(order, payment)) return expiresAt;
  const dueAt = payment.virtualAccount.dueAt ?? expiresAt;
  return dueAt !== null && expiresAt !== null && expiresAt > dueAt ? expiresAt : dueAt;
}

/**
 * The time after which no new payment may settle an order: the latest of `expiresAt` and the deadlines of its open
 * accounts. Null if the order has no `expiresAt`: it never expires.
 */
export function endOf(order: Order): Date | null {
  if (order.expiresAt === null) return null;
  const ends = openAccountsOf(order).map((account) => deadlineOf(order, account));
  return ends.reduce<Date>((last, end) => (end !== null && end > last ? end : last), order.expiresAt);
}

/** The open accounts of an order whose deposit may settle it. */
export function openAccountsOf(order: Order): readonly PaymentRecord[] {
  return order.payments.filter(
    (payment) =>
      holdsOpenAccount(payment) &&
      payment.outcome !== 'forgery' &&
      payment.outcome !== 'paymentHeld' &&
      wasIssuedInTime(order, payment),
  );
}

/** Whether an account was issued by the order's `expiresAt`; true if the time of issue is unknown. */
export function wasIssuedInTime({ expiresAt }: Order, payment: ReportedPayment): boolean {
  const issuedAt = payment.virtualAccount?.issuedAt ?? payment.startedAt;
  return expiresAt === null || issuedAt === null || issuedAt <= expiresAt;
}
