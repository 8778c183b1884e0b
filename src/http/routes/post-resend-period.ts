import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { RequestResend } from '../../services/request-resend';
import { InvalidRequest, parseRequest } from '../invalid-request';
import { dayOrMoment, periodOf } from '../korean-period';
import { line } from '../order-fields';
import { requestId } from '../payment-ids';
import { actorOf } from '../require-key';
import { replyOf, sendJson } from '../replies';
import { toResendAnswer } from '../to-resend-answer';

export const PostResendPeriodBody = z.strictObject({
  request_id: requestId,
  from: dayOrMoment,
  to: dayOrMoment.optional(),
  reason: line(200).optional(),
});

/** `POST /outbox/resends`: the shop's server gets all events again that it accepted within a period. */
export function postResendPeriod(request: RequestResend): RequestHandler {
  return async (req, res) => {
    const { request_id, from, to, reason } = parseRequest(PostResendPeriodBody, req.body);
    const period = periodOf(from, to);
    if (period?.from == null) throw new InvalidRequest([{ field: 'to', message: 'must be later than "from"' }]);
    const by = { actor: actorOf(res), reason };
    const requested = await request({ requestId: request_id, from: period.from, to: period.to, ...by });
    switch (requested.result) {
      case 'recorded':
        return sendJson(res, replyOf('resending', { resend: toResendAnswer(requested.resend) }));
      case 'conflict':
        return sendJson(res, replyOf('resendConflict', { request_id }));
      case 'tooManyResends':
        return sendJson(res, replyOf('tooManyResends', { open: requested.open }));
      case 'tooLongAgo': {
        const message = `must be ${requested.earliest.toISOString()} or later; send older events again by order`;
        throw new InvalidRequest([{ field: 'from', message }]);
      }
    }
  };
}
