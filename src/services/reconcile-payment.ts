import type { Order } from '../domain/order';
import type { OrderState } from '../domain/order-state';
import type { ReportedPayment } from '../domain/payment';
import type { Outcome } from '../domain/verdict';
import type { FoundPayments } from '../iamport/search-calls';
import type { SkipPoisonOrderDeps } from './skip-poison-order';
import type { Judgement, RecordedJudgement } from './record-report';

/** Something that differed between i'mport and our order, and what became of the order. */
export interface Finding {
  readonly merchantUid: string;
  /** The payment that differed; null where the order's time was over. */
  readonly impUid: string | null;
  readonly outcome: Outcome | 'expired';
  readonly before: OrderState;
  readonly after: OrderState;
}

/** What is done with a payment that was read from i'mport: judged only, or recorded as well. */
export interface ReconcilePaymentDeps extends SkipPoisonOrderDeps {
  /** Judges and changes nothing. */
  readonly judgeReported: (order: Order, reported: ReportedPayment) => Judgement;
  /** THE path of a payment, for a report that is there already; in a dry run it writes nothing. */
  readonly verifyReported: (order: Order, reported: ReportedPayment) => Promise<RecordedJudgement>;
  readonly onFinding: (finding: Finding) => void;
  /** A payment that is there, and that we cannot read. */
  readonly onUnreadable: (unreadable: FoundPayments['unreadable'][number]) => void;
}

/**
 * Puts what i'mport reports of an order through the one verification, payment by payment. What the order holds already
 * costs nothing.
 *
 * @returns the order as it stands then
 * @throws CheckoutError `unavailable` where the database does
 */
export async function reconcilePayments(
  deps: ReconcilePaymentDeps,
  order: Order,
  payments: readonly ReportedPayment[],
): Promise<Order> {
  let current = order;
  for (const reported of payments) {
    if (reported.merchantUid !== order.merchantUid) continue;
    if (deps.judgeReported(current, reported).change === null) continue;
    const before = current.state;
    const { verdict, change, order: after } = await deps.verifyReported(current, reported);
    current = after;
    if (change === null) continue;
    const { merchantUid, impUid } = reported;
    deps.onFinding({ merchantUid, impUid, outcome: verdict.outcome, before, after: after.state });
  }
  return current;
}
