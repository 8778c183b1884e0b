import type { SentCancel } from '../domain/cancel/cancel';
import { toDecimal, type Amount } from '../domain/money';
import type { OrderTerms } from '../domain/order';
import type { ReportedPayment } from '../domain/payment';
import { isPaymentKey } from '../domain/payment-key';
import { IamportRefusedError, IamportUnavailableError, IamportUnexpectedReplyError } from './errors';
import { createFindNewestPayments, type FindNewestPayments } from './newest-payments';
import { createIamportSession, parseReply, type IamportSession, type SessionOptions } from './session';
import { pathOf, type IamportRequest } from './transport';
import { FoundPaymentReply, PaymentReply, PreparedReply } from './wire';

/** How to reach i'mport, and as whom. */
export interface IamportClientOptions extends SessionOptions {
  /** How long i'mport, and the PG behind it, may take over a cancel, in milliseconds. */
  readonly cancelTimeoutMs: number;
  /** `test` also sees payments of test channels; `live` never asks for them (§2.1). */
  readonly mode: 'live' | 'test';
  /** KG Inicis's own key, without which it revokes no account (§5.2). @default none */
  readonly inicisApiKey?: string | null;
  readonly now: () => Date;
}

/** A cancel as i'mport takes it; the checksum is the balance that we believe in, before the cancel. */
export type PaymentCancel = Pick<
  SentCancel,
  'impUid' | 'amount' | 'currency' | 'taxFree' | 'vatAmount' | 'retainPromotion' | 'requester' | 'reason' | 'refund'
> & { readonly checksum: Amount };

/** i'mport's word on a cancel or revocation: `agreed` may still mean "later" (§5.1), `notSent` that it never arrived. */
export type CancelAnswer =
  | { readonly result: 'agreed'; readonly payment: ReportedPayment }
  | { readonly result: 'refused'; readonly reason: string }
  | { readonly result: 'notSent' };

/** i'mport's word on a revocation; `keyMissing` is ours. */
export type RevokeAnswer = Exclude<CancelAnswer, { readonly result: 'notSent' }> | { readonly result: 'keyMissing' };

/** The part of i'mport's V1 API that we use. */
export interface IamportClient {
  /**
   * Reads one payment (§2). Nothing of it has been compared with an order.
   *
   * @returns `null` where i'mport answers 404: no such payment, another merchant's, or a test payment in live mode (§2.2);
   *   and, with nothing asked, where the text can be no payment's key
   * @throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`
   */
  readonly getPayment: (impUid: string) => Promise<ReportedPayment | null>;
  /** The newest attempts to pay an order (§3). @throws CheckoutError like `getPayment` */
  readonly findNewestPayments: FindNewestPayments;
  /**
   * Registers what an order must cost, so that the payment window does not open over another amount (§4). The amount
   * that was registered before, if any, is replaced. Safe to repeat.
   *
   * @throws CheckoutError like `getPayment`
   */
  readonly prepareAmount: (terms: Pick<OrderTerms, 'merchantUid' | 'amount' | 'currency'>) => Promise<void>;
  /**
   * Gives back a part of a payment, or all that is left of it (§5.1). Sent once: repeating a partial cancel gives back
   * twice.
   *
   * @throws CheckoutError `unavailable`, `gatewayReplyUnexpected` where it may have been carried out: read the payment
   */
  readonly cancelPayment: (cancel: PaymentCancel) => Promise<CancelAnswer>;
  /**
   * Revokes a virtual account that waits for its deposit (§5.2). Safe to repeat. Where the PG wants a key of its own that
   * we do not have, nothing is sent: `keyMissing`.
   *
   * @param pgProvider the payment's
   * @throws CheckoutError `unavailable`, `gatewayReplyUnexpected`
   */
  readonly revokeAccount: (impUid: string, pgProvider: string | null) => Promise<RevokeAnswer>;
}

const UNKNOWN_PAYMENT = { result: 'refused', reason: 'i’mport knows no such payment' } as const;

/** Creates a client, with a session of its own unless one is given; no request is sent before the first call. */
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
      throw new IamportUnexpectedReplyError(`GET ${pathOf(request)}: another payment was answered`);
    },

    async prepareAmount({ merchantUid, amount, currency }) {
      const wanted = { amount: toDecimal(amount, currency), currency };
      const write = async (method: 'POST' | 'PUT') => {
        const body = { merchant_uid: merchantUid, ...wanted };
        const request: IamportRequest = { method, path: ['payments', 'prepare'], body };
        // A 404, which PUT has for what is not registered (§4), has registered nothing.
        if ((await repeatable(request)) !== null) return;
        throw new IamportUnexpectedReplyError(`${method} ${pathOf(request)}: HTTP 404`);
      };
      try {
        await write('POST');
      } catch (error) {
        // Refused by a rule: an amount is registered already, and may be the one we want.
        if (!(error instanceof IamportRefusedError) || error.reason === null) throw error;
        const request: IamportRequest = { method: 'GET', path: ['payments', 'prepare', merchantUid] };
        const response = await repeatable(request);
        if (response === null) throw error;
        const registered = parseReply(request, PreparedReply, response);
        if (registered.amount === wanted.amount && registered.currency === wanted.currency) return;
        await write('PUT');
      }
    },

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

/** What a PG wants to be told to revoke an account (§5.2); null where it wants a key that is not set. */
function pgKeyOf(pgProvider: string | null, { inicisApiKey }: Pick<IamportClientOptions, 'inicisApiKey'>) {
  if (pgProvider !== 'html5_inicis') return {};
  return inicisApiKey ? { query: { pg_api_key: inicisApiKey } } : null;
}

/** Amount and checksum always go together: without the one, i'mport gives back all, without the other, twice (§5.1). */
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
  throw new IamportUnexpectedReplyError(`${request.method} ${pathOf(request)}: another payment was answered`);
}

/** A refusal as a value. @throws whatever is none; keys that are refused say nothing of this payment */
function refusalOf(error: unknown) {
  if (!(error instanceof IamportRefusedError) || error.httpStatus === null) throw error;
  return { result: 'refused', reason: error.reason ?? 'i’mport did not accept the call' } as const;
}
