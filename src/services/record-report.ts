import { applyVerdict } from '../domain/apply-verdict';
import { judgePayment, type JudgePolicy } from '../domain/judge-payment';
import type { Order } from '../domain/order';
import type { OrderChange } from '../domain/order-change';
import type { ReportedPayment, Source } from '../domain/payment';
import type { Verdict } from '../domain/verdict';
import { updateOrder, type UpdateOrderDeps } from './update-order';

export interface RecordReportDeps extends UpdateOrderDeps {
  readonly policy: JudgePolicy;
}

export interface VerifyReportedDeps extends RecordReportDeps {
  /**
   * Runs the work, and throws CheckoutError `unavailable` where it takes longer than a verification may; the signal
   * then tells the work that nobody waits for it any more.
   */
  readonly withinDeadline: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
}

/**
 * A payment as i'mport reports it, judged against an order: the verdict, and what it changes in the order, if anything.
 */
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
  deps: Pick<RecordReportDeps, 'policy' | 'now'>,
  order: Order,
  reported: ReportedPayment,
  source: Source,
  isAskedFor = false,
): Judgement {
  return judgeAt(deps.now(), deps.policy, order, reported, { source, isAskedFor });
}

function judgeAt(
  at: Date,
  policy: JudgePolicy,
  order: Order,
  reported: ReportedPayment,
  { source, isAskedFor }: { readonly source: Source; readonly isAskedFor?: boolean | undefined },
): Judgement {
  const verdict = judgePayment(order, reported, policy);
  return { verdict, change: applyVerdict(order, reported, verdict, { source, at, guards: policy.guards, isAskedFor }) };
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
  source: Source,
): Promise<RecordedJudgement> {
  return deps.withinDeadline((signal) => recordReport(deps, order, reported, { source, signal }));
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
  {
    source,
    signal,
    isAskedFor,
  }: { readonly source: Source; readonly signal?: AbortSignal; readonly isAskedFor?: boolean },
): Promise<RecordedJudgement> {
  return updateOrder(
    deps,
    found,
    (order, at) => judgeAt(at, deps.policy, order, reported, { source, isAskedFor }),
    signal,
  );
}
