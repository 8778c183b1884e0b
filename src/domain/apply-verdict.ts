import { advanceCancels } from './advance-cancels';
import type { Cancel } from './cancel';
import { cancelAttention } from './cancel-news';
import { attentionOf, findAttention } from './find-attention';
import type { GuardPolicy } from './guard-policy';
import { newestReport, type Verdict } from './judge-payment';
import { messagesOf } from './messages-of';
import type { AttentionEntry, HistoryEntry, Order, PaymentRecord } from './order';
import { canMove, type OrderState } from './order-state';
import type { OutboxMessage } from './outbox';
import { planRemedies } from './plan-remedies';
import {
  compareAge,
  hasMoney,
  holdsOpenAccount,
  type ReportedPayment,
  type Road,
  type VirtualAccount,
} from './payment';

/** What one report changes in an order; stored in one write, together with the messages that follow from it. */
export interface OrderChange {
  readonly state: OrderState;
  readonly paidBy: string | null;
  readonly virtualAccount: VirtualAccount | null;
  readonly payments: readonly PaymentRecord[];
  readonly cancels: readonly Cancel[];
  /** To be appended. */
  readonly history: readonly HistoryEntry[];
  /** To be appended. */
  readonly attention: readonly AttentionEntry[];
  /** To be put into the outbox. */
  readonly messages: readonly OutboxMessage[];
}

/** How a report came, and what the shop wants done about money that came in wrongly. */
export interface ReportContext {
  readonly road: Road;
  readonly at: Date;
  /** @default hold everything */
  readonly guards?: GuardPolicy | undefined;
}

/** Attempts without money, and accounts, that one order keeps: opening a window, or an account, costs an attacker nothing. */
const MAX_EMPTY_ATTEMPTS = 100;

/**
 * Works out what a judged payment changes in its order. Pure, like the judgement.
 *
 * @returns `null` where the order already holds all of it: the same report again, or an older one.
 */
export function applyVerdict(
  order: Order,
  reported: ReportedPayment,
  verdict: Verdict,
  context: ReportContext,
): OrderChange | null {
  const newest = newestReport(order, reported);
  const isNews = isWorthStoring(order, newest, verdict);
  const payments = isNews
    ? withPayment(order.payments, { ...newest, outcome: verdict.outcome, ...stamp(context) })
    : order.payments;
  const seen = findAttention(order, newest, verdict, context);
  const advanced = isOfOrder(verdict) ? advanceCancels(order.cancels, reported, context.at) : order.cancels;
  const remedies = planRemedies(order, payments, newest, verdict, { ...context, isFirstSight: seen.length > 0 });
  const cancels = [...advanced, ...remedies.cancels];
  const hasMoved = cancels.some((cancel, index) => cancel !== order.cancels[index]);
  if (!isNews && seen.length === 0 && !hasMoved) return null;

  const virtualAccount = order.state === 'closed' ? null : newestOpenAccount(payments);
  const to = isNews ? nextState(order, newest, verdict, virtualAccount) : null;
  const { road, at } = context;
  const change = {
    state: to ?? order.state,
    paidBy: verdict.outcome === 'success' ? reported.impUid : order.paidBy,
    virtualAccount,
    payments,
    cancels,
    history: to === null ? [] : [{ from: order.state, to, at, road, impUid: reported.impUid }],
    attention: [
      ...seen,
      ...(remedies.needsRefundAccount ? refundAccountAttention(order, newest, context) : []),
      ...cancelAttention(order.cancels, cancels).map((reason) => attentionOf(reason, newest, context)),
    ],
  };
  return { ...change, messages: messagesOf(order, newest, verdict, change) };
}

/** Once for each payment, whatever else turns out to be wrong with it. */
function refundAccountAttention(order: Order, reported: ReportedPayment, context: ReportContext): AttentionEntry[] {
  const reason = 'refundAccountMissing';
  const isKnown = order.attention.some((other) => other.reason === reason && other.impUid === reported.impUid);
  return isKnown ? [] : [attentionOf(reason, reported, context)];
}

/** A report of another order's payment, or of a test payment in live mode, says nothing about this order's cancels. */
function isOfOrder(verdict: Verdict): boolean {
  return verdict.outcome !== 'forgery' || (verdict.reason !== 'order' && verdict.reason !== 'testChannel');
}

