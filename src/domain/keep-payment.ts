import { isUnderWay } from './cancel/cancel';
import type { Order } from './order';
import { ORDER_LIMITS } from './order-limits';
import {
  cameToNothing,
  compareAge,
  hasKnownMeaning,
  hasMoney,
  holdsOpenAccount,
  type ReportedPayment,
  type VirtualAccount,
} from './payment';
import type { PaymentRecord } from './payment-record';
import type { Verdict } from './verdict';

/** The payments of an order after a report, with the ids of open accounts that the list has no room for. */
export interface ListedPayments {
  readonly payments: readonly PaymentRecord[];
  readonly unlistedAccounts: readonly string[];
  /** Whether the report changed the list of payments. */
  readonly isNewReport: boolean;
}

/**
 * Puts a judged payment into the order's list. The payment that settles the order is always listed. Each kind has its
 * own bound, so a flood of one kind does not displace another. If there are too many accounts, a new one replaces the
 * oldest; the id of the oldest stays in `unlistedAccounts`, so it can still be looked up and revoked. Of each other kind
 * the first ones are kept. A payment that the shop names, or with a cancel under way, is bounded only by the length of
 * the whole list.
 *
 * Payments of other orders, and test payments in live mode, are not listed: they are evidence only.
 *
 * @param isAskedFor whether the shop's request names this payment
 */
export function keepPayment(
  order: Order,
  record: PaymentRecord,
  verdict: Verdict,
  isAskedFor: boolean,
): ListedPayments {
  const { payments, unlistedAccounts } = order;
  const unchanged = { payments, unlistedAccounts, isNewReport: false };
  if (!isOfOrder(verdict)) return unchanged;
  const at = payments.findIndex(({ impUid }) => impUid === record.impUid);
  const stored = payments[at];
  if (stored !== undefined) {
    if (!isNewer(stored, record)) return unchanged;
    // An account that ended joins the accounts without use: if there are too many, it leaves the list.
    const hasEnded = kindOf(stored) !== kindOf(record) && cameToNothing(record) && !isBeingCancelled(order, record);
    const isKept = !hasEnded || hasRoom(order, kindOf(record), true);
    return {
      ...unchanged,
      payments: isKept ? payments.with(at, record) : payments.toSpliced(at, 1),
      isNewReport: true,
    };
  }
  const isBounded = !isAskedFor && !isBeingCancelled(order, record);
  if (isBounded && kindOf(record) === 'account') return listAccount(order, record);
  const isKept = verdict.outcome === 'success' || hasRoom(order, kindOf(record), isBounded);
  const mayForgetId = unlistedAccounts.includes(record.impUid) && (isKept || !holdsOpenAccount(record));
  return {
    payments: isKept ? [...payments, record] : payments,
    unlistedAccounts: mayForgetId ? unlistedAccounts.filter((impUid) => impUid !== record.impUid) : unlistedAccounts,
    isNewReport: isKept,
  };
}

function hasRoom({ payments, paidBy }: Order, kind: Kind, isBounded: boolean): boolean {
  if (!isBounded) return payments.length < ORDER_LIMITS.payments;
  const ofKind = payments.filter((each) => kindOf(each) === kind && each.impUid !== paidBy).length;
  return ofKind < (kind === 'money' ? ORDER_LIMITS.paymentsWithMoney : ORDER_LIMITS.paymentsOfAKind);
}

/** Whether the judged payment is this order's: no payment of another order, and no test payment in live mode. */
export function isOfOrder(verdict: Verdict): boolean {
  return verdict.outcome !== 'forgery' || (verdict.reason !== 'order' && verdict.reason !== 'testChannel');
}

type Kind = 'money' | 'unknown' | 'account' | 'unwantedAccount' | 'attempt';

function kindOf(payment: PaymentRecord): Kind {
  if (hasMoney(payment)) return 'money';
  // A payment of unknown status may hold money.
  if (!hasKnownMeaning(payment)) return 'unknown';
  if (payment.outcome === 'vbankIssued') return 'account';
  return payment.virtualAccount === null ? 'attempt' : 'unwantedAccount';
}

/**
 * Lists an account within the bound. A replaced account is listed again only if it has money or a cancel is under way:
 * otherwise each report of it would change the list.
 */
function listAccount(order: Order, record: PaymentRecord): ListedPayments {
  const { payments, unlistedAccounts } = order;
  const accounts = payments.filter((each) => kindOf(each) === 'account');
  const append = { payments: [...payments, record], unlistedAccounts, isNewReport: true };
  if (unlistedAccounts.includes(record.impUid)) return { payments, unlistedAccounts, isNewReport: false };
  if (accounts.length < ORDER_LIMITS.paymentsOfAKind) return append;
  const [oldest] = accounts
    .filter((account) => !isBeingCancelled(order, account))
    .toSorted((a, b) => issueTimeOf(a) - issueTimeOf(b));
  if (oldest === undefined) return append;
  if (issueTimeOf(record) >= issueTimeOf(oldest)) {
    const others = payments.filter((payment) => payment !== oldest);
    const ids = [...unlistedAccounts, oldest.impUid].slice(-ORDER_LIMITS.unlistedAccounts);
    return { payments: [...others, record], unlistedAccounts: ids, isNewReport: true };
  }
  const isFull = unlistedAccounts.length >= ORDER_LIMITS.unlistedAccounts;
  return {
    payments,
    unlistedAccounts: isFull ? unlistedAccounts : [...unlistedAccounts, record.impUid],
    isNewReport: false,
  };
}

function issueTimeOf({ virtualAccount, startedAt, askedAt }: ReportedPayment): number {
  return Number(virtualAccount?.issuedAt ?? startedAt ?? askedAt);
}

function isBeingCancelled({ cancels }: Order, { impUid }: ReportedPayment): boolean {
  return cancels.some((cancel) => cancel.impUid === impUid && isUnderWay(cancel));
}

function isNewer(stored: PaymentRecord, record: PaymentRecord): boolean {
  const age = compareAge(record, stored);
  const isOther = stored.outcome !== record.outcome || hasNewTerms(stored, record) || hasNewCancel(stored, record);
  return age > 0 || (age === 0 && isOther);
}

/** Whether the terms of an open account have changed: the shop can change its number or deadline at i'mport (§5.2). */
function hasNewTerms(stored: PaymentRecord, reported: ReportedPayment): boolean {
  return (
    holdsOpenAccount(stored) &&
    holdsOpenAccount(reported) &&
    // The reports do not say which of two deadlines is newer, so the time of the look-up decides.
    reported.askedAt > stored.askedAt &&
    (hasOtherNumber(stored.virtualAccount, reported.virtualAccount) ||
      stored.virtualAccount.dueAt?.getTime() !== reported.virtualAccount.dueAt?.getTime())
  );
}

/** Whether the history has a new cancellation: a PG may report one before the cancelled sum includes it. */
function hasNewCancel(stored: PaymentRecord, reported: ReportedPayment): boolean {
  return reported.askedAt > stored.askedAt && reported.cancellations.length > stored.cancellations.length;
}

/** Whether the account's number has changed; a missing number does not replace a known one. */
function hasOtherNumber(stored: VirtualAccount, { number }: VirtualAccount): boolean {
  return number !== null && number !== stored.number;
}
