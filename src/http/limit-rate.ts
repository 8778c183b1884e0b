import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Guard } from '../domain/guard';
import { replyOf, sendJson } from './error-reply';
import { OVER_LIMIT, type SenderOf } from './sender-of';

/** The guard `addressLimit`. */
const REFUSAL = { guard: 'addressLimit' } as const satisfies { guard: Guard };

/**
 * Limits each address to a number of requests in a window. A webhook beyond that is let through, but marked: it may be the
 * only one for an order that waits (§7.5), which only who reads the order can tell. The addresses that i'mport names for
 * them (§7.4) get more room.
 */
export function limitRate(options: {
  readonly requestsPerWindow: number;
  readonly windowMs: number;
  /** So much more room have the addresses that i'mport names. */
  readonly gatewayFactor: number;
  readonly senderOf: SenderOf;
  readonly webhookPath: string;
  /** Not limited: a refusal there would stop payments that are all right. */
  readonly confirmPath: string;
}): RequestHandler {
  return rateLimit({
    windowMs: options.windowMs,
    limit: (req) => options.requestsPerWindow * (options.senderOf(req).isGateway ? options.gatewayFactor : 1),
    keyGenerator: (req) => options.senderOf(req).key,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: (req) => req.method === 'OPTIONS' || leadsTo(req.path, options.confirmPath),
    handler: (req, res, next) => {
      if (!leadsTo(req.path, options.webhookPath)) {
        req.log.warn(REFUSAL, 'request refused: too many from one address');
        return sendJson(res, replyOf('tooManyRequests'));
      }
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
