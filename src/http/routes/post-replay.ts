import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { ReplayNotification } from '../../services/replay-notification';
import { replyOf, sendJson } from '../replies';
import { parseRequest } from '../invalid-request';

export const PostReplayParams = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, "_" or "-"'),
});

/** `POST /outbox/:id/replay`: the shop's server requests that a dead letter is sent again. */
export function postReplay(replay: ReplayNotification): RequestHandler {
  return async (req, res) => {
    const { id } = parseRequest(PostReplayParams, req.params);
    const replayed = await replay(id);
    if (replayed.result !== 'replayed') return sendJson(res, replyOf(replayed.result, { id }));
    const { merchantUid, entry } = replayed.letter;
    const fields = { id, merchant_uid: merchantUid, channel: entry.message.channel };
    sendJson(res, replyOf('replayed', fields));
  };
}