function stamp({ road, at }: { readonly road: Road; readonly at: Date }): { road: Road; recordedAt: Date } {
  return { road, recordedAt: at };
}

/** Payments of other orders, and of the test channel in live mode, are no payments of this order: evidence only. */
function isWorthStoring(order: Order, reported: ReportedPayment, verdict: Verdict): boolean {
  if (!isOfOrder(verdict)) return false;
  const stored = order.payments.find((payment) => payment.impUid === reported.impUid);
  if (stored === undefined) return hasMoney(reported) || hasRoom(order, verdict);
  const age = compareAge(reported, stored);
  const isOther = stored.outcome !== verdict.outcome || hasNewTerms(stored, reported) || hasNewCancel(stored, reported);
  return age > 0 || (age === 0 && isOther);
}

/** Good accounts are counted apart from all that came to nothing, so that neither keeps the other out. */
function hasRoom(order: Order, verdict: Verdict): boolean {
  const isAccount = verdict.outcome === 'vbankIssued';
  const alike = order.payments.filter((each) => !hasMoney(each) && (each.outcome === 'vbankIssued') === isAccount);
  return alike.length < MAX_EMPTY_ATTEMPTS;
}

/** An open account's number or deadline may still be changed by the shop (§5.2). */
function hasNewTerms(stored: PaymentRecord, reported: ReportedPayment): boolean {
  return (
    holdsOpenAccount(stored) &&
    holdsOpenAccount(reported) &&
    // Nothing in the reports themselves tells which of two deadlines is the newer one.
    reported.askedAt > stored.askedAt &&
    (stored.virtualAccount.number !== reported.virtualAccount.number ||
      stored.virtualAccount.dueAt?.getTime() !== reported.virtualAccount.dueAt?.getTime())
  );
}

/** A PG may tell of a cancel before it has counted it. */
function hasNewCancel(stored: PaymentRecord, reported: ReportedPayment): boolean {
  return reported.askedAt > stored.askedAt && reported.cancellations.length > stored.cancellations.length;
}

function withPayment(payments: readonly PaymentRecord[], record: PaymentRecord): readonly PaymentRecord[] {
  const at = payments.findIndex((payment) => payment.impUid === record.impUid);
  return at === -1 ? [...payments, record] : payments.with(at, record);
}

function newestOpenAccount(payments: readonly PaymentRecord[]): VirtualAccount | null {
  const open = payments.flatMap(({ outcome, virtualAccount }) =>
    outcome === 'vbankIssued' && virtualAccount !== null ? [virtualAccount] : [],
  );
  return open.toSorted((a, b) => Number(b.issuedAt) - Number(a.issuedAt))[0] ?? null;
}

/** The state that the report moves the order to; null where it stays. */
function nextState(
  order: Order,
  reported: ReportedPayment,
  verdict: Verdict,
  openAccount: VirtualAccount | null,
): OrderState | null {
  const to =
    wantedState(order, reported, verdict, openAccount) ??
    (order.state === 'ready' && openAccount === null ? 'pending' : null);
  return to !== null && canMove(order.state, to) ? to : null;
}

function wantedState(
  order: Order,
  reported: ReportedPayment,
  verdict: Verdict,
  openAccount: VirtualAccount | null,
): OrderState | null {
  switch (verdict.outcome) {
    case 'success':
      if (!verdict.partlyCancelled) return 'paid';
      return isKnownPart(order, reported) ? null : 'partially_cancelled';
    case 'vbankIssued':
      return 'ready';
    case 'cancelled':
      return order.paidBy === reported.impUid ? 'cancelled' : null;
    case 'orderClosed':
      // While an account is open, a deposit in time may still come.
      return verdict.closedBy === 'deadline' && openAccount === null ? 'expired' : null;
    case 'forgery':
    case 'failed':
    case 'pending':
    case 'duplicate':
    case 'paymentHeld':
      return null;
  }
}

/** Whether the order moved by this very sum before: only a further part is a further move. */
function isKnownPart({ state, payments }: Order, { impUid, cancelAmount }: ReportedPayment): boolean {
  const stored = payments.find((payment) => payment.impUid === impUid);
  return state === 'partially_cancelled' && stored?.cancelAmount === cancelAmount;
}
