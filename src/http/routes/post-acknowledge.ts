import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { AcknowledgeOrder } from '../../services/acknowledge-order';
import { replyOf, sendJson } from '../replies';
import { parseRequest } from '../invalid-request';
import { line } from '../order-fields';
import { OrderParams } from '../payment-ids';
import { actorOf } from '../require-key';

export const PostAcknowledgeBody = z.strictObject({
  entries: z.int().nonnegative(),
  by: line(64).optional(),
  reason: line(200).optional(),
});

/**
 * `POST /orders/:merchant_uid/attention/acknowledge`: removes an order from the attention list and keeps its evidence.
 * `entries` is the number of entries that the person saw, `by` the person's name, `reason` a note for the audit log. If there
 * are more entries by now, the order stays on the list.
 */
export function postAcknowledge(acknowledge: AcknowledgeOrder): RequestHandler {
  return async (req, res) => {
    const { merchant_uid } = parseRequest(OrderParams, req.params);
    const { entries, by = null, reason } = parseRequest(PostAcknowledgeBody, req.body);
    const request = { merchantUid: merchant_uid, entries, by, ...(reason !== undefined && { reason }) };
    if (await acknowledge(request, actorOf(res))) res.status(204).end();
    else sendJson(res, replyOf('attentionChanged'));
  };
}
