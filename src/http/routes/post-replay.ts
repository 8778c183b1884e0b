import type { RequestHandler } from 'express';
import type { ReplayNotification } from '../../services/replay-notification';
import { replyOf, sendJson } from '../replies';
import { parseRequest } from '../invalid-request';
import { MessageParams } from '../payment-ids';
import { actorOf } from '../require-key';

/** `POST /outbox/:id/replay`: the shop's server requests that a dead letter is sent again. */
export function postReplay(replay: ReplayNotification): RequestHandler {
  return async (req, res) => {
    const { id } = parseRequest(MessageParams, req.params);
    const replayed = await replay(id, actorOf(res));
    if (replayed.result !== 'replayed') return sendJson(res, replyOf(replayed.result, { id }));
    const { merchantUid, entry } = replayed.letter;
    const fields = { id, merchant_uid: merchantUid, channel: entry.message.channel };
    sendJson(res, replyOf('replayed', fields));
  };
}
