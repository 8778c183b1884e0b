import { isUnderWay, type Cancel } from './cancel/cancel';
import type { AttentionEntry, AttentionReason, Order } from './order';
import { cameToNothing, hasMoneyAtStake, holdsOpenAccount, type ReportedPayment, type Source } from './payment';
import type { Verdict } from './verdict';

/**
 * What evidence is about: money of this order, which is kept without a bound; what may be money of it (`unknownStatus`);
 * money of another order (`replay`); accounts and test payments, which cost whoever makes them nothing.
 */
type Group = 'money' | 'unknownStatus' | 'replay' | 'noMoney';

/** Each group is bounded by itself, so that none keeps another out. */
const MAX_OF_A_GROUP = 50;

/**
 * What a person has to look at after this verdict: none, or one entry that the order does not hold yet. Evidence is kept
 * once for each payment and reason, and once more when money comes into what was only an account before.
 */
export function findAttention(
  order: Order,
  reported: ReportedPayment,
  verdict: Verdict,
  context: { readonly source: Source; readonly at: Date },
): AttentionEntry[] {
  const reason = attentionReason(reported, verdict, context.at);
  if (reason === null || isBeingRevoked(order, reported)) return [];
  const { impUid } = reported;
  const entry = attentionOf(reason, reported, context);
  const known = order.attention.filter((other) => other.reason === reason && other.impUid === impUid);
  const group = groupOf(entry);
  const isNewReport =
    known.length === 0 || (group !== 'noMoney' && known.every((other) => groupOf(other) === 'noMoney'));
  const hasRoom =
    group === 'money' || order.attention.filter((other) => groupOf(other) === group).length < MAX_OF_A_GROUP;
  return isNewReport && hasRoom ? [entry] : [];
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
  { source, at }: { readonly source: Source; readonly at: Date },
): AttentionEntry {
  return { at, reason, source, impUid, reported: { merchantUid, status, amount, currency, testChannel } };
}

function groupOf({ reason, reported }: AttentionEntry): Group {
  if (reason === 'testChannel' || reported?.status === 'ready') return 'noMoney';
  return reason === 'unknownStatus' || reason === 'replay' ? reason : 'money';
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
      // Anybody can make an attempt that comes to nothing, and post it for any number of orders.
      if (cameToNothing(reported)) return null;
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
