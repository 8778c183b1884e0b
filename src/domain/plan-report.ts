import { settleCancels } from './cancel/settle-cancels';
import { cancelAttention } from './cancel/ended-cancels';
import { attentionOf, findAttention, moneyBeyondBounds, withinBounds } from './find-attention';
import type { MoneyPolicy } from './money-policy';
import { newestReport } from './judge-payment';
import { isOfOrder, keepPayment } from './keep-payment';
import { mayAnnounceAccount } from './may-announce-account';
import { messagesOf } from './messages-of';
import type { AttentionEntry, AttentionReason, Order } from './order';
import type { OrderChange } from './order-change';
import { ORDER_LIMITS } from './order-limits';
import { canMove, type OrderState } from './order-state';
import { toPaymentRecord, type PaymentRecord } from './payment-record';
import { planAutoRefunds } from './cancel/auto-refunds';
import type { ReportedPayment, Source, VirtualAccount } from './payment';
import { redactPayment } from './redact-order';
import type { Verdict } from './verdict';

/** The source and time of a report, and the shop's policy for payments that must not settle their order. */
export interface ReportContext {
  readonly source: Source;
  readonly at: Date;
  /** @default hold everything */
  readonly moneyPolicy?: MoneyPolicy | undefined;
  /** The shop's request names this payment, so no bound on the list of payments leaves it out. @default false */
  readonly isAskedFor?: boolean | undefined;
}

/** What a report does to its order. */
export interface ReportPlan {
  /** `null` if the report changes nothing: it repeats what the order holds, or is older than that. */
  readonly change: OrderChange | null;
  /** Attention about money that the order has no room for: it is logged instead. */
  readonly dropped: readonly AttentionEntry[];
}

/** Computes what a judged payment changes in its order. Pure: no clock, no I/O. */
export function planReport(
  order: Order,
  reported: ReportedPayment,
  verdict: Verdict,
  context: ReportContext,
): ReportPlan {
  // Compared with what is stored, so without what a redacted order does not store.
  const newest = newestReport(order, order.redactedAt === undefined ? reported : redactPayment(reported));
  const { source, at, isAskedFor = false } = context;
  const record = toPaymentRecord(newest, { outcome: verdict.outcome, source, at });
  const listed = keepPayment(order, record, verdict, isAskedFor);
  const { payments, unlistedAccounts, isNewReport } = listed;
  const raised = findAttention(order, newest, verdict, context);
  const seen = withinBounds(order, raised);
  const settled = isOfOrder(verdict) ? settleCancels(order.cancels, reported, at) : order.cancels;
  const refunds = planAutoRefunds(order, listed, newest, verdict, { ...context, isNewAttention: seen.length > 0 });
  const cancels = [...settled, ...refunds.cancels];
  const hasMoved = cancels.some((cancel, index) => cancel !== order.cancels[index]);
  if (!isNewReport && unlistedAccounts === order.unlistedAccounts && seen.length === 0 && !hasMoved) {
    return { change: null, dropped: moneyBeyondBounds(order, raised) };
  }

  const virtualAccount = order.state === 'closed' ? null : newestOpenAccount(payments);
  const isAnnounced = verdict.outcome !== 'vbankIssued' || mayAnnounceAccount(order, at);
  const to = isNewReport ? nextState(order, newest, verdict, { virtualAccount, isAnnounced }) : null;
  const raise = (reason: AttentionReason) => attentionOf(reason, newest, context);
  const attention = [
    ...raised,
    ...(refunds.needsRefundAccount && !isKnown(order, 'refundAccountMissing', newest.impUid)
      ? [raise('refundAccountMissing')]
      : []),
    // Raised once for each order, not once for each account.
    ...(isNewReport && !isAnnounced && !isKnown(order, 'tooManyAccounts') ? [raise('tooManyAccounts')] : []),
    ...cancelAttention(order.cancels, cancels).map(raise),
  ];
  const change = {
    state: to ?? order.state,
    paidBy: verdict.outcome === 'success' ? reported.impUid : order.paidBy,
    virtualAccount,
    payments,
    unlistedAccounts,
    cancels,
    history:
      to === null || isOneOfTooMany(order, to) ? [] : [{ from: order.state, to, at, source, impUid: reported.impUid }],
    attention: withinBounds(order, attention),
  };
  const messages = messagesOf(order, newest, verdict, change);
  return { change: { ...change, messages }, dropped: moneyBeyondBounds(order, attention) };
}

/** Anybody can have accounts issued, so an order may come and go between `pending` and `ready` without end. */
function isOneOfTooMany({ history }: Order, to: OrderState): boolean {
  return (
    (to === 'ready' || to === 'pending') &&
    history.filter((move) => move.to === 'ready').length >= ORDER_LIMITS.accountMoves
  );
}

function isKnown(order: Order, reason: AttentionReason, impUid?: string): boolean {
  return order.attention.some((other) => other.reason === reason && (impUid ?? other.impUid) === other.impUid);
}

function newestOpenAccount(payments: readonly PaymentRecord[]): VirtualAccount | null {
  const open = payments.flatMap(({ outcome, virtualAccount }) =>
    outcome === 'vbankIssued' && virtualAccount !== null ? [virtualAccount] : [],
  );
  return open.toReversed().toSorted((a, b) => Number(b.issuedAt) - Number(a.issuedAt))[0] ?? null;
}

interface AccountFacts {
  /** The newest open account. */
  readonly virtualAccount: VirtualAccount | null;
  readonly isAnnounced: boolean;
}

/** The state that the report moves the order to; null if the order keeps its state. */
function nextState(
  order: Order,
  reported: ReportedPayment,
  verdict: Verdict,
  account: AccountFacts,
): OrderState | null {
  const to =
    wantedState(order, reported, verdict, account) ??
    (order.state === 'ready' && account.virtualAccount === null ? 'pending' : null);
  return to !== null && canMove(order.state, to) ? to : null;
}

function wantedState(
  order: Order,
  reported: ReportedPayment,
  verdict: Verdict,
  { virtualAccount, isAnnounced }: AccountFacts,
): OrderState | null {
  switch (verdict.outcome) {
    case 'success':
      if (!verdict.partlyCancelled) return 'paid';
      return isKnownPart(order, reported) ? null : 'partially_cancelled';
    case 'vbankIssued':
      // A further account of a `ready` order is a transition only if the shop and the buyer are notified of it.
      return order.state !== 'ready' || isAnnounced ? 'ready' : null;
    case 'cancelled':
      return order.paidBy === reported.impUid ? 'cancelled' : null;
    case 'orderClosed':
      // A deposit into an open account may still arrive in time.
      return verdict.closedBy === 'deadline' && virtualAccount === null ? 'expired' : null;
    case 'forgery':
    case 'failed':
    case 'pending':
    case 'duplicate':
    case 'paymentHeld':
      return null;
  }
}

/** Whether the order has already moved for this cancelled sum: only a larger sum is a further transition. */
function isKnownPart({ state, payments }: Order, { impUid, cancelAmount }: ReportedPayment): boolean {
  const stored = payments.find((payment) => payment.impUid === impUid);
  return state === 'partially_cancelled' && stored?.cancelAmount === cancelAmount;
}
