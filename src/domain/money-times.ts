import type { Order } from './order';
import { hasMoney } from './payment';
import type { PaymentRecord } from './payment-record';
import { refundsOf } from './refunds-of';

/** When money moved in an order: when it was first paid, and when the last payment or refund was made. */
export interface MoneyTimes {
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/**
 * When money moved in an order; null if none did. A payment of another order, which this one holds as evidence, does not
 * count.
 */
export function moneyTimesOf(order: Pick<Order, 'merchantUid' | 'payments' | 'cancels'>): MoneyTimes | null {
  const times = order.payments
    .filter(({ merchantUid }) => merchantUid === order.merchantUid)
    .flatMap((payment) => [paidTimeOf(payment), ...refundsOf(payment, order.cancels).map(({ at }) => at)])
    .flatMap((at) => (at === null ? [] : [at.getTime()]));
  if (times.length === 0) return null;
  return { firstAt: new Date(Math.min(...times)), lastAt: new Date(Math.max(...times)) };
}

/**
 * The time by which a payment is found; null if it was not paid. Where i'mport reports money without `paid_at`, it is the
 * start of the payment, else the time at which it was recorded.
 */
export function paidTimeOf(
  payment: Pick<PaymentRecord, 'status' | 'paidAt' | 'startedAt' | 'recordedAt'>,
): Date | null {
  const { paidAt, startedAt, recordedAt } = payment;
  return paidAt ?? (hasMoney(payment) ? (startedAt ?? recordedAt) : null);
}
