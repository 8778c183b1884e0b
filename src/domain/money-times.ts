import type { PaymentRecord } from './payment-record';

/** When money moved in an order: when it was first paid, and when the last payment or refund was made. */
export interface MoneyTimes {
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/**
 * When money moved in an order; null if none did. A payment of another order, which this one holds as evidence, does not
 * count.
 */
export function moneyTimesOf(
  merchantUid: string,
  payments: readonly Pick<PaymentRecord, 'merchantUid' | 'paidAt' | 'cancellations'>[],
): MoneyTimes | null {
  const times = payments
    .filter((payment) => payment.merchantUid === merchantUid)
    .flatMap(({ paidAt, cancellations }) => [paidAt, ...cancellations.map(({ cancelledAt }) => cancelledAt)])
    .flatMap((at) => (at === null ? [] : [at.getTime()]));
  if (times.length === 0) return null;
  return { firstAt: new Date(Math.min(...times)), lastAt: new Date(Math.max(...times)) };
}
