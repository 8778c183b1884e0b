import { applyVerdict, type OrderChange } from '../domain/apply-verdict';
import { judgePayment, type JudgePolicy, type Verdict } from '../domain/judge-payment';
import type { Order } from '../domain/order';
import type { OutboxEntry, OutboxMessage } from '../domain/outbox';
import type { ReportedPayment, Road } from '../domain/payment';
import type { LookUpPayment } from '../iamport/payment-lookup';
import type { Orders } from '../store/orders';
import { LOST_RACE, retryLostRaces, type RetryLostRacesDeps } from './retry-lost-races';

/** A report that a payment has changed. Whoever sent it is not believed: the ids are lookup keys, nothing more. */
export interface PaymentReport {
  readonly impUid: string;
  readonly merchantUid: string;
  readonly road: Road;
  /** The report speaks of a cancel. Not believed either; it only asks for an answer that is not older than the report. */
  readonly claimsCancel?: boolean;
}

/** What came of a report: a verdict on the payment, or the reason why there is none. */
export type Verification = Verdict | { readonly outcome: 'orderNotFound' } | { readonly outcome: 'paymentNotFound' };

/** What recordReport needs of the world. */
export interface RecordReportDeps extends RetryLostRacesDeps {
  readonly moveOrder: Orders['moveOrder'];
  readonly policy: JudgePolicy;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** What verifyPayment needs of the world. */
export interface VerifyPaymentDeps extends RecordReportDeps {
  readonly lookUpPayment: LookUpPayment;
  /**
   * Runs the work, and throws CheckoutError `unavailable` where it takes longer than a verification may; the signal then
   * tells the work that nobody waits for it any more.
   */
  readonly withinDeadline: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
}

/**
 * THE path of a payment, whatever the road: finds our order, reads the payment from i'mport, judges it, and records the
 * outcome once, in one conditional write. May be called twice, at once and in any order.
 *
 * @throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`: nothing is known to have changed, and
 * the same report may be sent again
 */
export function verifyPayment(deps: VerifyPaymentDeps, report: PaymentReport): Promise<Verification> {
  return deps.withinDeadline((signal) => verify(deps, report, signal));
}

async function verify(deps: VerifyPaymentDeps, report: PaymentReport, signal: AbortSignal): Promise<Verification> {
  const { impUid, merchantUid, road, claimsCancel = false } = report;
  const found = await deps.findOrder(merchantUid);
  if (found === null) return { outcome: 'orderNotFound' };
  const reported = await deps.lookUpPayment(impUid, { claimsCancel });
  if (reported === null) return { outcome: 'paymentNotFound' };

  return recordReport(deps, found, reported, { road, signal });
}

/**
 * The second half of the path, for a payment that was just read from i'mport: judges it against our order, and records the
 * outcome once.
 *
 * @param signal says that nobody waits for it any more: whoever was told "try again" is to find nothing changed
 * @throws CheckoutError `unavailable`
 */
export function recordReport(
  deps: RecordReportDeps,
  found: Order,
  reported: ReportedPayment,
  { road, signal }: { readonly road: Road; readonly signal?: AbortSignal },
): Promise<Verdict> {
  return retryLostRaces(deps, found, async (order) => {
    signal?.throwIfAborted();
    const at = deps.now();
    const verdict = judgePayment(order, reported, deps.policy);
    const change = applyVerdict(order, reported, verdict, { road, at, guards: deps.policy.guards });
    if (change === null) return verdict;
    return (await deps.moveOrder(order, change, toEntries(deps, change, at))) ? verdict : LOST_RACE;
  });
}

/** The outbox entries of a change, due at once. */
export function toEntries(deps: Pick<RecordReportDeps, 'newId'>, change: OrderChange, at: Date): OutboxEntry[] {
  return change.messages.map((message: OutboxMessage) => ({
    id: deps.newId(),
    message,
    createdAt: at,
    dueAt: at,
    attempts: 0,
    lastError: null,
    deliveredAt: null,
  }));
}
