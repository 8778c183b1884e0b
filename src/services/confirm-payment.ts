import type { BoundedQueue } from '../lib/create-bounded-queue';
import { awaitsReport, holdsPayment } from '../domain/awaits-report';
import { CheckoutError } from '../domain/errors';
import { toAmount } from '../domain/money';
import type { Order } from '../domain/order';
import type { LookUpPayment, Sender } from '../iamport/payment-look-up';
import type { Orders } from '../store/orders';

/**
 * The question just before the PG approves (§6). The caller is not proven to be i'mport; the browser chose the amount.
 */
export interface ConfirmRequest {
  readonly impUid: string;
  readonly merchantUid: string;
  /** A decimal number in the currency's main unit. */
  readonly amount: number;
  /** No known caller sends it; it is compared when present. */
  readonly currency?: string | undefined;
  /** For the limits only: i'mport's addresses for this call are not published, and all buyers may share one sender. */
  readonly sender: Sender;
}

/** Why a payment is refused before any money moves. */
export type ConfirmRefusal =
  'orderUnknown' | 'orderClosed' | 'orderExpired' | 'alreadyPaid' | 'amountDiffers' | 'shopRefused' | 'shopUnavailable';

/** Whether the PG may approve the payment. `reason` is the shop's own text. */
export type Confirmation =
  | { readonly mayApprove: true }
  | { readonly mayApprove: false; readonly refusal: ConfirmRefusal; readonly reason?: string };

/** The question whether a payment of this order may be approved. */
export interface ShopQuestion {
  readonly order: Order;
  readonly impUid: string;
}

/**
 * Asks the shop: null to approve, a text to refuse. @throws CheckoutError `unavailable` when the shop does not answer
 */
export type AskShop = (question: ShopQuestion) => Promise<string | null>;

/** One comparison of a requested amount with the order's amount. */
export interface AmountTrial {
  readonly senderKey: string;
  readonly merchantUid: string;
  readonly isRight: boolean;
}

/** Counts a wrong amount. @returns whether the sender may learn the result of the comparison */
export type MayLearnResult = (trial: AmountTrial) => Promise<boolean>;

/** The service with its dependencies bound. */
export type ConfirmPayment = (request: ConfirmRequest) => Promise<Confirmation>;

export interface ConfirmPaymentDeps {
  readonly findOrder: Orders['findOrder'];
  /** Limits how many reads run at once. */
  readonly inDatabaseQueue: BoundedQueue;
  /** Limits for how many wrong amounts one sender learns the result. */
  readonly mayLearnResult: MayLearnResult;
  /** Fetches a payment within the look-up quota and the time that is left. */
  readonly lookUpPayment: LookUpPayment;
  /** Asks the shop's server (stock, seat, coupon); null when no such server is configured. */
  readonly askShop: AskShop | null;
  /**
   * Limits the questions about one order at once. Beyond the limit it throws CheckoutError `unavailable`, also when
   * `onShopFailure` is `allow`: otherwise a buyer could bypass the shop by asking too often.
   */
  readonly inPlaceOfOrder: (merchantUid: string, ask: () => Promise<Confirmation>) => Promise<Confirmation>;
  /** The answer when the shop does not answer. */
  readonly onShopFailure: 'refuse' | 'allow';
  readonly now: () => Date;
}

/**
 * Decides whether the PG may approve a payment (§6). A forged amount that is refused here costs nobody anything. It
 * changes nothing and proves no payment, because anybody who knows the URL may call it. It fetches the payment from
 * i'mport only for senders of too many wrong amounts.
 *
 * @throws CheckoutError `unavailable` when the database fails or too many questions run at once; `unavailable`,
 * `gatewayRefused` and `gatewayReplyUnexpected` when the payment has to be fetched and i'mport fails. The caller must
 * refuse the payment then
 */
export async function confirmPayment(deps: ConfirmPaymentDeps, request: ConfirmRequest): Promise<Confirmation> {
  const { merchantUid, impUid } = request;
  const order = await deps.inDatabaseQueue(merchantUid, () => deps.findOrder(merchantUid));
  if (order === null) return { mayApprove: false, refusal: 'orderUnknown' };
  const refusal = findRefusal(order, request, deps.now());
  if (refusal !== null) return { mayApprove: false, refusal };
  if (!(await isOfItsAmount(deps, order, request))) return { mayApprove: false, refusal: 'amountDiffers' };
  const { askShop } = deps;
  if (askShop === null) return { mayApprove: true };
  return deps.inPlaceOfOrder(merchantUid, () => ask(deps, askShop, { order, impUid }));
}

function findRefusal(order: Order, request: ConfirmRequest, now: Date): ConfirmRefusal | null {
  if (order.paidBy !== null && order.paidBy !== request.impUid) return 'alreadyPaid';
  if (order.state === 'closed') return 'orderClosed';
  if (order.state === 'expired' || (order.expiresAt !== null && order.expiresAt < now)) return 'orderExpired';
  return null;
}

/**
 * Compares the amount with the order's, without letting a sender find the amount by trial. A sender of too many wrong
 * amounts gets "yes" only if i'mport shows a payment of this order over that amount. A guesser has no such payment. An
 * honest buyer has one, even behind a shared address. The payment is fetched for right and wrong amounts alike, so
 * neither the response time nor a fault reveals the result.
 *
 * That the API shows the payment as `ready` at this moment is inferred (§6), so its status is not compared.
 */
async function isOfItsAmount(deps: ConfirmPaymentDeps, order: Order, request: ConfirmRequest): Promise<boolean> {
  const { merchantUid } = order;
  const { impUid, sender } = request;
  const isRight = asksForAmount(order, request);
  if (await deps.mayLearnResult({ senderKey: sender.key, merchantUid, isRight })) return isRight;
  const isAwaited = awaitsReport(order);
  const isHeld = holdsPayment(order, impUid);
  const options = { claimsCancel: false, merchantUid, isAwaited, isHeld, sender };
  const payment = await deps.lookUpPayment(impUid, options);
  if (payment === null || payment.merchantUid !== merchantUid) return false;
  return isRight && payment.currency === order.currency && payment.amount === order.amount;
}

function asksForAmount({ amount, currency }: Order, request: ConfirmRequest): boolean {
  if (request.currency !== undefined && request.currency !== currency) return false;
  return toAmount(request.amount, currency) === amount;
}

async function ask(deps: ConfirmPaymentDeps, askShop: AskShop, question: ShopQuestion): Promise<Confirmation> {
  try {
    const reason = await askShop(question);
    return reason === null ? { mayApprove: true } : { mayApprove: false, refusal: 'shopRefused', reason };
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    return deps.onShopFailure === 'allow' ? { mayApprove: true } : { mayApprove: false, refusal: 'shopUnavailable' };
  }
}
