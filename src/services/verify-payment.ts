import { applyVerdict, type OrderChange } from '../domain/apply-verdict';
import { awaitsReport } from '../domain/awaits-report';
import { judgePayment, type JudgePolicy, type Verdict } from '../domain/judge-payment';
import { recallVerdict, type ReportClaim } from '../domain/recall-verdict';
import type { OutboxEntry, OutboxMessage } from '../domain/outbox';
import type { Road } from '../domain/payment';
import type { LookUpPayment, Sender } from '../iamport/payment-lookup';
import type { Orders } from '../store/orders';
import { LOST_RACE, retryLostRaces } from './retry-lost-races';

/** A report that a payment has changed. Whoever sent it is not believed: the ids are lookup keys, nothing more. */
export interface PaymentReport {
  readonly impUid: string;
  readonly merchantUid: string;
  readonly road: Road;
  /** The report speaks of a cancel. Not believed either; it only asks for an answer that is not older than the report. */
  readonly claimsCancel?: boolean;
  /** What an unsigned report says, so that what tells nothing new is answered without a look-up. */
  readonly claim?: Omit<ReportClaim, 'impUid'>;
  /** Where it came from, for the limits; left out by our own work. */
  readonly sender?: Sender;
}

/** What came of a report: a verdict on the payment, or the reason why there is none. */
export type Verification = Verdict | { readonly outcome: 'orderNotFound' } | { readonly outcome: 'paymentNotFound' };

/** What verifyPayment needs of the world. */
export interface VerifyPaymentDeps {
  readonly findOrder: Orders['findOrder'];
  readonly moveOrder: Orders['moveOrder'];
  readonly lookUpPayment: LookUpPayment;
  readonly policy: JudgePolicy;
  readonly now: () => Date;
  readonly newId: () => string;
  /**
   * Runs the work, and throws CheckoutError `unavailable` where it takes longer than a verification may; the signal then
   * tells the work that nobody waits for it any more.
   */
  readonly withinDeadline: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  readonly pause: (ms: number) => Promise<void>;
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
  const { impUid, merchantUid, road, claim, sender, claimsCancel = false } = report;
  const found = await deps.findOrder(merchantUid);
  if (found === null) return { outcome: 'orderNotFound' };
  const known = claim && recallVerdict(found, { impUid, ...claim }, deps.policy);
  if (known) return known;
  const isAwaited = awaitsReport(found, impUid);
  const reported = await deps.lookUpPayment(impUid, {
    claimsCancel,
    merchantUid,
    isAwaited,
    ...(sender && { sender }),
  });
  if (reported === null) return { outcome: 'paymentNotFound' };

  return retryLostRaces(deps, found, async (order) => {
    // Told "try again" already: whoever does is to find nothing changed.
    signal.throwIfAborted();
    const at = deps.now();
    const verdict = judgePayment(order, reported, deps.policy);
    const change = applyVerdict(order, reported, verdict, { road, at });
    if (change === null) return verdict;
    return (await deps.moveOrder(order, change, toEntries(deps, change, at))) ? verdict : LOST_RACE;
  });
}

function toEntries(deps: VerifyPaymentDeps, change: OrderChange, at: Date): OutboxEntry[] {
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
