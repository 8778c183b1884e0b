import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { ResendOrder } from '../../services/resend-messages';
import { InvalidRequest, parseRequest } from '../invalid-request';
import { dayOrMoment, periodOf } from '../korean-period';
import { line } from '../order-fields';
import { OrderParams } from '../payment-ids';
import { actorOf } from '../require-key';
import { replyOf, sendJson } from '../replies';

export const PostResendOrderBody = z.strictObject({
  from: dayOrMoment.optional(),
  to: dayOrMoment.optional(),
  reason: line(200).optional(),
});

/** `POST /orders/:merchant_uid/resend`: the shop's server gets the delivered events of an order again. */
export function postResendOrder(resend: ResendOrder): RequestHandler {
  return async (req, res) => {
    const { merchant_uid } = parseRequest(OrderParams, req.params);
    const { from, to, reason } = parseRequest(PostResendOrderBody, req.body);
    const period = periodOf(from, to);
    if (period === null) throw new InvalidRequest([{ field: 'to', message: 'must be later than "from"' }]);
    const resent = await resend(merchant_uid, period, { actor: actorOf(res), reason });
    if (resent.result === 'orderNotFound') return sendJson(res, replyOf('orderNotFound'));
    sendJson(res, replyOf(resent.result, { merchant_uid, messages: resent.messages }));
  };
}
