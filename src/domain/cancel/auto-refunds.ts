import { balanceOf, isUnderWay, type Cancel, type CancelCause, type CancelTerms } from './cancel';
import { recordCancel } from './move-cancel';
import { isOlderThanOrder } from '../find-hold';
import { HOLD_EVERYTHING, type GuardPolicy } from '../guard-policy';
import { judgePayment, type JudgePolicy } from '../judge-payment';
import type { Amount } from '../money';
import type { ListedPayments } from '../list-payment';
import type { Order } from '../order';
import { hasKnownMeaning, hasMoney, holdsOpenAccount, type ReportedPayment } from '../payment';
import type { Verdict } from '../verdict';

/** What a guard wants undone after a verdict; recorded with it, carried out later. */
export interface AutoRefunds {
  readonly cancels: readonly Cancel[];
  /** Money should go back, and cannot without an account that only the buyer knows (§5.1). */
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
 * What has to be undone after a judged payment, by the shop's policy.
 *
 * Accounts that must take no deposit any more are revoked whatever the policy says: no money moves. Money goes back
 * where the policy says so, once for each payment, and only with the report that first shows that it came in wrongly.
 * Of another order's payment (replay), of test payments and of held ones nothing is ever undone.
 *
 * @param order as it was, with the cancels it has
 * @param listed payments of the order, the reported one among them if it is kept
 * @param isFirstReport whether this report raised the attention: later ones find a person at it, perhaps
 */
export function planAutoRefunds(
  order: Order,
  { payments, unlistedAccounts }: Pick<ListedPayments, 'payments' | 'unlistedAccounts'>,
  reported: ReportedPayment,
  verdict: Verdict,
  context: { readonly at: Date; readonly guards?: GuardPolicy | undefined; readonly isFirstReport: boolean },
): AutoRefunds {
  const { at, guards = HOLD_EVERYTHING } = context;
  // The list of payments is bounded: whoever knows the order's key can have any number of accounts issued.
  const isListed = payments.some(({ impUid }) => impUid === reported.impUid);
  const isWrong = holdsOpenAccount(reported) && isUnwanted(verdict) && isListed && !isOlderThanOrder(order, reported);
  const open = verdict.outcome === 'success' ? openAccounts(order, { payments, unlistedAccounts }) : [];
  const surplus = open.filter(({ impUid }) => impUid !== reported.impUid);
  const revokes = [
    ...surplus.flatMap((account) => revokeOnce(order, account, 'surplus', at)),
    ...(isWrong ? revokeOnce(order, reported, 'wrong', at) : []),
  ];

  const isMoney = hasMoney(reported) && hasKnownMeaning(reported);
  const cause = context.isFirstReport && isMoney ? causeToCancel(verdict, guards) : null;
  if (cause === null || balanceOf(reported) === 0 || isSeenTo(order, reported)) return { ...NONE, cancels: revokes };
  if (reported.virtualAccount !== null || reported.payMethod === 'vbank') {
    return { cancels: revokes, needsRefundAccount: true };
  }
  const whole = { kind: 'cancel', amount: balanceOf(reported), all: true } as const;
  return { cancels: [...revokes, newCancel(cause, reported, at, whole)], needsRefundAccount: false };
}

/** Whether what a guard once wanted is still called for, by the payment and the policy of now. */
export function isStillWanted(order: Order, cancel: Cancel, reported: ReportedPayment, policy: JudgePolicy): boolean {
  if (cancel.cause === 'shop') return true;
  const verdict = judgePayment(order, reported, policy);
  if (cancel.kind === 'revoke') return holdsOpenAccount(reported) && isRevokeWanted(order, cancel, reported, verdict);
  // A late payment may have become a duplicate since: it goes back where the policy says so, whatever the name.
  return causeToCancel(verdict, policy.guards ?? HOLD_EVERYTHING) !== null;
}

function isRevokeWanted(order: Order, { cause }: Cancel, reported: ReportedPayment, verdict: Verdict): boolean {
  if (isOlderThanOrder(order, reported)) return false;
  return verdict.outcome === 'paymentHeld' ? cause !== 'wrong' : verdict.outcome !== 'vbankIssued';
}

/** What is to be revoked: by its id, and in the currency of its payment. */
type AccountKey = Pick<ReportedPayment, 'impUid' | 'currency'>;

/**
 * Every account of an order that waits for its deposit, also those that its list has no room for; none that may belong
 * to another use of the order's key.
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

/** A request to revoke an open account, unless there has been one; one that was dropped may be called for again. */
export function revokeOnce(order: Order, payment: AccountKey, cause: Exclude<CancelCause, 'shop'>, at: Date): Cancel[] {
  const earlier = order.cancels.filter(({ kind, impUid }) => kind === 'revoke' && impUid === payment.impUid);
  if (earlier.some(({ state }) => state !== 'dropped')) return [];
  const revoke = newCancel(cause, payment, at, { kind: 'revoke', amount: 0 as Amount, all: false });
  return [earlier.length === 0 ? revoke : { ...revoke, id: `${revoke.id}:${earlier.length + 1}` }];
}

function isUnwanted(verdict: Verdict): boolean {
  if (verdict.outcome === 'forgery') return verdict.reason === 'amount' || verdict.reason === 'currency';
  return verdict.outcome === 'duplicate' || verdict.outcome === 'orderClosed';
}

function causeToCancel(verdict: Verdict, guards: GuardPolicy): 'forged' | 'duplicate' | 'late' | null {
  switch (verdict.outcome) {
    case 'forgery':
      return guards.forgedPayment === 'cancel' && isUnwanted(verdict) ? 'forged' : null;
    case 'duplicate':
      return guards.duplicatePayment === 'cancel' ? 'duplicate' : null;
    case 'orderClosed':
      return guards.latePayment === 'cancel' ? 'late' : null;
    case 'success':
    case 'vbankIssued':
    case 'paymentHeld':
    case 'failed':
    case 'pending':
    case 'cancelled':
      return null;
  }
}

/** One automatic cancel for each payment, whatever the cause; none beside one of the shop's. */
function isSeenTo({ cancels }: Order, { impUid }: ReportedPayment): boolean {
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
    // A colon stands in no request_id, so no shop can take this one.
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
