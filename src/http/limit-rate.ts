import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Guard } from '../domain/guard';
import { logOf } from './log-of';
import { replyOf, sendJson } from './replies';
import { OVER_LIMIT, type SenderOf } from './sender-of';

const REFUSAL = { guard: 'addressLimit' } as const satisfies { guard: Guard };

/**
 * Limits the requests per address and window. A webhook over the limit passes, but is marked: it may be the only report
 * for an order that waits (§7.5), and only the code that reads the order can decide that. i'mport's addresses (§7.4)
 * get a higher limit.
 */
export function limitRate(options: {
  readonly requestsPerWindow: number;
  readonly windowMs: number;
  /** i'mport's addresses may send this many times as many requests. */
  readonly gatewayFactor: number;
  readonly senderOf: SenderOf;
  readonly webhookPath: string;
  /** Not limited, because a refused confirm call stops a valid payment. */
  readonly confirmPath: string;
  /** Called for each refused request. */
  readonly onRefusal: () => void;
}): RequestHandler {
  return rateLimit({
    windowMs: options.windowMs,
    limit: (req) => options.requestsPerWindow * (options.senderOf(req).isGateway ? options.gatewayFactor : 1),
    keyGenerator: (req) => options.senderOf(req).key,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: (req) => req.method === 'OPTIONS' || isRoute(req.path, options.confirmPath),
    handler: (req, res, next) => {
      if (!isRoute(req.path, options.webhookPath)) {
        options.onRefusal();
        logOf(req).warn(REFUSAL, 'request refused: too many from one address');
        return sendJson(res, replyOf('tooManyRequests'));
      }
      res.locals[OVER_LIMIT] = true;
      res.removeHeader('Retry-After');
      next();
    },
  });
}

/** Matches like Express: case-insensitive, with or without a trailing slash. */
function isRoute(path: string, route: string): boolean {
  return path.toLowerCase().replace(/\/$/, '') === route;
}
