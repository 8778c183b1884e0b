import type { RequestHandler } from 'express';

/** `GET /healthz`: this process is alive. It checks nothing else. */
export const alive: RequestHandler = (_req, res) => {
  res.json({ status: 'ok' });
};

/** `GET /readyz`: no index is missing, and this process can read orders, or could less than a second ago. */
export function ready(isReady: () => Promise<boolean>): RequestHandler {
  return async (_req, res) => {
    const isUp = await isReady();
    res.status(isUp ? 200 : 503).json({ status: isUp ? 'ready' : 'unavailable' });
  };
}
