import type { RequestHandler } from 'express';
import { z } from 'zod';
import { orderOfMessage } from '../domain/message-id';
import type { RecordAudit } from '../services/record-audit';
import { merchantUid, requestId } from './payment-ids';
import { actorOf } from './require-key';

/** Ids that do not have the form of one are left out: the route refuses them. */
const id = requestId.optional().catch(undefined);
const Params = z.object({ id, merchant_uid: merchantUid.optional().catch(undefined) });
const Body = z.object({ request_id: id }).catch({});

/** Records in the audit log who asks to send events again, before the route does it. */
export function recordResend(recordAudit: RecordAudit): RequestHandler {
  return async (req, res, next) => {
    const params = Params.parse(req.params);
    const { request_id } = Body.parse(req.body);
    // The order is named by the path alone: a body that the route refuses names nothing in the log of an order.
    const named = params.merchant_uid ?? (params.id === undefined ? null : orderOfMessage(params.id));
    await recordAudit(actorOf(res), {
      action: 'resend',
      ...(named !== null && { merchantUid: named }),
      details: {
        ...(params.id !== undefined && { notification_id: params.id }),
        ...(request_id !== undefined && { request_id }),
      },
    });
    next();
  };
}
