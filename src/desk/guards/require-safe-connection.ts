import type { Request, RequestHandler } from 'express';
import { sendPlain } from '../send-plain';

const LOOPBACK_ADDRESS = /^(::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/i;
const LOOPBACK_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;
/** A proxy sets one of them. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/**
 * Refuses a request over plain http, but for one from this machine to this machine: its host is a name of the loopback, so that
 * no name of another host leads here, and no proxy has forwarded it.
 */
export const requireSafeConnection: RequestHandler = (req, res, next) => {
  if (req.secure || isLocal(req)) return next();
  req.log.warn('request refused: the desk over plain http');
  sendPlain(res, 'insecure', { status: 403 });
};

function isLocal(req: Request): boolean {
  return (
    LOOPBACK_ADDRESS.test(req.socket.remoteAddress ?? '') &&
    LOOPBACK_HOST.test(req.headers.host ?? '') &&
    FORWARDED.every((name) => req.headers[name] === undefined)
  );
}
