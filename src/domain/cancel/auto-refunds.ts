import { balanceOf, isUnderWay, type Cancel, type CancelCause, type CancelTerms } from './cancel';
import { recordCancel } from './move-cancel';
import { isOlderThanOrder } from '../find-hold';
import { HOLD_EVERYTHING, type MoneyPolicy } from '../money-policy';
import { judgePayment, type JudgePolicy } from '../judge-payment';
import type { Amount } from '../money';
import type { ListedPayments } from '../keep-payment';
import type { Order } from '../order';
import { ORDER_LIMITS } from '../order-limits';
import { hasKnownMeaning, hasMoney, holdsOpenAccount, type ReportedPayment } from '../payment';
import type { Verdict } from '../verdict';

/** The automatic cancels after a verdict. They are recorded in the same write as the verdict and sent later. */
export interface AutoRefunds {
  readonly cancels: readonly Cancel[];
  /** Whether a refund is due that needs a bank account which only the buyer knows (§5.1). */
  readonly needsRefundAccount: boolean;
}

const NONE: AutoRefunds = { cancels: [], needsRefundAccount: false };

const REASONS: Readonly<Record<Exclude<CancelCause, 'shop'>, string>> = {
  forged: '주문과 다른 금액 또는 통화의 결제',
  duplicate: '중복 결제',
  late: '결제 기한이 지난 결제',
  surplus: '다른 결제로 주문 완료',
  closed: '주문 종료',
  wrong: '주문과 맞지 않는 가상계좌',
};

/**
 * Plans the automatic cancels after a judged payment. Pure.
 *
 * Accounts that must not take a deposit are revoked under every policy: no money moves. Money is refunded if the policy
 * says `cancel`: once for each payment, and only with the first report that shows the reason. Payments of other orders
 * (replay), test payments in live mode and held payments are never cancelled.
 *
 * @param order the order before the report
 * @param listed the order's payments after the report
 * @param context.isNewAttention whether this report raised attention; after later reports a person may be working on it
 */
export function planAutoRefunds(
  order: Order,
  { payments, unlistedAccounts }: Pick<ListedPayments, 'payments' | 'unlistedAccounts'>,
  reported: ReportedPayment,
  verdict: Verdict,
  context: { readonly at: Date; readonly moneyPolicy?: MoneyPolicy | undefined; readonly isNewAttention: boolean },
): AutoRefunds {
  const { at, moneyPolicy = HOLD_EVERYTHING } = context;
  // Only listed accounts are revoked, which bounds their number: anybody can have accounts issued for the order.
  const isListed = payments.some(({ impUid }) => impUid === reported.impUid);
  const isWrongAccount =
    holdsOpenAccount(reported) && isUnwanted(verdict) && isListed && !isOlderThanOrder(order, reported);
  const open = verdict.outcome === 'success' ? openAccounts(order, { payments, unlistedAccounts }) : [];
  const surplus = open.filter(({ impUid }) => impUid !== reported.impUid);
  const revokes = [
    ...surplus.flatMap((account) => revokeOnce(order, account, 'surplus', at)),
    ...(isWrongAccount ? revokeOnce(order, reported, 'wrong', at) : []),
  ];

  const holdsMoney = hasMoney(reported) && hasKnownMeaning(reported);
  const cause = context.isNewAttention && holdsMoney ? causeToCancel(verdict, moneyPolicy) : null;
  // A payment beyond the bound of the list is left to a person: a refund reads the listed payment.
  if (cause === null || !isListed || balanceOf(reported) === 0 || hasCancel(order, reported)) {
    return { ...NONE, cancels: revokes };
  }
  if (reported.virtualAccount !== null || reported.payMethod === 'vbank') {
    return { cancels: revokes, needsRefundAccount: true };
  }
  const whole = { kind: 'cancel', amount: balanceOf(reported), all: true } as const;
  return { cancels: [...revokes, newCancel(cause, reported, at, whole)], needsRefundAccount: false };
}

/**
 * Whether an automatic cancel is still wanted, by the payment and the policy as they are now. The shop's always are.
 */
