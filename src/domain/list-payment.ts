import { isUnderWay } from './cancel/cancel';
import type { Order } from './order';
import {
  compareAge,
  hasKnownMeaning,
  hasMoney,
  holdsOpenAccount,
  type ReportedPayment,
  type VirtualAccount,
} from './payment';
import type { PaymentRecord } from './payment-record';
import type { Verdict } from './verdict';

/** An order's payments with a reported one among them, if it is to be kept. */
export interface ListedPayments {
  readonly payments: readonly PaymentRecord[];
  readonly unlistedAccounts: readonly string[];
  /** Whether the list holds something that it did not hold before. */
  readonly isNewReport: boolean;
}

/**
 * So many payments of each kind that holds no money are kept of one order: opening a window, or an account, costs nothing.
 * Each kind is counted by itself, so that none keeps another one out.
 */
const MAX_OF_A_KIND = 100;

/** So many ids of open accounts are kept beside the list. */
const MAX_UNLISTED = 500;

/**
 * Keeps a judged payment. Money is always kept, and so is what a cancel is about. A new account takes the place of the
 * oldest open one where there are too many; the id of that one stays, so that it can still be looked up and revoked. Of
 * what came to nothing, the first ones are kept.
 *
 * Payments of other orders, and of the test channel in live mode, are no payments of this order: evidence only.
 *
 * @param isAskedFor the shop has named this very payment
 */
export function listPayment(
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
    return isNewer(stored, record)
      ? { ...unchanged, payments: payments.with(at, record), isNewReport: true }
      : unchanged;
  }
  const isBound = !isAskedFor && !hasMoney(record) && !isBeingCancelled(order, record);
  if (isBound && kindOf(record) === 'account') return listAccount(order, record);
  const isKept = !isBound || payments.filter((each) => kindOf(each) === kindOf(record)).length < MAX_OF_A_KIND;
  const mayGo = unlistedAccounts.includes(record.impUid) && (isKept || !holdsOpenAccount(record));
  return {
    payments: isKept ? [...payments, record] : payments,
    unlistedAccounts: mayGo ? unlistedAccounts.filter((impUid) => impUid !== record.impUid) : unlistedAccounts,
    isNewReport: isKept,
  };
}

/** A report of another order's payment, or of a test payment in live mode, says nothing about this order's payments. */
export function isOfOrder(verdict: Verdict): boolean {
  return verdict.outcome !== 'forgery' || (verdict.reason !== 'order' && verdict.reason !== 'testChannel');
}

type Kind = 'money' | 'unknown' | 'account' | 'unwantedAccount' | 'attempt';

function kindOf(payment: PaymentRecord): Kind {
  if (hasMoney(payment)) return 'money';
  // It may be money.
  if (!hasKnownMeaning(payment)) return 'unknown';
  if (payment.outcome === 'vbankIssued') return 'account';
  return payment.virtualAccount === null ? 'attempt' : 'unwantedAccount';
}

/** One that had to go comes back only with money in it, or by a cancel: else the list would change with each report. */
function listAccount(order: Order, record: PaymentRecord): ListedPayments {
  const { payments, unlistedAccounts } = order;
  const accounts = payments.filter((each) => kindOf(each) === 'account');
  const append = { payments: [...payments, record], unlistedAccounts, isNewReport: true };
  if (unlistedAccounts.includes(record.impUid)) return { payments, unlistedAccounts, isNewReport: false };
  if (accounts.length < MAX_OF_A_KIND) return append;
  const [oldest] = accounts
    .filter((account) => !isBeingCancelled(order, account))
    .toSorted((a, b) => issueTimeOf(a) - issueTimeOf(b));
  if (oldest === undefined) return append;
  if (issueTimeOf(record) >= issueTimeOf(oldest)) {
    const rest = payments.filter((payment) => payment !== oldest);
    const ids = [...unlistedAccounts, oldest.impUid].slice(-MAX_UNLISTED);
    return { payments: [...rest, record], unlistedAccounts: ids, isNewReport: true };
  }
  const isFull = unlistedAccounts.length >= MAX_UNLISTED;
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

/** An open account's number or deadline may still be changed by the shop (§5.2). */
function hasNewTerms(stored: PaymentRecord, reported: ReportedPayment): boolean {
  return (
    holdsOpenAccount(stored) &&
    holdsOpenAccount(reported) &&
    // Nothing in the reports themselves tells which of two deadlines is the newer one.
    reported.askedAt > stored.askedAt &&
    (hasOtherNumber(stored.virtualAccount, reported.virtualAccount) ||
      stored.virtualAccount.dueAt?.getTime() !== reported.virtualAccount.dueAt?.getTime())
  );
}

/** A PG may tell of a cancel before it has counted it. */
function hasNewCancel(stored: PaymentRecord, reported: ReportedPayment): boolean {
  return reported.askedAt > stored.askedAt && reported.cancellations.length > stored.cancellations.length;
}

/** One that the gateway does not tell this time does not replace what it told. */
function hasOtherNumber(stored: VirtualAccount, { number }: VirtualAccount): boolean {
  return number !== null && number !== stored.number;
}
