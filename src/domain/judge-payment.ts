import type { Cancel } from './cancel/cancel';
import { deadlineOf, wasIssuedInTime } from './deadlines';
import { HOLD_EVERYTHING, type GuardPolicy } from './guard-policy';
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

/** What the judgement depends on besides order and payment. */
export interface JudgePolicy {
  /** `live` refuses payments made through a test channel, where no money moves (§2.1, §2.6). */
  readonly mode: 'live' | 'test';
  /** @default hold everything */
  readonly guards?: GuardPolicy | undefined;
  /** How long after its issue an account may take deposits without a person being told, in milliseconds. @default ever */
  readonly maxAccountMs?: number | null | undefined;
}

/**
 * Judges a payment, as i'mport reports it, against our order (§10.1). Pure: no clock, no I/O.
 *
 * The rules run in this order: does the payment belong to the order, was it made through the test channel, is it held for
 * a person, are currency and amount equal, its status, is the order settled by another payment, is the order closed. A report older than the one
 * we hold of the same payment is judged by the one we hold, so a late `ready` never undoes a `paid` (§10 no. 28).
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

/** Money in it is held; an attempt that holds none is judged by its status, and not by terms that it was not made for. */
function wasMadeForOtherTerms(order: Order, payment: ReportedPayment): boolean {
  if (order.paidBy === payment.impUid) return false;
  return isOlderThanOrder(order, payment) || isOverEarlierAmount(order, payment);
}

/** The report that the verdict is about: the one given, unless it is understood and the order holds a newer one. */
export function newestReport(order: Order, reported: ReportedPayment): ReportedPayment {
  const { impUid, merchantUid } = reported;
  const stored = order.payments.find((payment) => payment.impUid === impUid && payment.merchantUid === merchantUid);
  return stored !== undefined && hasKnownMeaning(reported) && compareAge(stored, reported) > 0 ? stored : reported;
}

function findForeign(order: Order, reported: ReportedPayment, policy: JudgePolicy): ForgeryReason | null {
  if (reported.merchantUid !== order.merchantUid) return 'order';
  return reported.testChannel && policy.mode === 'live' ? 'testChannel' : null;
}

/** Which of the rules of money a payment breaks; not whether it is of this order. */
export function findForgery(order: Order, reported: ReportedPayment): ForgeryReason | null {
  if (reported.currency !== order.currency) return 'currency';
  if (reported.amount !== order.amount) return 'amount';
  // A cancelled sum that is no amount, or more than was paid, makes the whole figure a false one.
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

/** Judges money that is there: paid, or cancelled in part, which counts as paid (§2.4). */
function judgeMoney(order: Order, payment: ReportedPayment, { guards = HOLD_EVERYTHING }: JudgePolicy): Verdict {
  const success = { outcome: 'success', partlyCancelled: isCancelledInPart(payment) } as const;
  if (order.paidBy === payment.impUid) return success;
  const closedBy = cameTooLateFor(order, payment);
  const givenBack = cancelsOf(order, payment);
  // What was late may be in time by a deadline that was prolonged since; what is on its way back settles nothing.
  if (closedBy === null) return givenBack.some(mayBeOnItsWay) ? { outcome: 'pending', unknownStatus: false } : success;
  const isAccepted = guards.latePayment === 'accept' && !givenBack.some((each) => isDone(each) || mayBeOnItsWay(each));
  return isAccepted ? { ...success, late: true } : { outcome: 'orderClosed', closedBy };
}

function cameTooLateFor(order: Order, payment: ReportedPayment): 'shop' | 'deadline' | null {
  if (order.closedAt !== null && isLate(payment, order.closedAt)) return 'shop';
  const deadline = deadlineOf(order, payment);
  return deadline !== null && isLate(payment, deadline) ? 'deadline' : null;
}

function cancelsOf({ cancels }: Order, { impUid }: ReportedPayment): readonly Cancel[] {
  return cancels.filter((cancel) => cancel.impUid === impUid && cancel.kind === 'cancel');
}

/** Whether any of a payment's money may be on its way back to the buyer. */
export function isGoingBack(order: Order, payment: ReportedPayment): boolean {
  return cancelsOf(order, payment).some(mayBeOnItsWay);
}

/** Whether money is, or may be, on its way back to the buyer by us; what a guard has not sent yet, it gives up. */
function mayBeOnItsWay({ cause, state }: Cancel): boolean {
  return state === 'requested' ? cause === 'shop' : state === 'sent' || state === 'accepted' || state === 'unclear';
}

function isDone({ state }: Cancel): boolean {
  return state === 'done';
}

/**
 * Late is judged by when the payment was made, never by when its report arrives. Where i'mport does not say, it was made
 * by the time that we asked, at the latest.
 */
function isLate(payment: ReportedPayment, end: Date): boolean {
  return (payment.paidAt ?? payment.askedAt) > end;
}
