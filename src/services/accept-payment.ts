import type { Actor } from '../domain/access-key';
import { reasonOf } from '../domain/audit';
import { auditMessages } from '../domain/audit-messages';
import { planAcceptance } from '../domain/plan-acceptance';
import { personalTextsOf, type Order } from '../domain/order';
import type { ReportedPayment } from '../domain/payment';
import type { Outcome } from '../domain/verdict';
import type { IamportClient } from '../iamport/client';
import type { Deadline } from '../lib/create-deadline';
import { recordReport, type RecordReportDeps } from './record-report';
import { updateOrder, type Decision } from './update-order';

/** A person's decision that a held payment settles the order. Only its shape has been checked. */
export interface AcceptRequest {
  readonly merchantUid: string;
  readonly impUid: string;
  /** The person's own text; the order's history keeps it. */
  readonly reason: string;
}

/** The result of an accept; `outcome` is the verdict on a payment that cannot be accepted. */
export type AcceptResult =
  | { readonly result: 'accepted'; readonly order: Order }
  | { readonly result: 'orderNotFound' | 'paymentNotFound' }
  | { readonly result: 'notAcceptable'; readonly outcome: Outcome };

/** The service with its dependencies bound. */
export type AcceptPayment = (request: AcceptRequest, actor: Actor) => Promise<AcceptResult>;

export interface AcceptPaymentDeps extends RecordReportDeps {
  readonly getPayment: IamportClient['getPayment'];
  /** Limits the time of an acceptance; its signal stops every further write. */
  readonly withinDeadline: Deadline;
}

/**
 * Settles an order with a held payment by one conditional write. It fetches the payment first. The shop needs this
 * because i'mport refuses a second payment of the same `merchant_uid`, so the buyer cannot pay again. Idempotent.
 *
 * @param actor who asks, for the audit log; null records nobody
 * @throws CheckoutError when nothing was changed; the same request may be sent again
 */
export async function acceptPayment(
  deps: AcceptPaymentDeps,
  request: AcceptRequest,
  actor: Actor | null,
): Promise<AcceptResult> {
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
      (current, at) => decide(deps, current, reported, { impUid, reason, at, actor }),
      signal,
    );
    if (refusal === null) return { result: 'accepted', order };
    // The look-up may show a newer status, so it is recorded. A payment of another order is not recorded here.
    if (reported.merchantUid === merchantUid) await recordReport(deps, order, reported, { source: 'accept', signal });
    return { result: 'notAcceptable', outcome: refusal };
  });
}

function decide(
  { policy }: AcceptPaymentDeps,
  order: Order,
  reported: ReportedPayment,
  { actor, ...request }: Omit<AcceptRequest, 'merchantUid'> & { readonly at: Date; readonly actor: Actor | null },
): Decision & { readonly refusal: Outcome | null } {
  const { impUid, reason, at } = request;
  if (order.paidBy === impUid) return { change: null, refusal: null };
  const plan = planAcceptance(order, reported, { reason, at }, policy);
  if (plan.plan === 'refuse') return { change: null, refusal: plan.outcome };
  const { change, dropped } = plan;
  const { merchantUid } = order;
  const personal = personalTextsOf(order);
  const details = { imp_uid: impUid };
  const deed = { action: 'accept', merchantUid, ...reasonOf(order, reason), personal, details } as const;
  const audit = auditMessages(actor, deed, at);
  return { change: { ...change, messages: [...change.messages, ...audit] }, dropped, refusal: null };
}
