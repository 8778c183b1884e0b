import type { Order } from '../domain/order';
import type { Source } from '../domain/payment';
import { recallSettling } from '../domain/recall-settling';
import { recallVerdict, type ReportClaim } from '../domain/recall-verdict';
import type { Verdict } from '../domain/verdict';
import type { LookUpPayment, Sender } from '../iamport/payment-look-up';
import type { StopSignal } from '../lib/create-deadline';
import { answerWithoutPayment, type AnswerWithoutPaymentDeps } from './answer-without-payment';
import type { RecordOnce } from './record-once';
import { recordReport, type RecordReportDeps } from './record-report';
import { tryLookUp } from './try-look-up';

/** A report that a payment has changed. Its sender is not trusted: the ids are only keys for the look-up. */
export interface PaymentReport {
  readonly impUid: string;
  readonly merchantUid: string;
  readonly source: Source;
  /**
   * The report claims a cancel. The claim is not trusted; it only requires an answer that is not older than the report.
   */
  readonly claimsCancel?: boolean;
  /** The content of an unsigned report. A report with nothing new is answered without a look-up. */
  readonly claim?: Omit<ReportClaim, 'impUid'>;
  /** For the look-up quota; absent when the service itself starts the verification. */
  readonly sender?: Sender;
}

/**
 * The result of a report: a verdict on the payment, or the reason why there is none. `unavailable` means that i'mport
 * does not know the payment, but the order waits for one or holds this one, so the report should be sent again.
 */
export type Verification =
  | Verdict
  | { readonly outcome: 'orderNotFound' }
  | { readonly outcome: 'paymentNotFound' }
  | { readonly outcome: 'unavailable' };

export interface VerifyPaymentDeps extends RecordReportDeps, AnswerWithoutPaymentDeps {
  /**
   * Throws CheckoutError `unavailable` when the work takes longer than a verification may; the signal then stops every
   * further write.
   */
  readonly withinDeadline: <T>(work: (signal: StopSignal) => Promise<T>) => Promise<T>;
  readonly lookUpPayment: LookUpPayment;
  readonly recordOnce: RecordOnce;
}

/**
 * Verifies a reported payment, whatever the source. It reads the order, fetches the payment from i'mport, judges it,
 * and records the verdict by one conditional write. Idempotent; reports may come at once and in any order.
 *
 * @throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected` when no change was recorded for
 * certain; the same report may be sent again
 */
export function verifyPayment(deps: VerifyPaymentDeps, report: PaymentReport): Promise<Verification> {
  return deps.withinDeadline((signal) => verify(deps, report, signal));
}

async function verify(deps: VerifyPaymentDeps, report: PaymentReport, signal: StopSignal): Promise<Verification> {
  const { impUid, merchantUid, source } = report;
  const found = await deps.inDatabaseQueue(impUid, () => deps.findOrder(merchantUid));
  if (found === null) return { outcome: 'orderNotFound' };
  const known = recallBeforeLookUp(deps, found, report);
  if (known !== null) return known;
  // After the deadline nobody waits for the look-up, so it is not made.
  signal.throwIfAborted();
  const { payment, fault } = await tryLookUp(deps, found, report);
  if (payment === null) return answerWithoutPayment(deps, found, report, fault);
  const record = () => recordReport(deps, found, payment, { source, signal });
  return (await deps.recordOnce(found, payment, record)).verdict;
}

/** Answers without a look-up: a webhook with nothing new, or a buyer whose payment has just settled the order. */
function recallBeforeLookUp(deps: VerifyPaymentDeps, order: Order, report: PaymentReport): Verdict | null {
  const { impUid, claim, source } = report;
  if (claim !== undefined) return recallVerdict(order, { impUid, ...claim }, deps.policy);
  const isBrowser = source === 'callback' || source === 'redirect';
  return isBrowser ? recallSettling(order, impUid, { policy: deps.policy, now: deps.now() }) : null;
}
