import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { VerifyPayment } from '../../services/verify-payment';
import { sendJson } from '../replies';
import type { SenderOf } from '../sender-of';
import { parseRequest } from '../invalid-request';
import { logOf } from '../log-of';
import { logVerification } from '../log-verification';
import { impUid, merchantUid } from '../payment-ids';
import { paymentReply } from '../payment-reply';

export const PostCompleteBody = z.object({ imp_uid: impUid, merchant_uid: merchantUid });

export interface PaymentRouteDeps {
  readonly verifyPayment: VerifyPayment;
  readonly mode: 'live' | 'test';
  readonly senderOf: SenderOf;
}

/** `POST /payments/complete`: the buyer's browser reports that the payment window has ended (§8.3). */
export function postComplete(deps: PaymentRouteDeps): RequestHandler {
  return async (req, res) => {
    const body = parseRequest(PostCompleteBody, req.body);
    const report = {
      impUid: body.imp_uid,
      merchantUid: body.merchant_uid,
      source: 'callback',
      sender: deps.senderOf(req),
    } as const;
    const verification = await deps.verifyPayment(report);
    logVerification(logOf(req), report, verification, deps.mode);
    sendJson(res, paymentReply(verification, body.merchant_uid));
  };
}
