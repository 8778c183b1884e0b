import { judgePayment, type JudgePolicy } from './judge-payment';
import type { Order } from './order';
import type { Outcome, Verdict } from './verdict';

/** Outcomes that a later report does not turn into their opposite: a buyer may be told them without another look-up. */
const LASTING: readonly Outcome[] = ['success', 'cancelled', 'duplicate', 'orderClosed', 'paymentHeld', 'vbankIssued'];

/**
 * The verdict on a payment that the order has recorded, where it may be told to its buyer though i'mport does not answer;
 * null where it may have changed since (`failed`, `pending`), or where the order does not hold what would be told. Pure.
 *
 * The recorded payment is judged anew: an account of an order that was paid by another payment since is a duplicate.
 */
export function recallRecorded(order: Order, impUid: string, policy: JudgePolicy): Verdict | null {
  const stored = order.payments.find((payment) => payment.impUid === impUid);
  if (stored === undefined) return null;
  const verdict = judgePayment(order, stored, policy);
  if (!LASTING.includes(verdict.outcome)) return null;
  // Good news must be on record: what the order would only become by another write is not told.
  if (verdict.outcome === 'success') return order.paidBy === impUid ? verdict : null;
  if (verdict.outcome === 'vbankIssued') return stored.outcome === 'vbankIssued' ? verdict : null;
  return verdict;
}
