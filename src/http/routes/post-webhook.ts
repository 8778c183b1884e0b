import type { RequestHandler } from 'express';
import { z } from 'zod';
import { replyOf, sendJson } from '../error-reply';
import { parseRequest } from '../invalid-request';
import { logVerification } from '../log-verification';
import { foreignMerchantUid, impUid } from '../payment-ids';
import type { PaymentRouteDeps } from './post-complete';

/** Of `status` and `cancellation_id` nothing is believed, so nothing is demanded (§7.2). */
const Body = z.object({
  imp_uid: impUid,
  merchant_uid: foreignMerchantUid,
  status: z.string().catch(''),
  cancellation_id: z.string().min(1).nullable().catch(null),
});

/**
 * `POST /payments/webhook`: i'mport, or whoever says so, reports that a payment has changed (§7).
 *
 * 200 once the outcome is recorded, also for a refusal and for what is none of ours: sending it again would change
 * nothing. So is, without a call to i'mport, what we hold already. A fault becomes 503, and i'mport may send again (§7.5);
 * so does a payment that i'mport does not know yet where the order waits for one, since no other webhook may come.
 */
export function postWebhook(deps: PaymentRouteDeps): RequestHandler {
  return async (req, res) => {
    const body = parseRequest(Body, req.body);
    const report = {
      impUid: body.imp_uid,
      merchantUid: body.merchant_uid,
      source: 'webhook',
      sender: deps.senderOf(req),
      claimsCancel: body.status === 'cancelled',
      claim: { status: body.status, cancellationId: body.cancellation_id },
    } as const;
    const verification = await deps.verifyPayment(report);
    logVerification(req.log, report, verification, deps.mode);
    if (verification.outcome === 'unavailable') return sendJson(res, replyOf('unavailable'));
    res.json({ status: verification.outcome });
  };
}
