import { judgePayment, type JudgePolicy } from './judge-payment';
import type { Order } from './order';
import type { Outcome, Verdict } from './verdict';

/** Outcomes that a later report does not reverse, so they may answer a buyer without another look-up. */
const LASTING: readonly Outcome[] = ['success', 'cancelled', 'duplicate', 'orderClosed', 'paymentHeld', 'vbankIssued'];

/**
 * The verdict on a recorded payment that may answer the buyer while i'mport does not answer. Pure.
 *
 * The record is judged again: if another payment has settled the order since, an open account is a duplicate.
 *
 * @returns `null` if the payment is not recorded, its outcome may have changed since (`failed`, `pending`), or the
 * order does not hold that outcome
 */
export function recallRecorded(order: Order, impUid: string, policy: JudgePolicy): Verdict | null {
  const stored = order.payments.find((payment) => payment.impUid === impUid);
  if (stored === undefined) return null;
  const verdict = judgePayment(order, stored, policy);
  if (!LASTING.includes(verdict.outcome)) return null;
  // A positive outcome must be stored already: the answer must not depend on a write that has not happened.
  if (verdict.outcome === 'success') return order.paidBy === impUid ? verdict : null;
  if (verdict.outcome === 'vbankIssued') return stored.outcome === 'vbankIssued' ? verdict : null;
  return verdict;
}

/** Webhook and browser report one payment within seconds (§7.6), so the second report needs no look-up in this time. */
const RECENT_MS = 10_000;

/**
 * The verdict on the payment that settled the order less than ten seconds ago. Pure.
 *
 * @returns `null` if i'mport must be asked, also if the clock of another instance puts the settling into the future
 */
export function recallSettling(
  order: Order,
  impUid: string,
  { policy, now }: { readonly policy: JudgePolicy; readonly now: Date },
): Verdict | null {
  if (order.paidBy !== impUid) return null;
  const settling = order.history.find(({ to, impUid: by }) => by === impUid && SETTLED.has(to));
  if (settling === undefined) return null;
  const ageMs = now.getTime() - settling.at.getTime();
  return ageMs >= 0 && ageMs < RECENT_MS ? recallRecorded(order, impUid, policy) : null;
}

const SETTLED: ReadonlySet<Order['state']> = new Set(['paid', 'partially_cancelled']);
