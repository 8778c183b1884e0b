import type { Order } from '../domain/order';
import type { OrderState } from '../domain/order-state';
import type { ReportedPayment } from '../domain/payment';
import type { Outcome } from '../domain/verdict';
import type { Judgement, RecordedJudgement } from './record-report';

/** A difference between i'mport and our order, and the order's state before and after. */
export interface Finding {
  readonly merchantUid: string;
  /** The payment that differed; null when the order expired. */
  readonly impUid: string | null;
  readonly outcome: Outcome | 'expired';
  readonly before: OrderState;
  readonly after: OrderState;
}

/** The function with its dependencies bound. */
export type ReconcilePayments = (order: Order, payments: readonly ReportedPayment[]) => Promise<Order>;

export interface ReconcilePaymentsDeps {
  /** Judges and writes nothing. */
  readonly judgeReported: (order: Order, reported: ReportedPayment) => Judgement;
  /** Judges and records; a dry run writes nothing. */
  readonly recordReported: (order: Order, reported: ReportedPayment) => Promise<RecordedJudgement>;
  readonly onFinding: (finding: Finding) => void;
}

/**
 * Records the fetched payments of an order one by one. A payment that changes nothing causes no database command.
 *
 * @returns the order afterwards
 * @throws CheckoutError `unavailable` when the database fails
 */
export async function reconcilePayments(
  deps: ReconcilePaymentsDeps,
  order: Order,
  payments: readonly ReportedPayment[],
): Promise<Order> {
  let current = order;
  for (const reported of payments) {
    if (reported.merchantUid !== order.merchantUid) continue;
    if (deps.judgeReported(current, reported).change === null) continue;
    const before = current.state;
    const { verdict, change, order: after } = await deps.recordReported(current, reported);
    current = after;
    if (change === null) continue;
    const { merchantUid, impUid } = reported;
    deps.onFinding({ merchantUid, impUid, outcome: verdict.outcome, before, after: after.state });
  }
  return current;
}
