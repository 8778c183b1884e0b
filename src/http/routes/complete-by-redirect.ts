import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { createErrorReply, replyOf, sendJson, setStatus, type Reply } from '../error-reply';
import { senderOf } from '../sender-of';
import { parseRequest } from '../invalid-request';
import { logVerification } from '../log-verification';
import { mergeRepeats } from '../merge-repeats';
import { impUid, merchantUid } from '../payment-ids';
import { paymentReply } from '../payment-reply';
import { renderResultPage } from '../result-page';
import type { PaymentRouteDeps } from './complete-by-callback';

const MAX_SHOWN_MESSAGE = 300;

/** The flags `imp_success` and `success` are not read at all: they never say whether money was paid (§8.3, §8.4). */
const Query = z.object({
  imp_uid: z
    .literal('')
    .transform(() => undefined)
    .or(impUid)
    .optional(),
  merchant_uid: merchantUid,
  error_msg: z.string().optional().catch(undefined),
});

/** What the redirect needs besides what the other roads need. */
export interface RedirectDeps extends PaymentRouteDeps {
  /** The shop's own result page; null where ours is to be shown. */
  readonly resultUrl: string | null;
}

/**
 * `GET /payments/complete`: the payment window of a phone comes back by a full-page redirect (§8.4). All of the query can
 * be edited by the buyer. May be called again and again, by reload or the back button, and changes nothing then.
 */
export function completeByRedirect(deps: RedirectDeps): [RequestHandler, ErrorRequestHandler] {
  const handler: RequestHandler = async (req, res) => {
    const query = parseRequest(Query, mergeRepeats(req.query));
    if (query.imp_uid === undefined) {
      const message = query.error_msg?.slice(0, MAX_SHOWN_MESSAGE);
      return send(deps, req, res, replyOf('failed', { merchant_uid: query.merchant_uid }, message));
    }
    const report = {
      impUid: query.imp_uid,
      merchantUid: query.merchant_uid,
      road: 'redirect',
      sender: senderOf(req),
    } as const;
    const verification = await deps.verifyPayment(report);
    logVerification(req.log, report, verification, deps.mode);
    send(deps, req, res, paymentReply(verification, query.merchant_uid));
  };
  return [handler, createErrorReply((req, res, reply) => send(deps, req, res, reply))];
}

function send(deps: RedirectDeps, req: Request, res: Response, reply: Reply): void {
  if (deps.resultUrl !== null) return res.redirect(303, resultLocation(deps.resultUrl, req, reply));
  res.vary('Accept').vary('Accept-Language');
  if (req.accepts(['html', 'json']) === 'json') return sendJson(res, reply);
  const language = req.acceptsLanguages('ko', 'en') === 'en' ? 'en' : 'ko';
  setStatus(res, reply.code).type('html').send(renderResultPage(reply, language));
}

/** The shop's page gets the order and the outcome and asks its own server for the rest. */
function resultLocation(resultUrl: string, req: Request, reply: Reply): string {
  const location = new URL(resultUrl);
  const named = merchantUid.safeParse(mergeRepeats(req.query)['merchant_uid']);
  if (named.success) location.searchParams.set('merchant_uid', named.data);
  location.searchParams.set('status', reply.code);
  return location.href;
}
