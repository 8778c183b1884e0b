import type { Cancel } from './cancel/cancel';
import { deadlineOf, wasIssuedInTime } from './deadlines';
import { HOLD_EVERYTHING, type MoneyPolicy } from './money-policy';
import { findHold, isOlderThanOrder, isOverEarlierAmount } from './find-hold';
import type { Order } from './order';
import {
  compareAge,
  hasKnownMeaning,
  holdsOpenAccount,
  isCancelledInPart,
  isCancelledWhole,
  type ReportedPayment,
  type VirtualAccount,
} from './payment';
import type { ForgeryReason, Verdict } from './verdict';

/** The settings that a verdict depends on. */
export interface JudgePolicy {
  /** `live` refuses payments made through a test channel: no money moves there (§2.1, §2.6). */
  readonly mode: 'live' | 'test';
  /** @default hold everything */
  readonly moneyPolicy?: MoneyPolicy | undefined;
  /** The longest period of deposit of an account that raises no attention, in milliseconds. @default no limit */
  readonly maxAccountMs?: number | null | undefined;
}

/**
 * Judges a payment, as i'mport reports it, against the order (§10.1). Pure: no clock, no I/O.
 *
 * The rules run in this order: does the payment belong to the order, was it made through the test channel, is it held
 * for a person, are currency and amount equal, what is its status, has another payment settled the order, is the order
 * closed. If the order has stored a newer report of the same payment, that one is judged. So a late `ready` never
 * undoes a `paid` (§10 no. 28).
 */
export function judgePayment(order: Order, reported: ReportedPayment, policy: JudgePolicy): Verdict {
  const newest = newestReport(order, reported);
  const foreign = findForeign(order, newest, policy);
  if (foreign !== null) return { outcome: 'forgery', reason: foreign };
  const hold = hasKnownMeaning(newest) ? findHold(order, newest) : null;
  if (hold !== null) return { outcome: 'paymentHeld', reason: hold };
  const forged = wasMadeForOtherTerms(order, newest) ? null : findForgery(order, newest);
  if (forged !== null) return { outcome: 'forgery', reason: forged };
  return hasKnownMeaning(newest) ? judgeStatus(order, newest, policy) : { outcome: 'pending', unknownStatus: true };
}

/** Whether the payment was made for other terms than the order has now. Those of now are then not compared with it. */
function wasMadeForOtherTerms(order: Order, payment: ReportedPayment): boolean {
  if (order.paidBy === payment.impUid) return false;
  return isOlderThanOrder(order, payment) || isOverEarlierAmount(order, payment);
}

/** The report to judge: the given one, unless its status is known and the order has stored a newer report. */
export function newestReport(order: Order, reported: ReportedPayment): ReportedPayment {
  const { impUid, merchantUid } = reported;
  const stored = order.payments.find((payment) => payment.impUid === impUid && payment.merchantUid === merchantUid);
  return stored !== undefined && hasKnownMeaning(reported) && compareAge(stored, reported) > 0 ? stored : reported;
}

function findForeign(order: Order, reported: ReportedPayment, policy: JudgePolicy): ForgeryReason | null {
  if (reported.merchantUid !== order.merchantUid) return 'order';
  return reported.testChannel && policy.mode === 'live' ? 'testChannel' : null;
}

/** The currency or amount rule that a payment breaks; null if none. Does not check that the payment is the order's. */
export function findForgery(order: Order, reported: ReportedPayment): ForgeryReason | null {
  if (reported.currency !== order.currency) return 'currency';
  if (reported.amount !== order.amount) return 'amount';
  // If the cancelled sum is no exact amount, or exceeds the paid one, the paid amount cannot be trusted either.
  if (reported.cancelAmount === null || reported.cancelAmount > reported.amount) return 'amount';
  return null;
}

