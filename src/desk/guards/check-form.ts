import type { RequestHandler } from 'express';
import { z } from 'zod';
import { cookieOf, FORM_COOKIE, SESSION_COOKIE } from '../cookies';
import { isFromDesk, isSecret, isTokenOf } from '../csrf';
import { SIGN_IN } from '../desk-paths';
import { sendPlain } from '../send-plain';

const Body = z.object({ csrf: z.string() }).catch({ csrf: '' });

/**
 * Refuses a form that was not sent from a page of this session: by what the browser says of its origin, and by the token. Before
 * the sign-in, the token is that of a cookie of its own.
 */
export function checkForm(publicOrigin: string | null): RequestHandler {
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') return next();
    const isSignIn = `${req.baseUrl}${req.path}`.toLowerCase().replace(/\/$/, '') === SIGN_IN;
    const secret = cookieOf(req, isSignIn ? FORM_COOKIE : SESSION_COOKIE);
    const { csrf } = Body.parse(req.body);
    if (isFromDesk(req, publicOrigin) && isSecret(secret) && isTokenOf(secret, csrf)) return next();
    req.log.warn('request refused: a form from elsewhere');
    sendPlain(res, 'forged', { status: 403 });
  };
}
