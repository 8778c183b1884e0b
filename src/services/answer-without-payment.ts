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

/** What answerWithoutPayment needs. */
export interface AnswerWithoutPaymentDeps {
  readonly findOrder: Orders['findOrder'];
  /** Bounds what the database alone can answer. */
  readonly inDatabaseQueue: BoundedQueue;
  /** Brings the next look-up of an order that waits forward, to within half a minute and at most once a minute. */
  readonly bringForward: (merchantUid: string) => Promise<void>;
  readonly policy: JudgePolicy;
}

/** The report whose payment was not found. */
export interface UnansweredReport {
  readonly impUid: string;
  readonly merchantUid: string;
  readonly source: Source;
  readonly claim?: Omit<ReportClaim, 'impUid'>;
}

/** What there is to say without the payment; see `Verification`. */
export type AnswerWithoutPayment =
  Verdict | { readonly outcome: 'paymentNotFound' } | { readonly outcome: 'unavailable' };

/**
 * The answer where the look-up failed: what the order holds, as it stands now, since another report may have settled it
 * meanwhile. Nothing of the order is changed, only its next look-up is brought forward.
 *
 * @param fault of the look-up; null where i'mport does not know the payment
 * @throws CheckoutError the fault of the look-up, where the order gives no answer
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
  // A payment that is recorded is known to i'mport: a 404 of it says nothing.
  const isAwaited = isWebhook && awaitsReport(order);
  const isRetryUseful = isAwaited || holdsPayment(order, impUid);
  if (isAwaited) await deps.bringForward(merchantUid);
  return { outcome: isRetryUseful ? 'unavailable' : 'paymentNotFound' };
}
