import { isUnderWay, type Cancel } from './cancel';
import type { Verdict } from './judge-payment';
import type { AttentionEntry, AttentionReason, Order } from './order';
import { hasMoneyAtStake, holdsOpenAccount, type ReportedPayment, type Road } from './payment';

/** Evidence that costs its sender nothing is capped, so that a flood of it never keeps out what matters. */
const FREE_EVIDENCE: readonly AttentionReason[] = ['replay', 'testChannel', 'unknownStatus'];
const MAX_FREE_EVIDENCE = 50;

/**
 * What a person has to look at after this verdict: none, or one entry that the order does not hold yet. Evidence is kept
 * once for each payment and reason, and once more when money comes into what was only an account before.
 */
export function findAttention(
  order: Order,
  reported: ReportedPayment,
  verdict: Verdict,
  context: { readonly road: Road; readonly at: Date },
): AttentionEntry[] {
  const reason = attentionReason(reported, verdict, context.at);
  if (reason === null || isBeingRevoked(order, reported)) return [];
  const { impUid } = reported;
  const entry = attentionOf(reason, reported, context);
  const known = order.attention.filter((other) => other.reason === reason && other.impUid === impUid);
  if (!isFree(entry)) return known.every(isFree) ? [entry] : [];
  return known.length === 0 && order.attention.filter(isFree).length < MAX_FREE_EVIDENCE ? [entry] : [];
}

/** An account that takes no deposit for much longer is nobody's worry; the end of its revocation tells. */
function isBeingRevoked({ cancels }: Order, reported: ReportedPayment): boolean {
  const isOurs = (cancel: Cancel) => cancel.kind === 'revoke' && cancel.impUid === reported.impUid;
  return holdsOpenAccount(reported) && cancels.some((cancel) => isOurs(cancel) && isUnderWay(cancel));
}

/** The evidence, as it is kept. */
export function attentionOf(
  reason: AttentionReason,
  { impUid, merchantUid, statusText: status, amountText: amount, currency, testChannel }: ReportedPayment,
  { road, at }: { readonly road: Road; readonly at: Date },
): AttentionEntry {
  return { at, reason, road, impUid, reported: { merchantUid, status, amount, currency, testChannel } };
}

/** An account costs its buyer nothing either, until money comes into it. */
function isFree({ reason, reported }: AttentionEntry): boolean {
  return FREE_EVIDENCE.includes(reason) || reported?.status === 'ready';
}

/** No deposit can come into it any more. */
function isOverdueAccount(reported: ReportedPayment, at: Date): boolean {
  if (!holdsOpenAccount(reported)) return false;
  const { dueAt } = reported.virtualAccount;
  return dueAt !== null && dueAt <= at;
}

function attentionReason(reported: ReportedPayment, verdict: Verdict, at: Date): AttentionReason | null {
  switch (verdict.outcome) {
    case 'forgery':
      if (verdict.reason === 'order') return 'replay';
      if (verdict.reason === 'testChannel') return 'testChannel';
      if (!hasMoneyAtStake(reported)) return null;
      return verdict.reason === 'amount' ? 'amountDiffers' : 'currencyDiffers';
    case 'pending':
      return verdict.unknownStatus ? 'unknownStatus' : null;
    case 'duplicate':
      return 'duplicate';
    case 'orderClosed':
      return isOverdueAccount(reported, at) ? null : 'late';
    case 'paymentHeld':
      return verdict.reason;
    case 'success':
      return verdict.late === true ? 'late' : null;
    case 'vbankIssued':
      return verdict.isDueTooFar === true ? 'accountDueTooFar' : null;
    case 'failed':
    case 'cancelled':
      return null;
  }
}
