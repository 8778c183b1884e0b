import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { AcceptPayment } from '../../services/accept-payment';
import { replyOf, sendJson } from '../replies';
import { parseRequest } from '../invalid-request';
import { line } from '../order-fields';
import { orderForKey } from '../order-for-key';
import { impUid, OrderParams } from '../payment-ids';
import { actorOf } from '../require-key';

export const PostAcceptBody = z.strictObject({ imp_uid: impUid, reason: line(200) });

/** `POST /orders/:merchant_uid/accept`: the shop accepts a held payment, which settles its order. */
export function postAccept(accept: AcceptPayment): RequestHandler {
  return async (req, res) => {
    const { merchant_uid } = parseRequest(OrderParams, req.params);
    const { imp_uid, reason } = parseRequest(PostAcceptBody, req.body);
    const accepted = await accept({ merchantUid: merchant_uid, impUid: imp_uid, reason }, actorOf(res));
    switch (accepted.result) {
      case 'accepted':
        return sendJson(res, replyOf('accepted', { order: orderForKey(res, accepted.order) }));
      case 'notAcceptable':
        return sendJson(res, replyOf('notAcceptable', { outcome: accepted.outcome }));
      case 'orderNotFound':
      case 'paymentNotFound':
        return sendJson(res, replyOf(accepted.result));
    }
  };
}
