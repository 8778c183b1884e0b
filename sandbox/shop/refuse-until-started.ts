import type { RequestHandler } from 'express';
import type { ShopSettings } from './shop-options';

/** Answers 503 while the service, which starts after the shop, has no address: every page and every call needs it. */
export function refuseUntilStarted({ hasService }: Pick<ShopSettings, 'hasService'>): RequestHandler {
  return (_req, res, next) => {
    if (hasService()) return next();
    res.status(503).set('Retry-After', '1').json({ status: 'unavailable', message: 'Try again in a moment' });
  };
}
