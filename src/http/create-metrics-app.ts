import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { createErrorReply, replyOf, sendJson } from './replies';
import { requestLog } from './request-log';
import { securityHeaders } from './security-headers';
import { getMetrics, type RenderMetrics } from './routes/get-metrics';

/** Creates the app of `METRICS_PORT`: `GET /metrics` without a key, and nothing else. Does not listen. */
export function createMetricsApp(render: RenderMetrics, logger: Logger): Express {
  const app = express();
  app.set('etag', false);
  app.disable('x-powered-by');
  app.use(requestLog(logger));
  app.use(securityHeaders());
  app.get('/metrics', getMetrics(render));
  app.use((_req, res) => sendJson(res, replyOf('notFound')));
  app.use(createErrorReply((_req, res, reply) => sendJson(res, reply)));
  return app;
}
