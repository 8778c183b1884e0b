import { planAcceptance } from '../domain/plan-acceptance';
import type { Order } from '../domain/order';
import type { ReportedPayment } from '../domain/payment';
import type { Outcome } from '../domain/verdict';
import type { IamportClient } from '../iamport/client';
import { recordReport, type RecordReportDeps } from './record-report';
import { updateOrder, type Decision } from './update-order';

/** A person's decision that a held payment counts. Its shape has been checked, nothing else. */
export interface AcceptRequest {
  readonly merchantUid: string;
  readonly impUid: string;
  /** The person's words; kept in the order's history. */
  readonly reason: string;
}

/** What came of it; `outcome` says what the payment is instead. */
export type AcceptResult =
  | { readonly result: 'accepted'; readonly order: Order }
  | { readonly result: 'orderNotFound' | 'paymentNotFound' }
  | { readonly result: 'notAcceptable'; readonly outcome: Outcome };

/** The service as the routes call it, with its dependencies bound. */
export type AcceptPayment = (request: AcceptRequest) => Promise<AcceptResult>;

export interface AcceptPaymentDeps extends RecordReportDeps {
  readonly getPayment: IamportClient['getPayment'];
  /** Ends the work before anything is written, with CheckoutError `unavailable`, where it takes too long. */
  readonly withinDeadline: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
}

/**
 * Settles an order with a payment that is held, by one conditional write, after a look-up of its own: i'mport refuses a key
 * that has been paid a second time, so the buyer cannot pay again. The same request again changes nothing.
 *
 * @throws CheckoutError with nothing changed; the same request may be sent again
 */
export async function acceptPayment(deps: AcceptPaymentDeps, request: AcceptRequest): Promise<AcceptResult> {
  const { merchantUid, impUid, reason } = request;
  const found = await deps.findOrder(merchantUid);
  if (found === null) return { result: 'orderNotFound' };
  if (found.paidBy === impUid) return { result: 'accepted', order: found };
  return deps.withinDeadline(async (signal) => {
    const reported = await deps.getPayment(impUid);
    if (reported === null) return { result: 'paymentNotFound' };
    const { order, refusal } = await updateOrder(
      deps,
      found,
      (current, at) => decide(deps, current, reported, { impUid, reason, at }),
      signal,
    );
    if (refusal === null) return { result: 'accepted', order };
    // What the look-up has found is news all the same; another order's payment is none.
    if (reported.merchantUid === merchantUid) await recordReport(deps, order, reported, { source: 'accept', signal });
    return { result: 'notAcceptable', outcome: refusal };
  });
}

function decide(
  { policy }: AcceptPaymentDeps,
  order: Order,
  reported: ReportedPayment,
  { impUid, reason, at }: { readonly impUid: string; readonly reason: string; readonly at: Date },
): Decision & { readonly refusal: Outcome | null } {
  if (order.paidBy === impUid) return { change: null, refusal: null };
  const plan = planAcceptance(order, reported, { reason, at }, policy);
  return plan.plan === 'accept' ? { change: plan.change, refusal: null } : { change: null, refusal: plan.outcome };
}
