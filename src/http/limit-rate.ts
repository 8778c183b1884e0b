import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { replyOf, sendJson } from './error-reply';
import { OVER_LIMIT, type SenderOf } from './sender-of';

const MINUTE_MS = 60_000;
/** i'mport's addresses bring the webhooks of all buyers. */
const GATEWAY_FACTOR = 10;

/**
 * Limits each address to a number of requests a minute. A webhook beyond that is let through, but marked: it may be the
 * only one for an order that waits (§7.5), which only who reads the order can tell. The addresses that i'mport names for
 * them (§7.4) get more room.
 */
export function limitRate(options: {
  readonly requestsPerMinute: number;
  readonly senderOf: SenderOf;
  readonly webhookPath: string;
  /** Not limited: a refusal there would stop payments that are all right. */
  readonly confirmPath: string;
}): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: (req) => options.requestsPerMinute * (options.senderOf(req).isGateway ? GATEWAY_FACTOR : 1),
    keyGenerator: (req) => options.senderOf(req).key,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: (req) => req.method === 'OPTIONS' || leadsTo(req.path, options.confirmPath),
    handler: (req, res, next) => {
      if (!leadsTo(req.path, options.webhookPath)) return sendJson(res, replyOf('tooManyRequests'));
      res.locals[OVER_LIMIT] = true;
      res.removeHeader('Retry-After');
      next();
    },
  });
}

/** As Express sees it: in whatever case, with or without a slash at the end. */
function leadsTo(path: string, route: string): boolean {
  return path.toLowerCase().replace(/\/$/, '') === route;
}
