import cors from 'cors';
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { createErrorReply, replyOf, sendJson } from './http/error-reply';
import { limitRate } from './http/limit-rate';
import { readBody } from './http/read-body';
import { requestLog } from './http/request-log';
import { createSenderOf } from './http/sender-of';
import { requireOrdersKey } from './http/require-orders-key';
import { acceptPayment } from './http/routes/accept-payment';
import { acknowledgeAttention } from './http/routes/acknowledge-attention';
import { amendOrder } from './http/routes/amend-order';
import { cancelOrder } from './http/routes/cancel-order';
import { completeByCallback } from './http/routes/complete-by-callback';
import { completeByRedirect, type RedirectDeps } from './http/routes/complete-by-redirect';
import { confirmPayment } from './http/routes/confirm-payment';
import { alive, ready } from './http/routes/health';
import { listOrders } from './http/routes/list-orders';
import { readOrder } from './http/routes/read-order';
import { receiveWebhook } from './http/routes/receive-webhook';
import { registerOrder } from './http/routes/register-order';
import { replayNotification } from './http/routes/replay-notification';
import { LIMITS } from './limits';

/** All that the HTTP side needs; plain functions and values. */
export interface AppDeps extends Omit<RedirectDeps, 'senderOf'> {
  readonly registerOrder: Parameters<typeof registerOrder>[0];
  readonly amendOrder: Parameters<typeof amendOrder>[0];
  readonly readOrder: Parameters<typeof readOrder>[0];
  readonly cancelOrder: Parameters<typeof cancelOrder>[0];
  readonly acceptPayment: Parameters<typeof acceptPayment>[0];
  readonly listAttention: Parameters<typeof listOrders>[0];
  readonly acknowledgeAttention: Parameters<typeof acknowledgeAttention>[0];
  readonly replayNotification: Parameters<typeof replayNotification>[0];
  readonly confirmPayment: Parameters<typeof confirmPayment>[0]['confirmPayment'];
  readonly isReady: () => Promise<boolean>;
  readonly logger: Logger;
  /** The key of the shop's own server. */
  readonly ordersApiKey: string;
  /** Origins whose pages may call `/payments/complete`. */
  readonly corsOrigins: readonly string[];
  /** Requests a minute from one address; 0 lifts the limit. */
  readonly rateLimitPerMinute: number;
  /** How many proxies of ours stand before this server; their `X-Forwarded-For` is believed. */
  readonly trustedProxyHops: number;
  /** From where i'mport's webhooks come: they have more room in the limits. */
  readonly gatewayAddresses: readonly string[];
}

const COMPLETE = '/payments/complete';
const WEBHOOK = '/payments/webhook';
const CONFIRM = '/payments/confirm';
const PREFLIGHT_MAX_AGE_S = 600;

/** Puts the HTTP side together. Listens to nothing. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  const senderOf = createSenderOf(deps.gatewayAddresses);
  const payments = { ...deps, senderOf };
  app.set('trust proxy', deps.trustedProxyHops);
  app.set('etag', false);

  app.use(requestLog(deps.logger));
  app.use(helmet());
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  app.get('/healthz', alive);
  app.get('/readyz', ready(deps.isReady));
  app.use(COMPLETE, cors({ origin: [...deps.corsOrigins], methods: ['GET', 'POST'], maxAge: PREFLIGHT_MAX_AGE_S }));
  if (deps.rateLimitPerMinute > 0) {
    const paths = { webhookPath: WEBHOOK, confirmPath: CONFIRM };
    app.use(limitRate({ requestsPerWindow: deps.rateLimitPerMinute, ...LIMITS.addressLimit, senderOf, ...paths }));
  }

  app.post(COMPLETE, readBody(), completeByCallback(payments));
  app.get(COMPLETE, ...completeByRedirect(payments));
  app.post(WEBHOOK, readBody(), receiveWebhook(payments));
  app.post(CONFIRM, readBody(), ...confirmPayment(payments));
  app.use(['/orders', '/outbox'], requireOrdersKey(deps.ordersApiKey));
  app.post('/orders', readBody(), registerOrder(deps.registerOrder));
  app.get('/orders', listOrders(deps.listAttention));
  app.get('/orders/:merchant_uid', readOrder(deps.readOrder));
  app.patch('/orders/:merchant_uid', readBody(), amendOrder(deps.amendOrder));
  app.post('/orders/:merchant_uid/cancel', readBody(), cancelOrder(deps.cancelOrder));
  app.post('/orders/:merchant_uid/accept', readBody(), acceptPayment(deps.acceptPayment));
  app.post('/orders/:merchant_uid/attention/acknowledge', readBody(), acknowledgeAttention(deps.acknowledgeAttention));
  app.post('/outbox/:id/replay', replayNotification(deps.replayNotification));

  app.use((_req, res) => sendJson(res, replyOf('notFound')));
  app.use(createErrorReply((_req, res, reply) => sendJson(res, reply)));
  return app;
}
