import { randomUUID } from 'node:crypto';
import { Router, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { addGuards, addPaymentRoutes, noStore, PAYMENT_PATHS, type PaymentRoutesDeps } from './add-payment-routes';
import { setLog } from './log-of';
import { refuseOtherMethods } from './refuse-other-methods';
import { createErrorReply, sendJson } from './replies';
import { securityHeaders } from './security-headers';

/**
 * Creates the router of the payment routes for the shop's own app. It sets nothing of the app and nothing of `req`; requests of other
 * paths pass untouched. The address of a sender is `req.ip`, as the app's `trust proxy` has it.
 */
export function createPaymentsRouter(deps: PaymentRoutesDeps & { readonly logger: Logger }): Router {
  const before = Router();
  before.use(logRequest(deps.logger), securityHeaders(), noStore);
  addGuards(before, deps);
  const router = Router();
  router.use(onlyPaymentPaths(before));
  addPaymentRoutes(router, deps);
  refuseOtherMethods(router);
  router.use(
    [...PAYMENT_PATHS],
    createErrorReply((_req, res, reply) => sendJson(res, reply)),
  );
  return router;
}

/** Matches as Express does. */
function onlyPaymentPaths(handler: RequestHandler): RequestHandler {
  const isOurs = (path: string) => PAYMENT_PATHS.includes(path.toLowerCase().replace(/\/$/, ''));
  return (req, res, next) => (isOurs(req.path) ? handler(req, res, next) : next());
}

/** Gives a request an id and a log with it. */
function logRequest(logger: Logger): RequestHandler {
  return (_req, res, next) => {
    setLog(res, logger.child({ request_id: randomUUID() }));
    next();
  };
}
