import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { replyOf, sendJson } from './error-reply';
import { senderOf } from './sender-of';

const MINUTE_MS = 60_000;
/** i'mport's addresses bring the webhooks of all buyers. */
const GATEWAY_FACTOR = 10;

/**
 * Limits each address to a number of requests a minute. A limited webhook is answered with 503 and never with 429, since
 * i'mport does not send again after a 4xx (§7.5); the addresses that i'mport names for them (§7.4) get more room.
 */
export function limitRate(options: {
  readonly requestsPerMinute: number;
  readonly webhookPath: string;
  /** Not limited: a refusal there would stop payments that are all right. */
  readonly confirmPath: string;
}): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: (req) => options.requestsPerMinute * (senderOf(req).isGateway ? GATEWAY_FACTOR : 1),
    keyGenerator: (req) => senderOf(req).key,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: (req) => req.method === 'OPTIONS' || leadsTo(req.path, options.confirmPath),
    handler: (req, res) =>
      sendJson(res, replyOf(leadsTo(req.path, options.webhookPath) ? 'unavailable' : 'tooManyRequests')),
  });
}

/** As Express sees it: in whatever case, with or without a slash at the end. */
function leadsTo(path: string, route: string): boolean {
  return path.toLowerCase().replace(/\/$/, '') === route;
}
