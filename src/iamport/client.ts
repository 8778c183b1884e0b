import type { SentCancel } from '../domain/cancel/cancel';
import { toDecimal, type Amount } from '../domain/money';
import type { OrderTerms } from '../domain/order';
import type { ReportedPayment } from '../domain/payment';
import { isPaymentKey } from '../domain/payment-key';
import { IamportRefusedError, IamportUnavailableError, IamportUnexpectedReplyError } from './errors';
import { createFindNewestPayments, type FindNewestPayments } from './newest-payments';
import { parseReply } from './parse-reply';
import { createIamportSession, type IamportSession, type SessionOptions } from './session';
import { nameOf, type IamportRequest } from './transport';
import { FoundPaymentReply, PaymentReply, PreparedReply } from './wire';

export interface IamportClientOptions extends SessionOptions {
  /** The time limit of a cancel at i'mport and the PG, in milliseconds. */
  readonly cancelTimeoutMs: number;
  /** `test` also reads payments of test channels; `live` never asks for them (§2.1). */
  readonly mode: 'live' | 'test';
  /** KG Inicis's own key, which it requires to revoke an account (§5.2). @default none */
  readonly inicisApiKey?: string | null;
  readonly now: () => Date;
}

/** The fields of a cancel request. The checksum is the refundable balance before the cancel, as the order records it. */
export type PaymentCancel = Pick<
  SentCancel,
  'impUid' | 'amount' | 'currency' | 'taxFree' | 'vatAmount' | 'retainPromotion' | 'requester' | 'reason' | 'refund'
> & { readonly checksum: Amount };

/** i'mport's answer to a cancel. An `agreed` cancel may be carried out later (§5.1); one `notSent` has not arrived. */
export type AnswerToCancel =
  | { readonly result: 'agreed'; readonly payment: ReportedPayment }
  | { readonly result: 'refused'; readonly reason: string }
  | { readonly result: 'notSent' };

/** i'mport's answer to a revocation. `keyMissing` is the service's own: nothing was sent. */
export type AnswerToRevoke =
  Exclude<AnswerToCancel, { readonly result: 'notSent' }> | { readonly result: 'keyMissing' };

/** The part of i'mport's V1 API that the service uses. */
export interface IamportClient {
  /**
   * Reads one payment (§2). It has not been compared with an order.
   *
   * @returns null where i'mport answers 404: no such payment, another merchant's, or a test payment in live mode (§2.2);
   *   also null, without a request, where the text cannot be the key of a payment
   * @throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`
   */
  readonly getPayment: (impUid: string) => Promise<ReportedPayment | null>;
  /** Finds the newest attempts to pay an order (§3). @throws CheckoutError like `getPayment` */
  readonly findNewestPayments: FindNewestPayments;
  /**
   * Registers the amount of an order, so that the payment window does not open over another amount (§4). Replaces an
   * amount that was registered before. Idempotent.
   *
   * @throws CheckoutError like `getPayment`
   */
  readonly prepareAmount: (terms: Pick<OrderTerms, 'merchantUid' | 'amount' | 'currency'>) => Promise<void>;
  /**
   * Refunds a part of a payment, or all that is left of it (§5.1). Never repeats a request that may have arrived: a repeated
   * partial cancel refunds twice.
   *
   * @throws CheckoutError `unavailable`, `gatewayReplyUnexpected` where the cancel may have been carried out: the caller must
   *   read the payment
   */
  readonly cancelPayment: (cancel: PaymentCancel) => Promise<AnswerToCancel>;
  /**
   * Revokes a virtual account that waits for its deposit (§5.2). Idempotent. Sends nothing where the PG requires its own key
   * and the key is not set: the result is `keyMissing`.
   *
   * @param pgProvider the PG of the payment
   * @throws CheckoutError `unavailable`, `gatewayReplyUnexpected`
   */
  readonly revokeAccount: (impUid: string, pgProvider: string | null) => Promise<AnswerToRevoke>;
}

const UNKNOWN_PAYMENT = { result: 'refused', reason: 'i’mport knows no such payment' } as const;

