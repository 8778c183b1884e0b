import { isUnderWay, type Cancel } from './cancel/cancel';
import type { AttentionEntry, AttentionReason, Order } from './order';
import { ORDER_LIMITS } from './order-limits';
import { cameToNothing, hasMoneyAtStake, holdsOpenAccount, type ReportedPayment, type Source } from './payment';
import type { Verdict } from './verdict';

/**
 * Groups of attention entries. `money`: money of this order. `unknownStatus`: possibly money of this order. `replay`: a
 * payment of another order. `noMoney`: accounts, their revocations, and test payments, which anybody can make free of
 * charge. `message`: a dead letter. `cancel`: a refund.
 *
 * Each group has its own bound, so a flood in one group does not displace entries of another.
 */
type Group = 'money' | 'unknownStatus' | 'replay' | 'noMoney' | 'message' | 'cancel';

const OF_REFUNDS: readonly AttentionReason[] = [
  'refundAccountMissing',
  'cancelRefused',
  'cancelUnclear',
  'cancelDelayed',
];

/**
 * The attention entry that a verdict raises, without the bounds: one at most, and only one that the order does not hold
 * yet. Each payment raises each reason once, and a second time when money is paid into what was only an account before.
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
  const isNewEntry =
    known.length === 0 || (group !== 'noMoney' && known.every((other) => groupOf(other) === 'noMoney'));
  return isNewEntry ? [entry] : [];
}

/** The entries that the order has room for: the first ones of each group stay. */
export function withinBounds(
  { attention }: Pick<Order, 'attention'>,
  entries: readonly AttentionEntry[],
): AttentionEntry[] {
  return entries.reduce<AttentionEntry[]>((kept, entry) => {
    const group = groupOf(entry);
    const held = [...attention, ...kept].filter((other) => groupOf(other) === group).length;
    const bound = group === 'money' ? ORDER_LIMITS.attentionWithMoney : ORDER_LIMITS.attentionOfAGroup;
    return held < bound ? [...kept, entry] : kept;
  }, []);
}

/**
 * The entries about money of the order, or its refund, that the order has no room for. The order then holds no evidence of
 * them, so they must be logged.
 */
export function moneyBeyondBounds(
  order: Pick<Order, 'attention'>,
  entries: readonly AttentionEntry[],
): AttentionEntry[] {
  const kept = withinBounds(order, entries);
  return entries.filter((entry) => !kept.includes(entry) && ['money', 'cancel'].includes(groupOf(entry)));
}

/** An account under revocation raises no attention: the result of the revocation raises it if it fails. */
function isBeingRevoked({ cancels }: Order, reported: ReportedPayment): boolean {
  const isRevocation = (cancel: Cancel) => cancel.kind === 'revoke' && cancel.impUid === reported.impUid;
  return holdsOpenAccount(reported) && cancels.some((cancel) => isRevocation(cancel) && isUnderWay(cancel));
}

/** The attention entry for a reported payment, with the reported values as evidence. */
export function attentionOf(
  reason: AttentionReason,
  { impUid, merchantUid, statusText: status, amountText: amount, currency, testChannel }: ReportedPayment,
  { source, at }: { readonly source: Source; readonly at: Date },
): AttentionEntry {
  return { at, reason, source, impUid, reported: { merchantUid, status, amount, currency, testChannel } };
}

function groupOf({ reason, reported, notificationId }: AttentionEntry): Group {
  if (notificationId !== undefined) return 'message';
  // A failed revocation is about an account without money, and must take no room of a refund.
  if (reason === 'testChannel' || reason === 'revokeKeyMissing' || reported?.status === 'ready') return 'noMoney';
  if (OF_REFUNDS.includes(reason)) return 'cancel';
  return reason === 'unknownStatus' || reason === 'replay' ? reason : 'money';
}

/** Whether the deadline of an open account has passed, so it takes no deposit. */
function isOverdueAccount(reported: ReportedPayment, at: Date): boolean {
  if (!holdsOpenAccount(reported)) return false;
  const { dueAt } = reported.virtualAccount;
  return dueAt !== null && dueAt <= at;
}

function attentionReason(reported: ReportedPayment, verdict: Verdict, at: Date): AttentionReason | null {
  switch (verdict.outcome) {
    case 'forgery':
      // Anybody can make an attempt without money and post it for any number of orders.
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
