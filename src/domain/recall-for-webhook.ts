import { planReport } from './plan-report';
import { judgePayment, type JudgePolicy } from './judge-payment';
import type { Order } from './order';
import { hasMoney, type ReportedPayment } from './payment';
import type { Verdict } from './verdict';

/** The content of an unsigned webhook. Not verified: it only decides whether a look-up is needed. */
export interface ReportClaim {
  readonly impUid: string;
  readonly status: string;
  /** The cancellation that a `cancelled` webhook reports; null if it names none (§7.2). */
  readonly cancellationId: string | null;
}

/**
 * The verdict on the stored payment, if the webhook claims nothing that the order does not hold. Pure.
 *
 * A payment never goes back, so "ready" and "paid" are known for a payment that was paid. "cancelled" is known only if
 * that cancellation is stored: a further part may have been cancelled. "failed" is not final (§2.4), so it always needs
 * a look-up. A forged claim changes nothing: the answer is the stored verdict.
 *
 * @returns `null` if i'mport must be asked: the claim is not known, or judging the stored payment again changes the
 * order
 */
export function recallForWebhook(order: Order, claim: ReportClaim, policy: JudgePolicy): Verdict | null {
  const stored = order.payments.find(({ impUid }) => impUid === claim.impUid);
  if (stored === undefined || !isKnown(stored, claim)) return null;
  const verdict = judgePayment(order, stored, policy);
  const { source, recordedAt: at } = stored;
  return planReport(order, stored, verdict, { source, at }).change === null ? verdict : null;
}

function isKnown(stored: ReportedPayment, { status, cancellationId }: ReportClaim): boolean {
  switch (status) {
    case 'ready':
    case 'paid':
      return hasMoney(stored);
    case 'cancelled':
      return cancellationId !== null && stored.cancellations.some((each) => each.cancellationId === cancellationId);
    default:
      return false;
  }
}