export function isStillWanted(order: Order, cancel: Cancel, reported: ReportedPayment, policy: JudgePolicy): boolean {
  if (cancel.cause === 'shop') return true;
  const verdict = judgePayment(order, reported, policy);
  if (cancel.kind === 'revoke') return holdsOpenAccount(reported) && isRevokeWanted(order, cancel, reported, verdict);
  // A late payment may be a duplicate by now. It is refunded if the policy for either says so.
  return causeToCancel(verdict, policy.moneyPolicy ?? HOLD_EVERYTHING) !== null;
}

function isRevokeWanted(order: Order, { cause }: Cancel, reported: ReportedPayment, verdict: Verdict): boolean {
  if (isOlderThanOrder(order, reported)) return false;
  return verdict.outcome === 'paymentHeld' ? cause !== 'wrong' : verdict.outcome !== 'vbankIssued';
}

/** The account to revoke, with the currency of its payment. */
type AccountKey = Pick<ReportedPayment, 'impUid' | 'currency'>;

/**
 * All open accounts of an order, with those that its list has no room for. Accounts that are older than the order are
 * left out: they may belong to an earlier use of its `merchant_uid`.
 */
export function openAccounts(
  order: Order,
  { payments, unlistedAccounts }: Pick<ListedPayments, 'payments' | 'unlistedAccounts'>,
): AccountKey[] {
  return [
    ...payments.filter((payment) => holdsOpenAccount(payment) && !isOlderThanOrder(order, payment)),
    ...unlistedAccounts.map((impUid) => ({ impUid, currency: order.currency })),
  ];
}

/** A revocation of an open account; empty if one was recorded before and not dropped. */
export function revokeOnce(order: Order, payment: AccountKey, cause: Exclude<CancelCause, 'shop'>, at: Date): Cancel[] {
  const earlier = order.cancels.filter(({ kind, impUid }) => kind === 'revoke' && impUid === payment.impUid);
  if (earlier.some(({ state }) => state !== 'dropped') || earlier.length >= ORDER_LIMITS.revocations) return [];
  const revoke = newCancel(cause, payment, at, { kind: 'revoke', amount: 0 as Amount, all: false });
  return [earlier.length === 0 ? revoke : { ...revoke, id: `${revoke.id}:${earlier.length + 1}` }];
}

function isUnwanted(verdict: Verdict): boolean {
  if (verdict.outcome === 'forgery') return verdict.reason === 'amount' || verdict.reason === 'currency';
  return verdict.outcome === 'duplicate' || verdict.outcome === 'orderClosed';
}

function causeToCancel(verdict: Verdict, moneyPolicy: MoneyPolicy): 'forged' | 'duplicate' | 'late' | null {
  switch (verdict.outcome) {
    case 'forgery':
      return moneyPolicy.forgedPayment === 'cancel' && isUnwanted(verdict) ? 'forged' : null;
    case 'duplicate':
      return moneyPolicy.duplicatePayment === 'cancel' ? 'duplicate' : null;
    case 'orderClosed':
      return moneyPolicy.latePayment === 'cancel' ? 'late' : null;
    case 'success':
    case 'vbankIssued':
    case 'paymentHeld':
    case 'failed':
    case 'pending':
    case 'cancelled':
      return null;
  }
}

/**
 * Whether the payment has an automatic cancel already, or a cancel of the shop under way: then no other is recorded.
 */
function hasCancel({ cancels }: Order, { impUid }: ReportedPayment): boolean {
  return cancels.some(
    (cancel) => cancel.impUid === impUid && cancel.kind === 'cancel' && (cancel.cause !== 'shop' || isUnderWay(cancel)),
  );
}

function newCancel(
  cause: Exclude<CancelCause, 'shop'>,
  { impUid, currency }: AccountKey,
  at: Date,
  what: Pick<CancelTerms, 'kind' | 'amount' | 'all'>,
): Cancel {
  const terms = {
    // No `request_id` may contain a colon, so this id never equals one of the shop's.
    id: `${what.kind}:${impUid}`,
    cause,
    impUid,
    currency,
    ...what,
    taxFree: null,
    vatAmount: null,
    reason: REASONS[cause],
    fingerprint: null,
    requestedAt: at,
  };
  return recordCancel(terms, { refund: null, dueAt: at });
}
