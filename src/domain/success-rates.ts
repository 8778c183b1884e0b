import type { Order } from './order';
import { paidTimeOf } from './money-times';

/** How many payments of a method and PG ended well. */
export interface SuccessRate {
  /** As i'mport names them; null where it does not. */
  readonly method: string | null;
  readonly pg: string | null;
  readonly paid: number;
  readonly failed: number;
}

/**
 * Counts the payments that ended, by method and PG: those with money, and those that failed. One that waits for a deposit, or
 * that its buyer left, has not ended. The pair with the most payments comes first.
 *
 * @param countsTests whether payments of test channels count
 */
export function successRatesOf(
  orders: readonly Pick<Order, 'merchantUid' | 'payments'>[],
  countsTests: boolean,
): readonly SuccessRate[] {
  const rates = new Map<string, SuccessRate>();
  for (const { merchantUid, payments } of orders) {
    for (const payment of payments) {
      const isFailed = payment.status === 'failed';
      const isPaid = !isFailed && paidTimeOf(payment) !== null;
      const isOwn = payment.merchantUid === merchantUid && (countsTests || !payment.testChannel);
      if (!isOwn || (!isPaid && !isFailed)) continue;
      const { payMethod: method, pgProvider: pg } = payment;
      const key = JSON.stringify([method, pg]);
      const { paid, failed } = rates.get(key) ?? { paid: 0, failed: 0 };
      rates.set(key, { method, pg, paid: paid + (isPaid ? 1 : 0), failed: failed + (isFailed ? 1 : 0) });
    }
  }
  return [...rates.values()].toSorted((a, b) => b.paid + b.failed - a.paid - a.failed);
}
