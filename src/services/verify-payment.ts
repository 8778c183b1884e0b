import type { Order } from '../domain/order';
import type { Source } from '../domain/payment';
import { recallSettling } from '../domain/recall-settling';
import { recallVerdict, type ReportClaim } from '../domain/recall-verdict';
import type { Verdict } from '../domain/verdict';
import type { LookUpPayment, Sender } from '../iamport/payment-lookup';
import { answerWithoutPayment, type AnswerWithoutPaymentDeps } from './answer-without-payment';
import type { RecordOnce } from './record-once';
import { recordReport, type VerifyReportedDeps } from './record-report';
import { tryLookUp } from './try-look-up';

/** A report that a payment has changed. Whoever sent it is not believed: the ids are lookup keys, nothing more. */
export interface PaymentReport {
  readonly impUid: string;
  readonly merchantUid: string;
  readonly source: Source;
  /**
   * The report speaks of a cancel. Not believed either; it only asks for an answer that is not older than the report.
   */
  readonly claimsCancel?: boolean;
  /** What an unsigned report says, so that what tells nothing new is answered without a look-up. */
  readonly claim?: Omit<ReportClaim, 'impUid'>;
  /** Where it came from, for the limits; left out by our own work. */
  readonly sender?: Sender;
}

/**
 * What came of a report: a verdict on the payment, or the reason why there is none. `unavailable`: i'mport does not
 * know the payment, but the order waits for one or holds this one, so the same report should be sent again.
 */
export type Verification =
  | Verdict
  | { readonly outcome: 'orderNotFound' }
  | { readonly outcome: 'paymentNotFound' }
  | { readonly outcome: 'unavailable' };

export interface VerifyPaymentDeps extends VerifyReportedDeps, AnswerWithoutPaymentDeps {
  readonly lookUpPayment: LookUpPayment;
  /** Records an answer once for all callers who share it. */
  readonly recordOnce: RecordOnce;
}

/**
 * THE path of a payment, whatever the source: finds our order, reads the payment from i'mport, judges it, and records
 * the outcome once, in one conditional write. May be called twice, at once and in any order.
 *
 * @throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`: nothing is known to have changed,
 * and the same report may be sent again
 */
export function verifyPayment(deps: VerifyPaymentDeps, report: PaymentReport): Promise<Verification> {
  return deps.withinDeadline((signal) => verify(deps, report, signal));
}

async function verify(deps: VerifyPaymentDeps, report: PaymentReport, signal: AbortSignal): Promise<Verification> {
  const { impUid, merchantUid, source } = report;
  const found = await deps.inDatabaseQueue(impUid, () => deps.findOrder(merchantUid));
  if (found === null) return { outcome: 'orderNotFound' };
  const known = recallBeforeLookUp(deps, found, report);
  if (known !== null) return known;
  // Nobody waits for what would be found now.
  signal.throwIfAborted();
  const { payment, fault } = await tryLookUp(deps, found, report);
  if (payment === null) return answerWithoutPayment(deps, found, report, fault);
  const record = () => recordReport(deps, found, payment, { source, signal });
  return (await deps.recordOnce(found, payment, record)).verdict;
}

/**
 * What the order answers without a look-up: a webhook that tells nothing new, a buyer whose payment has just settled
 * it.
 */
function recallBeforeLookUp(deps: VerifyPaymentDeps, order: Order, report: PaymentReport): Verdict | null {
  const { impUid, claim, source } = report;
  if (claim !== undefined) return recallVerdict(order, { impUid, ...claim }, deps.policy);
  const isBrowser = source === 'callback' || source === 'redirect';
  return isBrowser ? recallSettling(order, impUid, { policy: deps.policy, now: deps.now() }) : null;
}
