import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { ResendProgress } from '../../domain/plan-resend';
import { parseRequest } from '../invalid-request';
import { requestId } from '../payment-ids';
import { replyOf, sendJson } from '../replies';
import { toResendAnswer } from '../to-resend-answer';

export const GetResendParams = z.object({ request_id: requestId });

/** Finds the resend of a period; null where there is none of that id. */
export type FindResend = (requestId: string) => Promise<ResendProgress | null>;

/** `GET /outbox/resends/:request_id`: how far the resend of a period has come. */
export function getResend(find: FindResend): RequestHandler {
  return async (req, res) => {
    const { request_id } = parseRequest(GetResendParams, req.params);
    const resend = await find(request_id);
    // The desk records replays of dead letters in the same way. They are no events of a period.
    if (resend === null || resend.replay !== undefined) return sendJson(res, replyOf('resendNotFound', { request_id }));
    res.json(toResendAnswer(resend));
  };
}
