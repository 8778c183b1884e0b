import type { RequestHandler } from 'express';
import { replyOf, sendJson } from './error-reply';

/**
 * Answers 503 at once while so many reports are being verified already: they could only pile up, and whoever waited would
 * get his answer too late.
 */
export function shedLoad(options: { readonly atOnce: number }): RequestHandler {
  let underWay = 0;
  return (_req, res, next) => {
    if (underWay >= options.atOnce) return sendJson(res, replyOf('unavailable'));
    underWay += 1;
    res.once('close', () => (underWay -= 1));
    next();
  };
}
