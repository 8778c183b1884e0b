import type { Order } from './order';
import { holdsOpenAccount, type ReportedPayment } from './payment';
import type { PaymentRecord } from './payment-record';

/**
 * Until when a payment counts: the order's `expiresAt`; for a deposit also the deadline of the account that it goes into,
 * if that was issued in time. Null where there is no end.
 *
 * An account's deadline comes from the buyer's browser (§8.2, `vbank_due`), so it counts for nothing but the deposit into
 * that account, and never ends it before `expiresAt`.
 */
export function deadlineOf(order: Order, payment: ReportedPayment): Date | null {
  const { expiresAt } = order;
  if (payment.virtualAccount === null || !wasIssuedInTime(order, payment)) return expiresAt;
  const dueAt = payment.virtualAccount.dueAt ?? expiresAt;
  return dueAt !== null && expiresAt !== null && expiresAt > dueAt ? expiresAt : dueAt;
}

/**
 * The moment after which nothing made from then on may settle an order: the last of `expiresAt` and the deadlines of its
 * open accounts. Null where it has no `expiresAt`: it never ends by itself.
 */
export function endOf(order: Order): Date | null {
  if (order.expiresAt === null) return null;
  const ends = openAccountsOf(order).map((account) => deadlineOf(order, account));
  return ends.reduce<Date>((last, end) => (end !== null && end > last ? end : last), order.expiresAt);
}

/** The accounts into which a deposit may still settle an order. */
export function openAccountsOf(order: Order): readonly PaymentRecord[] {
  return order.payments.filter(
    (payment) =>
      holdsOpenAccount(payment) &&
      payment.outcome !== 'forgery' &&
      payment.outcome !== 'paymentHeld' &&
      wasIssuedInTime(order, payment),
  );
}

/** Whether an account was issued before the order expired. */
export function wasIssuedInTime({ expiresAt }: Order, payment: ReportedPayment): boolean {
  const issuedAt = payment.virtualAccount?.issuedAt ?? payment.startedAt;
  return expiresAt === null || issuedAt === null || issuedAt <= expiresAt;
}
