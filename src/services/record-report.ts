import { planReport, type ReportContext, type ReportPlan } from '../domain/plan-report';
import { judgePayment, type JudgePolicy } from '../domain/judge-payment';
import type { Order } from '../domain/order';
import type { ReportedPayment, Source } from '../domain/payment';
import type { Verdict } from '../domain/verdict';
import type { StopSignal } from '../lib/create-deadline';
import { updateOrder, type UpdateOrderDeps } from './update-order';

export interface RecordReportDeps extends UpdateOrderDeps {
  readonly policy: JudgePolicy;
}

/** The verdict on a reported payment, and what it does to the order. */
export interface Judgement extends ReportPlan {
  readonly verdict: Verdict;
}

/** A recorded judgement, and the order afterwards. */
export interface RecordedJudgement extends Judgement {
  readonly order: Order;
}

/** How a report is recorded; see `recordReport`. */
interface RecordOptions {
  readonly source: Source;
  readonly signal?: StopSignal | undefined;
  readonly isAskedFor?: boolean | undefined;
}

/** Judges a payment against an order and writes nothing. */
export function judgeReported(
  policy: JudgePolicy,
  order: Order,
  reported: ReportedPayment,
  context: Omit<ReportContext, 'moneyPolicy'>,
): Judgement {
  const verdict = judgePayment(order, reported, policy);
  const plan = planReport(order, reported, verdict, { ...context, moneyPolicy: policy.moneyPolicy });
  return { verdict, ...plan };
}

/**
 * Judges a fetched payment and records the verdict by one conditional write. After a lost race it judges again. A list
 * may be older than the order's record of the payment; an older report changes nothing.
 *
 * @param isAskedFor the shop named this payment, so it is stored even beyond the limit of stored payments
 * @param signal stops the write: after the answer "try again", nothing may be written
 * @throws CheckoutError `unavailable`
 */
export function recordReport(
  deps: RecordReportDeps,
  found: Order,
  reported: ReportedPayment,
  { source, signal, isAskedFor }: RecordOptions,
): Promise<RecordedJudgement> {
  return updateOrder(
    deps,
    found,
    (order, at) => judgeReported(deps.policy, order, reported, { source, at, isAskedFor }),
    signal,
  );
}

/**
 * Records fetched payments of one order, one after the other.
 *
 * @returns the order afterwards
 * @throws CheckoutError `unavailable`
 */
export async function recordReports(
  deps: RecordReportDeps,
  found: Order,
  payments: readonly ReportedPayment[],
  options: RecordOptions,
): Promise<Order> {
  let order = found;
  for (const reported of payments) ({ order } = await recordReport(deps, order, reported, options));
  return order;
}
