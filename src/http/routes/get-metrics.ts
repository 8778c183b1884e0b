import type { RequestHandler } from 'express';

/** Renders the metrics of this service. */
export type RenderMetrics = () => Promise<{ readonly contentType: string; readonly text: string }>;

/** `GET /metrics`: the metrics in the text format of Prometheus. It answers in an outage of the database, too. */
export function getMetrics(render: RenderMetrics): RequestHandler {
  return async (_req, res) => {
    const { contentType, text } = await render();
    res.set('Content-Type', contentType).send(text);
  };
}
