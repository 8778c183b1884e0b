import type { Request, RequestHandler, Response } from 'express';
import { CheckoutError } from '../domain/errors';
import { OrderParams } from '../http/payment-ids';
import { parseRequest } from '../http/invalid-request';
import { REPLIES, RETRY_AFTER_S, type ReplyCode } from '../http/replies';
import { deskOf } from './desk-session';
import { RefusedPage } from './pages/refused-page';
import { sendPage } from './send-page';
import type { RefusalCode } from './texts/refusal-texts';

/** Refusals that the API answers as fields of a bad request, and faults. */
const STATUSES: Readonly<Record<Exclude<RefusalCode, ReplyCode>, number>> = {
  amountInvalid: REPLIES.invalidRequest.http,
  taxAboveAmount: REPLIES.invalidRequest.http,
  refundAccountMissing: REPLIES.invalidRequest.http,
  gatewayRefused: REPLIES.unavailable.http,
  gatewayReplyUnexpected: REPLIES.unavailable.http,
};

const isOwn = (code: RefusalCode): code is keyof typeof STATUSES => Object.hasOwn(STATUSES, code);

/** The HTTP status of a refusal: as the API answers it. */
export function statusOf(code: RefusalCode): number {
  return isOwn(code) ? STATUSES[code] : REPLIES[code].http;
}

/** Answers with why a form was not carried out, and what to do. */
export function refuseForm(res: Response, merchantUid: string, code: RefusalCode, detail?: string): void {
  const status = statusOf(code);
  if (status === 503) res.set('Retry-After', String(RETRY_AFTER_S));
  const { context } = deskOf(res);
  sendPage(res, RefusedPage({ context, code, merchantUid, ...(detail !== undefined && { detail }) }), status);
}

/** A form about one order. */
export type OrderFormHandler = (req: Request, res: Response, merchantUid: string) => Promise<void>;

/** The route of a form about one order: a fault of a service is told in words, since nothing was done. */
export function orderForm(handle: OrderFormHandler): RequestHandler {
  return async (req, res) => {
    const { merchant_uid } = parseRequest(OrderParams, req.params);
    try {
      await handle(req, res, merchant_uid);
    } catch (error) {
      if (!(error instanceof CheckoutError) || res.headersSent) throw error;
      req.log.error({ err: error }, 'request failed');
      refuseForm(res, merchant_uid, error.code);
    }
  };
}
