import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { SenderOf } from '../../http/sender-of';
import { sendPlain } from '../send-plain';

interface DeskLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** Limits the requests of one address. */
export function limitDesk(
  { requests, windowMs }: DeskLimit,
  senderOf: SenderOf,
  onRefusal: () => void,
): RequestHandler {
  return rateLimit({
    windowMs,
    limit: requests,
    keyGenerator: (req) => senderOf(req).key,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (req, res) => {
      onRefusal();
      req.log.warn({ guard: 'deskLimit' }, 'request refused: too many from one address');
      sendPlain(res, 'tooManyRequests', { status: 429 });
    },
  });
}
