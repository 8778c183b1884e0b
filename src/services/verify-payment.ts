import { applyVerdict, type OrderChange } from '../domain/apply-verdict';
import { judgePayment, type JudgePolicy, type Verdict } from '../domain/judge-payment';
import type { Order } from '../domain/order';
import { orderAfter } from '../domain/order-after';
import { newOutboxEntry, type OutboxEntry, type OutboxMessage } from '../domain/outbox';
import type { ReportedPayment, Road } from '../domain/payment';
import { recallSettling } from '../domain/recall-settling';
import { recallVerdict, type ReportClaim } from '../domain/recall-verdict';
import type { LookUpPayment, Sender } from '../iamport/payment-lookup';
import type { Orders } from '../store/orders';
import { answerWithoutPayment } from './answer-without-payment';
import type { RecordOnce } from './record-once';
import { tryLookUp } from './try-look-up';
import { LOST_RACE, retryLostRaces, type RetryLostRacesDeps } from './retry-lost-races';

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

/**
 * What came of a report: a verdict on the payment, or the reason why there is none. `unavailable`: i'mport does not know
 * the payment, but the order waits for one or holds this one, so the same report should be sent again.
 */
export type Verification =
  | Verdict
  | { readonly outcome: 'orderNotFound' }
  | { readonly outcome: 'paymentNotFound' }
  | { readonly outcome: 'unavailable' };

/** What recordReport needs of the world. */
export interface RecordReportDeps extends RetryLostRacesDeps {
  readonly moveOrder: Orders['moveOrder'];
  readonly policy: JudgePolicy;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Runs work once there is room for it, and throws CheckoutError `unavailable` where there is none in time. */
export type InTurn = <T>(impUid: string, work: () => Promise<T>) => Promise<T>;

/** What verifyPayment needs of the world. */
export interface VerifyPaymentDeps extends RecordReportDeps {
  readonly lookUpPayment: LookUpPayment;
  /** Bounds what the database alone can answer. */
  readonly inFirstLine: InTurn;
  /** Records an answer once for all callers who share it. */
  readonly recordOnce: RecordOnce;
  /** Brings the next look-up of an order that waits forward, to within half a minute and at most once a minute. */
  readonly bringForward: (merchantUid: string) => Promise<void>;
  /**
   * Runs the work, and throws CheckoutError `unavailable` where it takes longer than a verification may; the signal then
   * tells the work that nobody waits for it any more.
   */
  readonly withinDeadline: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
}

/** What verifyReported needs of the world: all but what leads to the look-up. */
export type VerifyReportedDeps = Omit<
  VerifyPaymentDeps,
  'lookUpPayment' | 'inFirstLine' | 'recordOnce' | 'bringForward'
>;

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
  const { impUid, merchantUid, road } = report;
  const found = await deps.inFirstLine(impUid, () => deps.findOrder(merchantUid));
  if (found === null) return { outcome: 'orderNotFound' };
  const known = recallBeforeLookUp(deps, found, report);
  if (known !== null) return known;
  // Nobody waits for what would be found now.
  signal.throwIfAborted();
  const { payment, fault } = await tryLookUp(deps, found, report);
  if (payment === null) return answerWithoutPayment(deps, found, report, fault);
  const record = () => recordReport(deps, found, payment, { road, signal });
  return (await deps.recordOnce(found, payment, record)).verdict;
}

/** What the order answers without a look-up: a webhook that tells nothing new, a buyer whose payment has just settled it. */
function recallBeforeLookUp(deps: VerifyPaymentDeps, order: Order, report: PaymentReport): Verdict | null {
  const { impUid, claim, road } = report;
  if (claim !== undefined) return recallVerdict(order, { impUid, ...claim }, deps.policy);
  const isBrowser = road === 'callback' || road === 'redirect';
  return isBrowser ? recallSettling(order, impUid, { policy: deps.policy, now: deps.now() }) : null;
}

/** A payment as i'mport reports it, judged against an order: the verdict, and what it changes in the order, if anything. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly change: OrderChange | null;
}

/** A judgement that is recorded, and the order as it stands then. */
export interface RecordedJudgement extends Judgement {
  readonly order: Order;
}

/** Judges a payment and changes nothing. */
export function judgeReported(
  deps: Pick<VerifyPaymentDeps, 'policy' | 'now'>,
  order: Order,
  reported: ReportedPayment,
  road: Road,
  isAskedFor = false,
): Judgement {
  const verdict = judgePayment(order, reported, deps.policy);
  const context = { road, at: deps.now(), guards: deps.policy.guards, isAskedFor };
  return { verdict, change: applyVerdict(order, reported, verdict, context) };
}

/**
 * The same path for a payment that was read from i'mport already, together with others. It may be older than what the
 * order holds: an older report changes nothing.
 *
 * @throws CheckoutError `unavailable`
 */
export function verifyReported(
  deps: VerifyReportedDeps,
  order: Order,
  reported: ReportedPayment,
  road: Road,
): Promise<RecordedJudgement> {
  return deps.withinDeadline((signal) => recordReport(deps, order, reported, { road, signal }));
}

/**
 * The second half of the path: judges a payment that was read from i'mport, and records the outcome by one conditional
 * write, anew for as long as somebody else's write comes first.
 *
 * @param isAskedFor the shop has named this very payment, so it is stored whatever the bounds
 * @param signal says that nobody waits for it any more: whoever was told "try again" is to find nothing changed
 * @throws CheckoutError `unavailable`
 */
export function recordReport(
  deps: RecordReportDeps,
  found: Order,
  reported: ReportedPayment,
  { road, signal, isAskedFor }: { readonly road: Road; readonly signal?: AbortSignal; readonly isAskedFor?: boolean },
): Promise<RecordedJudgement> {
  return retryLostRaces<RecordedJudgement>(deps, found, async (order) => {
    signal?.throwIfAborted();
    const { verdict, change } = judgeReported(deps, order, reported, road, isAskedFor);
    if (change === null) return { verdict, change, order };
    const isMoved = await deps.moveOrder(order, change, toEntries(deps, change.messages));
    return isMoved ? { verdict, change, order: orderAfter(order, change) } : LOST_RACE;
  });
}

/** Messages as they are put into the outbox: to be delivered at once. */
export function toEntries(
  deps: Pick<RecordReportDeps, 'newId' | 'now'>,
  messages: readonly OutboxMessage[],
): OutboxEntry[] {
  const at = deps.now();
  return messages.map((message) => newOutboxEntry(deps.newId(), message, at));
}
