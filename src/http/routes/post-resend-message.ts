import type { RequestHandler } from 'express';
import type { ResendMessage } from '../../services/resend-messages';
import { parseRequest } from '../invalid-request';
import { MessageParams } from '../payment-ids';
import { actorOf } from '../require-key';
import { replyOf, sendJson } from '../replies';

/** `POST /outbox/:id/resend`: the shop's server gets a delivered event again. */
export function postResendMessage(resend: ResendMessage): RequestHandler {
  return async (req, res) => {
    const { id } = parseRequest(MessageParams, req.params);
    const { result, merchantUid } = await resend(id, { actor: actorOf(res) });
    sendJson(res, replyOf(result, { id, ...(merchantUid !== null && { merchant_uid: merchantUid }) }));
  };
}
