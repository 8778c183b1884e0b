import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { RegisterOrder } from '../services/register-order';
import type { AmendOrder } from '../services/amend-order';
import type { ReadAudit } from '../services/read-audit';
import type { ReadOrder } from '../services/read-order';
import type { CancelOrder } from '../services/cancel-order';
import type { AcknowledgeOrder } from '../services/acknowledge-order';
import type { AcceptPayment } from '../services/accept-payment';
import type { ListOrders } from '../services/list-orders';
import type { RecheckOrder } from '../services/recheck-order';
import type { ReplayNotification } from '../services/replay-notification';
import type { RequestResend } from '../services/request-resend';
import type { ResendMessage, ResendOrder } from '../services/resend-messages';
import { addGuards, addPaymentRoutes, noStore, type PaymentRoutesDeps } from './add-payment-routes';
import { createErrorReply, replyOf, sendJson } from './replies';
import { readBody } from './read-body';
import { refuseOtherMethods } from './refuse-other-methods';
import { requestLog } from './request-log';
import type { KeyRing } from './create-key-ring';
import { createRequireScope, requireKey, type OnRefused } from './require-key';
import { addShopRoutes } from './route-scopes';
import { securityHeaders } from './security-headers';
import { postAccept } from './routes/post-accept';
import { postAcknowledge } from './routes/post-acknowledge';
import { patchOrder } from './routes/patch-order';
import { postCancel } from './routes/post-cancel';
import { getAudit } from './routes/get-audit';
import { alive, ready } from './routes/health';
import { getDocs, getDocsFile } from './routes/get-docs';
import { getMetrics, type RenderMetrics } from './routes/get-metrics';
import { getOpenapi } from './routes/get-openapi';
import { getExport, type ExportRouteDeps } from './routes/get-export';
import { getOrders } from './routes/get-orders';
import { getOrder } from './routes/get-order';
import { getResend, type FindResend } from './routes/get-resend';
import { getTimeline, type ReadTimeline } from './routes/get-timeline';
import { postRecheck } from './routes/post-recheck';
import { postOrder } from './routes/post-order';
import { postReplay } from './routes/post-replay';
import { postResendMessage } from './routes/post-resend-message';
import { postResendOrder } from './routes/post-resend-order';
import { postResendPeriod } from './routes/post-resend-period';

export interface AppDeps extends PaymentRoutesDeps, ExportRouteDeps {
  readonly registerOrder: RegisterOrder;
  readonly amendOrder: AmendOrder;
  readonly readOrder: ReadOrder;
  readonly cancelOrder: CancelOrder;
  readonly acceptPayment: AcceptPayment;
  readonly listOrders: ListOrders;
  readonly acknowledgeOrder: AcknowledgeOrder;
  readonly readTimeline: ReadTimeline;
  readonly recheckOrder: RecheckOrder;
  readonly replayNotification: ReplayNotification;
  readonly resendMessage: ResendMessage;
  readonly resendOrder: ResendOrder;
  readonly requestResend: RequestResend;
  readonly findResend: FindResend;
  readonly isReady: () => Promise<boolean>;
  /** Null where the metrics have a port of their own. */
  readonly renderMetrics: RenderMetrics | null;
  readonly logger: Logger;
  /** The keys of the shop's server and of operators. */
  readonly keys: Pick<KeyRing, 'find'>;
  /** Called for each request with an unknown key, or with a key that lacks the scope. */
  readonly onRefused: OnRefused;
  readonly readAudit: ReadAudit;
  /** Number of our proxies before this server, whose `X-Forwarded-For` is trusted. */
  readonly trustedProxyHops: number;
  /** Whether the page at `/docs` is served. */
  readonly hasDocsPage: boolean;
  /** What answers below `/desk`; null where the desk is off. */
  readonly desk: RequestHandler | null;
}

/** Creates the Express app. Does not listen. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.set('trust proxy', deps.trustedProxyHops);
  app.set('etag', false);
  app.disable('x-powered-by');

  app.use(requestLog(deps.logger));
  app.use(securityHeaders());
  app.use(noStore);
  app.get('/healthz', alive);
  app.get('/readyz', ready(deps.isReady));
  // Before the limit of the other routes: it has its own.
  if (deps.desk !== null) app.use('/desk', deps.desk);
  addGuards(app.router, deps);
  addPaymentRoutes(app.router, deps);
  app.get('/openapi.json', getOpenapi);
  if (deps.hasDocsPage) {
    app.get('/docs', getDocs);
    app.get('/docs/:file', getDocsFile);
  }
  serveShop(app, deps);

  refuseOtherMethods(app.router);
  app.use((_req, res) => sendJson(res, replyOf('notFound')));
  app.use(createErrorReply((_req, res, reply) => sendJson(res, reply)));
  return app;
}

/** The routes that need a key. */
function serveShop(app: Express, deps: AppDeps): void {
  const { renderMetrics } = deps;
  const paths = ['/orders', '/outbox', '/exports', '/audit', ...(renderMetrics === null ? [] : ['/metrics'])];
  // Before the routes, so that nobody without a key learns which of them there are.
  app.use(paths, requireKey(deps.keys, deps.onRefused));
  const add = addShopRoutes(app, createRequireScope(deps.onRefused));
  add('POST /orders', readBody(), postOrder(deps.registerOrder));
  add('GET /orders', getOrders(deps.listOrders));
  add('GET /orders/:merchant_uid', getOrder(deps.readOrder));
  add('GET /orders/:merchant_uid/timeline', getTimeline(deps.readTimeline));
  add('POST /orders/:merchant_uid/recheck', postRecheck(deps.recheckOrder));
  add('PATCH /orders/:merchant_uid', readBody(), patchOrder(deps.amendOrder));
  add('POST /orders/:merchant_uid/cancel', readBody(), postCancel(deps.cancelOrder));
  add('POST /orders/:merchant_uid/accept', readBody(), postAccept(deps.acceptPayment));
  add('POST /orders/:merchant_uid/attention/acknowledge', readBody(), postAcknowledge(deps.acknowledgeOrder));
  add('GET /exports/payments.csv', getExport('payments', deps));
  add('GET /exports/cancels.csv', getExport('cancels', deps));
  add('POST /outbox/:id/replay', postReplay(deps.replayNotification));
  add('POST /outbox/:id/resend', postResendMessage(deps.resendMessage));
  add('POST /orders/:merchant_uid/resend', readBody(), postResendOrder(deps.resendOrder));
  add('POST /outbox/resends', readBody(), postResendPeriod(deps.requestResend));
  add('GET /outbox/resends/:request_id', getResend(deps.findResend));
  add('GET /audit', getAudit(deps.readAudit));
  if (renderMetrics !== null) add('GET /metrics', getMetrics(renderMetrics));
}
