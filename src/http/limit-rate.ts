import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { replyOf, sendJson } from './error-reply';

const MINUTE_MS = 60_000;

/**
 * Limits each address to a number of requests a minute. A limited webhook is answered with 503 and never with 429, since
 * i'mport does not send again after a 4xx (§7.5).
 */
export function limitRate(options: {
  readonly requestsPerMinute: number;
  readonly webhookPath: string;
}): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: options.requestsPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (req, res) => sendJson(res, replyOf(req.path === options.webhookPath ? 'unavailable' : 'tooManyRequests')),
  });
}
