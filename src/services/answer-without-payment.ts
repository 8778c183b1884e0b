import type { BoundedQueue } from '../lib/create-bounded-queue';
import { awaitsReport, holdsPayment } from '../domain/awaits-report';
import type { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import { recallRecorded } from '../domain/recall-recorded';
import type { JudgePolicy } from '../domain/judge-payment';
import type { Source } from '../domain/payment';
import { recallVerdict, type ReportClaim } from '../domain/recall-verdict';
import type { Verdict } from '../domain/verdict';
import type { Orders } from '../store/orders';

export interface AnswerWithoutPaymentDeps {
  readonly findOrder: Orders['findOrder'];
  /** Limits how many reads run at once. */
  readonly inDatabaseQueue: BoundedQueue;
  /** Moves the next poll of a waiting order to within half a minute, at most once a minute. */
  readonly bringForward: (merchantUid: string) => Promise<void>;
  readonly policy: JudgePolicy;
}

/** A report whose payment could not be fetched. */
export interface UnansweredReport {
  readonly impUid: string;
  readonly merchantUid: string;
  readonly source: Source;
  readonly claim?: Omit<ReportClaim, 'impUid'>;
}

/** The answer that is possible without the payment; see `Verification`. */
export type AnswerWithoutPayment =
  Verdict | { readonly outcome: 'paymentNotFound' } | { readonly outcome: 'unavailable' };

/**
 * Answers a report from the stored order when the look-up failed. It reads the order again, because another report may
 * have settled it meanwhile. It changes nothing but the time of the order's next poll.
 *
 * @param fault of the look-up; null when i'mport does not know the payment
 * @throws CheckoutError the fault of the look-up, when the stored order gives no answer
 */
export async function answerWithoutPayment(
  deps: AnswerWithoutPaymentDeps,
  found: Order,
  { impUid, merchantUid, source, claim }: UnansweredReport,
  fault: CheckoutError | null,
): Promise<AnswerWithoutPayment> {
  const order = (await deps.inDatabaseQueue(impUid, () => deps.findOrder(merchantUid))) ?? found;
  const isWebhook = source === 'webhook';
  const known = isWebhook
    ? claim && recallVerdict(order, { impUid, ...claim }, deps.policy)
    : recallRecorded(order, impUid, deps.policy);
  if (known) return known;
  if (fault !== null) throw fault;
  // i'mport has shown a recorded payment before, so its 404 for that payment proves nothing.
  const isAwaited = isWebhook && awaitsReport(order);
  const isRetryUseful = isAwaited || holdsPayment(order, impUid);
  if (isAwaited) await deps.bringForward(merchantUid);
  return { outcome: isRetryUseful ? 'unavailable' : 'paymentNotFound' };
}
