import { applyVerdict } from './apply-verdict';
import { judgePayment, type JudgePolicy } from './judge-payment';
import type { Order } from './order';
import { hasMoney, type ReportedPayment } from './payment';
import type { Verdict } from './verdict';

/** What an unsigned report says has happened. Not believed: it only tells whether the news could be news to us. */
export interface ReportClaim {
  readonly impUid: string;
  readonly status: string;
  /** Which cancel a `cancelled` one speaks of; null where it does not say (§7.2). */
  readonly cancellationId: string | null;
}

/**
 * The verdict that stands already, where the report tells nothing that the order does not hold; null where i'mport must
 * be asked. Pure.
 *
 * A payment never goes back, so "paid" is no news of one that has been paid, and neither is "ready". "cancelled" is none
 * only where that very cancel is stored: there may be a second one in part. "failed" is not final (§2.4), so it is always
 * asked about. What is held must also give the same verdict today, with nothing left to record. The most that a liar gets
 * is what we hold.
 */
export function recallVerdict(order: Order, claim: ReportClaim, policy: JudgePolicy): Verdict | null {
  const stored = order.payments.find(({ impUid }) => impUid === claim.impUid);
  if (stored === undefined || !isKnown(stored, claim)) return null;
  const verdict = judgePayment(order, stored, policy);
  const { source, recordedAt: at } = stored;
  return applyVerdict(order, stored, verdict, { source, at }) === null ? verdict : null;
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
