import { toDecimal } from '../domain/money';
import type { OrderTerms } from '../domain/order';
import type { ReportedPayment } from '../domain/payment';
import { IamportRefusedError, IamportUnexpectedReplyError } from './errors';
import { createIamportSession, parseReply, type SessionOptions } from './session';
import { pathOf, type IamportRequest } from './transport';
import { PaymentReply, PreparedReply } from './wire';

/** How to reach i'mport, and as whom. */
export interface IamportClientOptions extends SessionOptions {
  /** `test` also sees payments of test channels; `live` never asks for them (§2.1). */
  readonly mode: 'live' | 'test';
  readonly now: () => Date;
}

/** The part of i'mport's V1 API that we use. */
export interface IamportClient {
  /**
   * Reads one payment (§2). Nothing of it has been compared with an order.
   *
   * @returns `null` where i'mport answers 404: no such payment, another merchant's, or a test payment in live mode (§2.2)
   * @throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`
   */
  readonly getPayment: (impUid: string) => Promise<ReportedPayment | null>;
  /**
   * Registers what an order must cost, so that the payment window does not open over another amount (§4). The amount
   * that was registered before, if any, is replaced. Safe to repeat.
   *
   * @throws CheckoutError like `getPayment`
   */
  readonly prepareAmount: (terms: Pick<OrderTerms, 'merchantUid' | 'amount' | 'currency'>) => Promise<void>;
}

/** Creates a client with a session of its own; no request is sent before the first call. */
export function createIamportClient(options: IamportClientOptions): IamportClient {
  const { repeatable } = createIamportSession(options);
  const query = options.mode === 'test' ? { query: { include_sandbox: 'true' } } : {};

  return {
    async getPayment(impUid) {
      const request: IamportRequest = { method: 'GET', path: ['payments', impUid], ...query };
      const askedAt = options.now();
      const response = await repeatable(request);
      if (response === null) return null;
      const payment = parseReply(request, PaymentReply, response);
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
  };
}
