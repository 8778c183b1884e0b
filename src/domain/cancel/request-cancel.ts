import {
  CANCEL_LEASE_MS,
  cancellableOf,
  isItsTurn,
  isUnderWay,
  type Cancel,
  type CancelRequester,
  type CancelTerms,
  type RefundAccount,
} from './cancel';
import { recordCancel } from './move-cancel';
import { toAmount, type Amount } from '../money';
import type { Order } from '../order';
import { ORDER_LIMITS } from '../order-limits';
import { hasMoney, holdsOpenAccount } from '../payment';
import type { PaymentRecord } from '../payment-record';

/** The shop's request for a cancel. Only its shape has been checked. */
export interface CancelRequest {
  readonly merchantUid: string;
  /** The shop's idempotency key of this request. */
  readonly requestId: string;
  /** The payment to cancel; null for the one that settled the order. */
  readonly impUid: string | null;
  /** A decimal number in the payment's currency; null for the whole balance. */
  readonly amount: number | null;
  readonly taxFree: number | null;
  readonly vatAmount: number | null;
  readonly retainPromotion: boolean | null;
  readonly requester: CancelRequester | null;
  readonly reason: string;
  readonly refund: { readonly [Field in keyof RefundAccount]?: RefundAccount[Field] | undefined } | null;
  readonly fingerprint: string;
  /**
   * A decimal number in the payment's currency. The request is refused unless just this much can still be cancelled: what the
   * person saw who asks for it. 0 for an account, and for an unpaid order. @default not compared
   */
  readonly ifCancellable?: number;
}

/** Why a request is refused; nothing is recorded. */
export type CancelObstacle =
  | 'requestConflict'
  | 'tooManyCancels'
  | 'paymentNotFound'
  | 'cancellableChanged'
  | 'nothingToCancel'
  | 'aboveBalance'
  | 'amountInvalid'
  | 'taxAboveAmount'
  | 'refundAccountMissing';

export type CancelPlan =
  | { readonly plan: 'known'; readonly cancel: Cancel }
  | { readonly plan: 'closed' }
  | { readonly plan: 'record'; readonly cancel: Cancel }
  | { readonly plan: 'close' }
  | { readonly plan: 'refuse'; readonly why: Exclude<CancelObstacle, 'refundAccountMissing'>; readonly left: Amount }
  | { readonly plan: 'refuse'; readonly why: 'refundAccountMissing'; readonly missing: readonly string[] };

/** Plans what a shop's request changes in the order. Pure: nothing is recorded yet. */
export function planCancel(order: Order, request: CancelRequest, at: Date): CancelPlan {
  const known = order.cancels.find(({ id }) => id === request.requestId);
  if (known !== undefined)
    return repeats(known, request) ? { plan: 'known', cancel: known } : refuse('requestConflict');
  if (order.closing?.id === request.requestId) {
    return repeats(order.closing, request) ? { plan: 'closed' } : refuse('requestConflict');
  }
  const impUid = request.impUid ?? order.paidBy;
  const payment = impUid === null ? null : order.payments.find((each) => each.impUid === impUid);
  if (payment === undefined) return refuse('paymentNotFound');
  const left = payment === null ? (0 as Amount) : leftOf(payment, order);
  if (isStale(request, left, (payment ?? order).currency)) return refuse('cancellableChanged', left);
  if (payment === null) return request.amount === null && isOpen(order) ? { plan: 'close' } : refuse('nothingToCancel');
  if (order.cancels.filter(({ cause }) => cause === 'shop').length >= ORDER_LIMITS.shopCancels) {
    return refuse('tooManyCancels');
  }
  if (holdsOpenAccount(payment)) return planRevoke(order, payment, request, at);
  return planMoney(order, payment, request, at);
}

/** What can still be cancelled of a payment; 0 if it was never paid. */
function leftOf(payment: PaymentRecord, { cancels }: Order): Amount {
  return hasMoney(payment) ? cancellableOf(payment, cancels) : (0 as Amount);
}

/** Whether the person who asks has seen another amount. A payment may have come since, or another cancel. */
function isStale({ ifCancellable }: CancelRequest, left: Amount, currency: string): boolean {
  return ifCancellable !== undefined && toAmount(ifCancellable, currency) !== left;
}

function repeats({ fingerprint }: { readonly fingerprint: string | null }, request: CancelRequest): boolean {
  return fingerprint === request.fingerprint;
}

