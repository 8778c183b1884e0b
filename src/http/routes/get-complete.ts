import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { maskDigits } from '../../domain/masking';
import type { VerifyByOrder } from '../../services/verify-by-order';
import { createErrorReply, sendJson, setStatus, type Reply } from '../replies';
import { parseRequest } from '../invalid-request';
import { logOf } from '../log-of';
import { logVerification } from '../log-verification';
import { mergeRepeats } from '../merge-repeats';
import { impUid, merchantUid } from '../payment-ids';
import { paymentReply } from '../payment-reply';
import { renderResultPage } from '../result-page';
import { windowMessage } from '../window-message';
import type { PaymentRouteDeps } from './post-complete';

const optionalText = z.string().optional().catch(undefined);

/** The flags `imp_success` and `success` never prove a payment (§8.3, §8.4); `false` is a hint that there is none. */
export const GetCompleteQuery = z.object({
  // A malformed key counts as absent: without a payment, the redirect has `null` or an empty value.
  imp_uid: z
    .string()
    .optional()
    .transform((text) => impUid.safeParse(text).data),
  merchant_uid: merchantUid,
  imp_success: optionalText,
  success: optionalText,
  error_code: optionalText,
  error_msg: optionalText,
});
type GetCompleteQuery = z.output<typeof GetCompleteQuery>;

export interface RedirectDeps extends PaymentRouteDeps {
  readonly verifyByOrder: VerifyByOrder;
  /** The shop's result page; null for the page of this service. */
  readonly resultUrl: string | null;
}

/**
 * `GET /payments/complete`: on a phone, the payment window returns by a full-page redirect (§8.4). The buyer, or
 * whoever made the link, can edit the whole query. Idempotent, because buyers reload the page and use the back button.
 */
export function getComplete(deps: RedirectDeps): [RequestHandler, ErrorRequestHandler] {
  const handler: RequestHandler = async (req, res) => {
    const query = parseRequest(GetCompleteQuery, mergeRepeats(req.query));
    send(deps, req, res, await (query.imp_uid === undefined ? byOrder : byPayment)(deps, req, query));
  };
  return [handler, createErrorReply((req, res, reply) => send(deps, req, res, reply))];
}

async function byPayment(deps: RedirectDeps, req: Request, query: GetCompleteQuery): Promise<Reply> {
  const report = {
    impUid: query.imp_uid ?? '',
    merchantUid: query.merchant_uid,
    source: 'redirect',
    sender: deps.senderOf(req),
  } as const;
  const verification = await deps.verifyPayment(report);
  logVerification(logOf(req), report, verification, deps.mode);
  return paymentReply(verification, query.merchant_uid);
}

async function byOrder(deps: RedirectDeps, req: Request, query: GetCompleteQuery): Promise<Reply> {
  const report = { merchantUid: query.merchant_uid, saysFailed: saysFailed(query), sender: deps.senderOf(req) };
  const { verification, isWaiting, isRedacted } = await deps.verifyByOrder(report);
  const message = windowMessage(query.error_msg);
  const log = logOf(req).child(message === null || isRedacted ? {} : { window_message: maskDigits(message) });
  logVerification(log, { impUid: null, merchantUid: query.merchant_uid, source: 'redirect' }, verification, deps.mode);
  const reply = paymentReply(verification, query.merchant_uid);
  // i'mport's own reason takes precedence.
  const isShown = isWaiting && message !== null && verification.outcome === 'failed' && verification.reason === null;
  return isShown ? { ...reply, fields: { ...reply.fields, window_message: message } } : reply;
}

function saysFailed({ imp_success, success, error_code, error_msg }: GetCompleteQuery): boolean {
  return imp_success === 'false' || success === 'false' || Boolean(error_code) || Boolean(error_msg);
}

function send(deps: RedirectDeps, req: Request, res: Response, reply: Reply): void {
  if (deps.resultUrl !== null) return res.redirect(303, resultLocation(deps.resultUrl, req, reply));
  res.vary('Accept').vary('Accept-Language');
  if (req.accepts(['html', 'json']) === 'json') return sendJson(res, reply);
  const language = req.acceptsLanguages('ko', 'en') === 'en' ? 'en' : 'ko';
  setStatus(res, reply.code).type('html').send(renderResultPage(reply, language));
}

/** The shop's page gets only order and outcome. It asks its own server for details. */
function resultLocation(resultUrl: string, req: Request, reply: Reply): string {
  const location = new URL(resultUrl);
  const named = merchantUid.safeParse(mergeRepeats(req.query)['merchant_uid']);
  if (named.success) location.searchParams.set('merchant_uid', named.data);
  location.searchParams.set('status', reply.code);
  return location.href;
}
