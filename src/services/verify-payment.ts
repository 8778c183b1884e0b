import { awaitsReport, holdsPayment } from '../domain/awaits-report';
import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { ReportedPayment, Source } from '../domain/payment';
import { recallRecorded, recallSettling } from '../domain/recall-recorded';
import { recallForWebhook, type ReportClaim } from '../domain/recall-for-webhook';
import type { Verdict } from '../domain/verdict';
import type { LookUpPayment, Sender } from '../iamport/payment-look-up';
import type { BoundedQueue } from '../lib/create-bounded-queue';
import type { Deadline, StopSignal } from '../lib/create-deadline';
import type { RecordOnce } from './record-once';
import { recordReport, type RecordReportDeps } from './record-report';

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

/** The service with its dependencies bound. */
export type VerifyPayment = (report: PaymentReport) => Promise<Verification>;

export interface VerifyPaymentDeps extends RecordReportDeps {
  /** Limits the time of a verification; its signal stops every further write. */
  readonly withinDeadline: Deadline;
  /** Limits how many reads run at once. */
  readonly inDatabaseQueue: BoundedQueue;
  readonly lookUpPayment: LookUpPayment;
  /** Moves the next poll of a waiting order to within half a minute, at most once a minute. */
  readonly bringForward: (merchantUid: string) => Promise<void>;
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
  const payment = await tryLookUp(deps, found, report);
  if (payment === null || payment instanceof CheckoutError) return answerWithoutPayment(deps, found, report, payment);
  const record = () => recordReport(deps, found, payment, { source, signal });
  return (await deps.recordOnce(found, payment, record)).verdict;
}

/** Answers without a look-up: a webhook with nothing new, or a buyer whose payment has just settled the order. */
function recallBeforeLookUp(deps: VerifyPaymentDeps, order: Order, report: PaymentReport): Verdict | null {
  const { impUid, claim, source } = report;
  if (claim !== undefined) return recallForWebhook(order, { impUid, ...claim }, deps.policy);
  const isBrowser = source === 'callback' || source === 'redirect';
  return isBrowser ? recallSettling(order, impUid, { policy: deps.policy, now: deps.now() }) : null;
}

/**
 * Fetches the payment of a report, and returns a fault of i'mport as a value: faults of the database have the same type, and
 * must reach the caller.
 *
 * @returns null when i'mport does not know the payment
 */
async function tryLookUp(
  { lookUpPayment }: VerifyPaymentDeps,
  order: Order,
  { impUid, merchantUid, sender, claimsCancel = false }: PaymentReport,
): Promise<ReportedPayment | CheckoutError | null> {
  const isAwaited = awaitsReport(order);
  const isHeld = holdsPayment(order, impUid);
  try {
    return await lookUpPayment(impUid, { claimsCancel, merchantUid, isAwaited, isHeld, ...(sender && { sender }) });
  } catch (error) {
    if (error instanceof CheckoutError) return error;
    throw error;
  }
}

/**
 * Answers a report from the stored order when the look-up failed. It reads the order again, because another report may
 * have settled it meanwhile. It changes nothing but the time of the order's next poll.
 *
 * @param fault of the look-up; null when i'mport does not know the payment
 * @throws CheckoutError the fault of the look-up, when the stored order gives no answer
 */
async function answerWithoutPayment(
  deps: VerifyPaymentDeps,
  found: Order,
  { impUid, merchantUid, source, claim }: PaymentReport,
  fault: CheckoutError | null,
): Promise<Verification> {
  const order = (await deps.inDatabaseQueue(impUid, () => deps.findOrder(merchantUid))) ?? found;
  const isWebhook = source === 'webhook';
  const known = isWebhook
    ? claim && recallForWebhook(order, { impUid, ...claim }, deps.policy)
    : recallRecorded(order, impUid, deps.policy);
  if (known) return known;
  if (fault !== null) throw fault;
  // i'mport has shown a recorded payment before, so its 404 for that payment proves nothing.
  const isAwaited = isWebhook && awaitsReport(order);
  const isRetryUseful = isAwaited || holdsPayment(order, impUid);
  if (isAwaited) await deps.bringForward(merchantUid);
  return { outcome: isRetryUseful ? 'unavailable' : 'paymentNotFound' };
}