function isOpen({ state }: Order): boolean {
  return state === 'pending' || state === 'ready';
}

function planRevoke(order: Order, payment: PaymentRecord, request: CancelRequest, at: Date): CancelPlan {
  const isAskedFor = order.cancels.some(
    (cancel) => cancel.kind === 'revoke' && cancel.impUid === payment.impUid && isUnderWay(cancel),
  );
  if (request.amount !== null || isAskedFor) return refuse('nothingToCancel');
  return shopCancel(order, payment, request, at, { kind: 'revoke', amount: 0 as Amount });
}

function planMoney(order: Order, payment: PaymentRecord, request: CancelRequest, at: Date): CancelPlan {
  const left = leftOf(payment, order);
  if (left === 0) return refuse('nothingToCancel');
  const wanted = request.amount === null ? left : toAmount(request.amount, payment.currency);
  const taxFree = exact(request.taxFree, payment.currency);
  const vatAmount = exact(request.vatAmount, payment.currency);
  if (wanted === null || taxFree === undefined || vatAmount === undefined) return refuse('amountInvalid', left);
  if (wanted > left) return refuse('aboveBalance', left);
  if ((taxFree ?? 0) + (vatAmount ?? 0) > wanted) return refuse('taxAboveAmount', left);
  const missing = missingRefundFields(payment, request.refund);
  if (missing.length > 0) return { plan: 'refuse', why: 'refundAccountMissing', missing };
  const { retainPromotion, requester } = request;
  return shopCancel(order, payment, request, at, {
    kind: 'cancel',
    amount: wanted,
    taxFree,
    vatAmount,
    ...(retainPromotion !== null && { retainPromotion }),
    ...(requester !== null && { requester }),
  });
}

/** Undefined if the value is no exact amount of the currency. */
function exact(value: number | null, currency: string): Amount | null | undefined {
  return value === null ? null : (toAmount(value, currency) ?? undefined);
}

/** A field of the bank account that a refund goes to. */
export type RefundField = keyof RefundAccount;

/** The fields that the refund of a payment needs: that of a deposit needs a bank account (§5.1), and a phone number for Smartro. */
export function refundFieldsOf({ payMethod, pgProvider }: PaymentRecord): readonly RefundField[] {
  if (payMethod !== 'vbank') return [];
  const isSmartro = pgProvider === 'smartro' || pgProvider === 'smartro_v2';
  return ['holder', 'bank', 'account', ...(isSmartro ? (['tel'] as const) : [])];
}

function missingRefundFields(payment: PaymentRecord, refund: CancelRequest['refund']): string[] {
  return refundFieldsOf(payment)
    .filter((field) => !refund?.[field])
    .map((field) => `refund.${field}`);
}

type Wanted = Pick<CancelTerms, 'kind' | 'amount'> &
  Partial<Pick<CancelTerms, 'taxFree' | 'vatAmount' | 'retainPromotion' | 'requester'>>;

function shopCancel(
  order: Order,
  payment: PaymentRecord,
  request: CancelRequest,
  at: Date,
  wanted: Wanted,
): CancelPlan {
  const { requestId, reason, fingerprint, amount } = request;
  const terms = {
    id: requestId,
    cause: 'shop',
    impUid: payment.impUid,
    currency: payment.currency,
    all: amount === null && wanted.kind === 'cancel',
    taxFree: null,
    vatAmount: null,
    ...wanted,
    reason,
    fingerprint,
    requestedAt: at,
  } as const;
  const cancel = recordCancel(terms, {
    refund: toRefundAccount(request.refund),
    dueAt: new Date(+at + CANCEL_LEASE_MS),
  });
  // The request does not send a cancel that has to wait, so the cancel is due as soon as it is the next in queue.
  return { plan: 'record', cancel: isItsTurn([...order.cancels, cancel], cancel) ? cancel : { ...cancel, dueAt: at } };
}

/** Null if the account is incomplete. The caller has checked whether one is needed. */
function toRefundAccount(refund: CancelRequest['refund']): RefundAccount | null {
  const { holder, bank, account, tel = null } = refund ?? {};
  return holder && bank && account ? { holder, bank, account, tel } : null;
}

function refuse(why: Exclude<CancelObstacle, 'refundAccountMissing'>, left = 0 as Amount): CancelPlan {
  return { plan: 'refuse', why, left };
}
