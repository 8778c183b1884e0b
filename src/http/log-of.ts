import type { Request, Response } from 'express';
import type { Logger } from 'pino';

/** The name in `res.locals` under which a router in the shop's app keeps its own log. */
const LOG = 'checkoutLog';

/** Gives a request the log of the checkout. The shop's own `req.log` stays as it is. */
export function setLog(res: Response, log: Logger): void {
  res.locals[LOG] = log;
}

/** The log of a request: with its id. */
export function logOf(req: Request): Logger {
  return (req.res?.locals[LOG] as Logger | undefined) ?? req.log;
}
