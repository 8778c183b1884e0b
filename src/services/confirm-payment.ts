import type { BoundedQueue } from '../lib/create-bounded-queue';
import { awaitsReport, holdsPayment } from '../domain/awaits-report';
import { CheckoutError } from '../domain/errors';
import { toAmount } from '../domain/money';
import type { Order } from '../domain/order';
import type { LookUpPayment, Sender } from '../iamport/payment-lookup';
import type { Orders } from '../store/orders';

/** What i'mport, or whoever says so, asks just before the PG approves (§6). The amount is what the browser asked for. */
export interface ConfirmRequest {
  readonly impUid: string;
  readonly merchantUid: string;
  /** A decimal of the currency. */
  readonly amount: number;
  /** Sent by nobody that we know of; compared where it is. */
  readonly currency?: string | undefined;
  /** For the limits: nobody publishes from where i'mport asks, and all buyers may look like one sender. */
  readonly sender: Sender;
}

/** Why a payment is stopped before any money moves. */
export type ConfirmRefusal =
  'orderUnknown' | 'orderClosed' | 'orderExpired' | 'alreadyPaid' | 'amountDiffers' | 'shopRefused' | 'shopUnavailable';

/** Whether the payment may go on. `reason` is the shop's own word for its refusal. */
export type Confirmation =
  { readonly goOn: true } | { readonly goOn: false; readonly refusal: ConfirmRefusal; readonly reason?: string };

/** The question whether a payment of this order may be approved. */
export interface ShopQuestion {
  readonly order: Order;
  readonly impUid: string;
}

/** The shop's own word: null to go on, a text to refuse. @throws CheckoutError `unavailable` where it does not answer */
export type AskShop = (question: ShopQuestion) => Promise<string | null>;

/** An amount that was asked to be confirmed, compared with the order. */
export interface AmountTrial {
  readonly senderKey: string;
  readonly merchantUid: string;
  readonly isRight: boolean;
}

/** Counts a wrong amount. @returns whether the sender may be told what the comparison says */
export type MayTell = (trial: AmountTrial) => Promise<boolean>;

/** The service as the routes call it, with its dependencies bound. */
export type ConfirmPayment = (request: ConfirmRequest) => Promise<Confirmation>;

export interface ConfirmPaymentDeps {
  readonly findOrder: Orders['findOrder'];
  /** Bounds what the database is asked at once. */
  readonly inDatabaseQueue: BoundedQueue;
  /** Bounds the wrong amounts that one sender is told of. */
  readonly mayTell: MayTell;
  /** Reads a payment from i'mport within the limits of look-ups, and in the time that is left for it. */
  readonly lookUpPayment: LookUpPayment;
  /** Asks the shop's server (stock, seat, coupon); null where there is nobody to ask. */
  readonly askShop: AskShop | null;
  /**
   * Asks few questions about one order at once: beyond them CheckoutError `unavailable`, whatever holds where the shop does
   * not answer, or a buyer could get past the shop by asking too much.
   */
  readonly inPlaceOfOrder: (merchantUid: string, ask: () => Promise<Confirmation>) => Promise<Confirmation>;
  /** What holds where the shop does not answer. */
  readonly onShopFailure: 'refuse' | 'allow';
  readonly now: () => Date;
}

/**
 * Decides whether a payment may be approved (§6): the last moment at which a forged amount costs nobody anything. Changes
 * nothing, and is no proof of a payment: whoever knows the address may call it. i'mport is asked only for senders that
 * asked for too many wrong amounts.
 *
 * @throws CheckoutError `unavailable` where the database is, or where too much is asked at once; and, like
 * `gatewayRefused` and `gatewayReplyUnexpected`, where i'mport has to be asked and does not tell. The payment is stopped
 * then, too
 */
export async function confirmPayment(deps: ConfirmPaymentDeps, request: ConfirmRequest): Promise<Confirmation> {
  const { merchantUid, impUid } = request;
  const order = await deps.inDatabaseQueue(merchantUid, () => deps.findOrder(merchantUid));
  if (order === null) return { goOn: false, refusal: 'orderUnknown' };
  const refusal = findRefusal(order, request, deps.now());
  if (refusal !== null) return { goOn: false, refusal };
  if (!(await isOfItsAmount(deps, order, request))) return { goOn: false, refusal: 'amountDiffers' };
  const { askShop } = deps;
  if (askShop === null) return { goOn: true };
  return deps.inPlaceOfOrder(merchantUid, () => ask(deps, askShop, { order, impUid }));
}

function findRefusal(order: Order, request: ConfirmRequest, now: Date): ConfirmRefusal | null {
  if (order.paidBy !== null && order.paidBy !== request.impUid) return 'alreadyPaid';
  if (order.state === 'closed') return 'orderClosed';
  if (order.state === 'expired' || (order.expiresAt !== null && order.expiresAt < now)) return 'orderExpired';
  return null;
}

/**
 * Whether the amount is the order's, so that nobody finds it by trying: to a sender that was wrong too often, "yes" is
 * said only of a payment that i'mport shows for this order, over that amount. Who guesses has none; an honest buyer's is
 * there, whoever shares his address. i'mport is asked before the answer is known, so that neither time nor a fault tells it.
 *
 * That the API shows the payment at this moment, as `ready`, is inferred (§6), so its status is not compared.
 */
async function isOfItsAmount(deps: ConfirmPaymentDeps, order: Order, request: ConfirmRequest): Promise<boolean> {
  const { merchantUid } = order;
  const { impUid, sender } = request;
  const isRight = asksForAmount(order, request);
  if (await deps.mayTell({ senderKey: sender.key, merchantUid, isRight })) return isRight;
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
    return reason === null ? { goOn: true } : { goOn: false, refusal: 'shopRefused', reason };
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    return deps.onShopFailure === 'allow' ? { goOn: true } : { goOn: false, refusal: 'shopUnavailable' };
  }
}
