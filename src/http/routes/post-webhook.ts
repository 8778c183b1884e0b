import type { RequestHandler } from 'express';
import { z } from 'zod';
import { replyOf, sendJson } from '../replies';
import { parseRequest } from '../invalid-request';
import { logOf } from '../log-of';
import { logVerification } from '../log-verification';
import { foreignMerchantUid, impUid } from '../payment-ids';
import type { PaymentRouteDeps } from './post-complete';

const hint = z.unknown().optional();

/** `status` and `cancellation_id` may be anything or absent, because they are never trusted (§7.2). */
export const PostWebhookBody = z.object({
  imp_uid: impUid,
  merchant_uid: foreignMerchantUid,
  status: hint.transform((text) => (typeof text === 'string' ? text : '')),
  cancellation_id: hint.transform((id) => (typeof id === 'string' && id !== '' ? id : null)),
});

/**
 * `POST /payments/webhook`: i'mport, or someone who pretends to be i'mport, reports that a payment has changed (§7).
 *
 * The answer is 200 once the outcome is recorded, also for refusals and unknown orders, because a repeat would change
 * nothing. A webhook that reports nothing new is answered from the stored order, without a look-up. A fault is a 503,
 * so that i'mport may send again (§7.5). A payment that i'mport does not know yet is a 503 too if the order waits for a
 * payment, because no other webhook may come.
 */
export function postWebhook(deps: PaymentRouteDeps): RequestHandler {
  return async (req, res) => {
    const body = parseRequest(PostWebhookBody, req.body);
    const report = {
      impUid: body.imp_uid,
      merchantUid: body.merchant_uid,
      source: 'webhook',
      sender: deps.senderOf(req),
      claimsCancel: body.status === 'cancelled',
      claim: { status: body.status, cancellationId: body.cancellation_id },
    } as const;
    const verification = await deps.verifyPayment(report);
    logVerification(logOf(req), report, verification, deps.mode);
    if (verification.outcome === 'unavailable') return sendJson(res, replyOf('unavailable'));
    res.json({ status: verification.outcome });
  };
}
