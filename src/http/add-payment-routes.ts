import cors from 'cors';
import type { IRouter, RequestHandler } from 'express';
import { limitRate } from './limit-rate';
import { readBody } from './read-body';
import { createSenderOf } from './sender-of';
import { getComplete, type RedirectDeps } from './routes/get-complete';
import { postComplete } from './routes/post-complete';
import { postConfirm } from './routes/post-confirm';
import { postWebhook } from './routes/post-webhook';
import type { ConfirmPayment } from '../services/confirm-payment';

/** What the three roads of a payment and the confirm call need. */
export interface PaymentRoutesDeps extends Omit<RedirectDeps, 'senderOf'> {
  readonly confirmPayment: ConfirmPayment;
  /** Origins whose pages may call `/payments/complete`. */
  readonly corsOrigins: readonly string[];
  /** How long a browser may reuse the answer to a preflight request, in seconds. */
  readonly preflightMaxAgeS: number;
  /** Requests per minute from one address; 0 for no limit. */
  readonly rateLimitPerMinute: number;
  /** The window of that limit, and the factor for i'mport's addresses. */
  readonly addressLimit: { readonly windowMs: number; readonly gatewayFactor: number };
  /** Called for each request that the address limit refuses. */
  readonly onTooManyRequests: () => void;
  /** Addresses of i'mport's webhooks; they get higher limits. */
  readonly gatewayAddresses: readonly string[];
}

const COMPLETE = '/payments/complete';
const WEBHOOK = '/payments/webhook';
const CONFIRM = '/payments/confirm';

/** The paths of the payment routes. */
export const PAYMENT_PATHS: readonly string[] = [COMPLETE, WEBHOOK, CONFIRM];

/** Answers of the checkout are never cached. */
export const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

/** Adds the limits of requests, and whose pages may call. They go before all routes. */
export function addGuards(router: IRouter, deps: PaymentRoutesDeps): void {
  const { corsOrigins, preflightMaxAgeS: maxAge, rateLimitPerMinute } = deps;
  router.use(COMPLETE, cors({ origin: [...corsOrigins], methods: ['GET', 'POST'], maxAge }));
  if (rateLimitPerMinute === 0) return;
  const paths = { webhookPath: WEBHOOK, confirmPath: CONFIRM };
  const limit = { requestsPerWindow: rateLimitPerMinute, ...deps.addressLimit };
  const senderOf = createSenderOf(deps.gatewayAddresses);
  router.use(limitRate({ ...limit, ...paths, senderOf, onRefusal: deps.onTooManyRequests }));
}

/** Adds the routes. */
export function addPaymentRoutes(router: IRouter, deps: PaymentRoutesDeps): void {
  const payments = { ...deps, senderOf: createSenderOf(deps.gatewayAddresses) };
  router.post(COMPLETE, readBody(), postComplete(payments));
  router.get(COMPLETE, ...getComplete(payments));
  router.post(WEBHOOK, readBody(), postWebhook(payments));
  router.post(CONFIRM, readBody(), ...postConfirm(payments));
}