function judgeStatus(order: Order, payment: ReportedPayment, policy: JudgePolicy): Verdict {
  if (payment.status === 'failed') return { outcome: 'failed', reason: payment.failReason };
  if (isCancelledWhole(payment)) return { outcome: 'cancelled' };
  if (payment.status === 'ready' && payment.virtualAccount === null)
    return { outcome: 'pending', unknownStatus: false };
  if (order.paidBy !== null && order.paidBy !== payment.impUid) {
    return { outcome: 'duplicate', paidBy: order.paidBy, ...(order.state === 'cancelled' && { refunded: true }) };
  }
  return holdsOpenAccount(payment) ? judgeAccount(order, payment, policy) : judgeMoney(order, payment, policy);
}

function judgeAccount(
  order: Order,
  payment: ReportedPayment & { readonly virtualAccount: VirtualAccount },
  { maxAccountMs = null }: JudgePolicy,
): Verdict {
  if (order.state === 'closed') return { outcome: 'orderClosed', closedBy: 'shop' };
  if (order.state === 'expired' || !wasIssuedInTime(order, payment)) {
    return { outcome: 'orderClosed', closedBy: 'deadline' };
  }
  const { virtualAccount: account, startedAt, askedAt } = payment;
  const isDueTooFar =
    maxAccountMs !== null &&
    account.dueAt !== null &&
    +account.dueAt - +(account.issuedAt ?? startedAt ?? askedAt) > maxAccountMs;
  return { outcome: 'vbankIssued', account, ...(isDueTooFar && { isDueTooFar }) };
}

/** Judges a payment with money: paid, or cancelled in part, which counts as paid (§2.4). */
function judgeMoney(order: Order, payment: ReportedPayment, { moneyPolicy = HOLD_EVERYTHING }: JudgePolicy): Verdict {
  const success = { outcome: 'success', partlyCancelled: isCancelledInPart(payment) } as const;
  if (order.paidBy === payment.impUid) return success;
  const closedBy = closedBefore(order, payment);
  const cancels = cancelsOf(order, payment);
  // A refund may be under way for a payment that was late before the shop prolonged the deadline: it must not settle.
  if (closedBy === null) return cancels.some(mayBeRefunding) ? { outcome: 'pending', unknownStatus: false } : success;
  const isAccepted =
    moneyPolicy.latePayment === 'accept' && !cancels.some((each) => isDone(each) || mayBeRefunding(each));
  return isAccepted ? { ...success, late: true } : { outcome: 'orderClosed', closedBy };
}

/** What had closed the order when the payment was made; null if the payment was made in time. */
function closedBefore(order: Order, payment: ReportedPayment): 'shop' | 'deadline' | null {
  if (order.closedAt !== null && isLate(payment, order.closedAt)) return 'shop';
  const deadline = deadlineOf(order, payment);
  return deadline !== null && isLate(payment, deadline) ? 'deadline' : null;
}

function cancelsOf({ cancels }: Order, { impUid }: ReportedPayment): readonly Cancel[] {
  return cancels.filter((cancel) => cancel.impUid === impUid && cancel.kind === 'cancel');
}

/** Whether a refund of the payment, whole or in part, is or may be under way. */
export function isGoingBack(order: Order, payment: ReportedPayment): boolean {
  return cancelsOf(order, payment).some(mayBeRefunding);
}

/** Whether a cancel may be refunding money. A guard's cancel that was not sent does not count: it will be dropped. */
function mayBeRefunding({ cause, state }: Cancel): boolean {
  return state === 'requested' ? cause === 'shop' : state === 'sent' || state === 'accepted' || state === 'unclear';
}

function isDone({ state }: Cancel): boolean {
  return state === 'done';
}

/**
 * Whether the payment was made after the end; the arrival of its report does not matter. If i'mport gives no `paid_at`,
 * the time of our look-up is used: the payment was made by then.
 */
function isLate(payment: ReportedPayment, end: Date): boolean {
  return (payment.paidAt ?? payment.askedAt) > end;
}