/** Creates a client, with its own session unless one is given. Sends no request before the first call. */
export function createIamportClient(
  options: IamportClientOptions,
  { repeatable, once }: IamportSession = createIamportSession(options),
): IamportClient {
  const query = options.mode === 'test' ? { query: { include_sandbox: 'true' } } : {};

  return {
    findNewestPayments: createFindNewestPayments({ repeatable }, options.now),

    async getPayment(impUid) {
      if (!isPaymentKey(impUid)) return null;
      const request: IamportRequest = { method: 'GET', path: ['payments', impUid], ...query };
      const askedAt = options.now();
      const response = await repeatable(request);
      if (response === null) return null;
      const payment = parseReply(request, FoundPaymentReply, response);
      if (payment.impUid === impUid) return { ...payment, askedAt };
      throw new IamportUnexpectedReplyError(`${nameOf(request)}: another payment was answered`);
    },

    prepareAmount: (terms) => prepareAmount(repeatable, terms),

    async cancelPayment(cancel) {
      if (!isPaymentKey(cancel.impUid)) return UNKNOWN_PAYMENT;
      const request: IamportRequest = { method: 'POST', path: ['payments', 'cancel'], body: cancelBody(cancel) };
      const askedAt = options.now();
      try {
        const response = await once(request, { timeoutMs: options.cancelTimeoutMs });
        return answerOf(request, response, cancel.impUid, askedAt);
      } catch (error) {
        if (error instanceof IamportUnavailableError && !error.mayHaveArrived) return { result: 'notSent' };
        return refusalOf(error);
      }
    },

    async revokeAccount(impUid, pgProvider) {
      if (!isPaymentKey(impUid)) return UNKNOWN_PAYMENT;
      const key = pgKeyOf(pgProvider, options);
      if (key === null) return { result: 'keyMissing' };
      const request: IamportRequest = { method: 'DELETE', path: ['vbanks', impUid], ...key };
      const askedAt = options.now();
      return repeatable(request).then((response) => answerOf(request, response, impUid, askedAt), refusalOf);
    },
  };
}

async function prepareAmount(
  repeatable: IamportSession['repeatable'],
  { merchantUid, amount, currency }: Pick<OrderTerms, 'merchantUid' | 'amount' | 'currency'>,
): Promise<void> {
  const wanted = { amount: toDecimal(amount, currency), currency };
  const write = async (method: 'POST' | 'PUT') => {
    const body = { merchant_uid: merchantUid, ...wanted };
    const request: IamportRequest = { method, path: ['payments', 'prepare'], body };
    // PUT answers 404 where no amount is registered (§4): nothing was written.
    if ((await repeatable(request)) !== null) return;
    throw new IamportUnexpectedReplyError(`${nameOf(request)}: HTTP 404`);
  };
  try {
    await write('POST');
  } catch (error) {
    // A rule refused the request: an amount is registered already. It may be the wanted one.
    if (!(error instanceof IamportRefusedError) || error.reason === null) throw error;
    const request: IamportRequest = { method: 'GET', path: ['payments', 'prepare', merchantUid] };
    const response = await repeatable(request);
    if (response === null) throw error;
    const registered = parseReply(request, PreparedReply, response);
    if (registered.amount === wanted.amount && registered.currency === wanted.currency) return;
    await write('PUT');
  }
}

/** The PG's own key as a query, where the PG requires one to revoke an account (§5.2); null where that key is not set. */
function pgKeyOf(pgProvider: string | null, { inicisApiKey }: Pick<IamportClientOptions, 'inicisApiKey'>) {
  if (pgProvider !== 'html5_inicis') return {};
  return inicisApiKey ? { query: { pg_api_key: inicisApiKey } } : null;
}

/** Sends amount and checksum always: without an amount i'mport refunds all, without a checksum it may refund twice (§5.1). */
function cancelBody({
  impUid,
  amount,
  currency,
  checksum,
  taxFree,
  vatAmount,
  reason,
  refund,
  ...rest
}: PaymentCancel) {
  const { retainPromotion, requester } = rest;
  return {
    imp_uid: impUid,
    amount: toDecimal(amount, currency),
    checksum: toDecimal(checksum, currency),
    reason,
    ...(taxFree !== null && { tax_free: toDecimal(taxFree, currency) }),
    ...(vatAmount !== null && { vat_amount: toDecimal(vatAmount, currency) }),
    ...(retainPromotion !== undefined && { retain_promotion: retainPromotion }),
    ...(requester !== undefined && { extra: { requester } }),
    ...(refund && { refund_holder: refund.holder, refund_bank: refund.bank, refund_account: refund.account }),
    ...(refund?.tel && { refund_tel: refund.tel }),
  };
}

function answerOf(request: IamportRequest, response: unknown, impUid: string, askedAt: Date) {
  if (response === null) return UNKNOWN_PAYMENT;
  const payment = parseReply(request, PaymentReply, response);
  if (payment.impUid === impUid) return { result: 'agreed', payment: { ...payment, askedAt } } as const;
  throw new IamportUnexpectedReplyError(`${nameOf(request)}: another payment was answered`);
}

/** Turns a refusal into a value. @throws every other error; also refused keys, which say nothing about the payment */
function refusalOf(error: unknown) {
  if (!(error instanceof IamportRefusedError) || error.httpStatus === null) throw error;
  return { result: 'refused', reason: error.reason ?? 'i’mport did not accept the call' } as const;
}
