import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { RecordAudit } from '../services/record-audit';
import { merchantUid, requestId } from './payment-ids';
import { actorOf } from './require-key';

/** Ids that do not have the form of one are left out: the route refuses them. */
const id = requestId.optional().catch(undefined);
const Asked = z.object({ id, merchant_uid: merchantUid.optional().catch(undefined), request_id: id });

/** Records in the audit log who asks to send events again, before the route does it. */
export function recordResend(recordAudit: RecordAudit): RequestHandler {
  return async (req, res, next) => {
    const body = typeof req.body === 'object' && req.body !== null ? (req.body as object) : {};
    const asked = Asked.parse({ ...body, ...req.params });
    await recordAudit(actorOf(res), {
      action: 'resend',
      ...(asked.merchant_uid !== undefined && { merchantUid: asked.merchant_uid }),
      details: {
        ...(asked.id !== undefined && { notification_id: asked.id }),
        ...(asked.request_id !== undefined && { request_id: asked.request_id }),
      },
    });
    next();
  };
}
