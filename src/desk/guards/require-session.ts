import type { RequestHandler } from 'express';
import { digestOf } from '../../http/create-key-ring';
import type { DeskSignIn } from '../../services/desk-sign-in';
import { cookieOf, DESK_COOKIE, SESSION_COOKIE } from '../cookies';
import { csrfTokenOf, isSecret } from '../csrf';
import { contextOf, keepContext, keepKey } from '../desk-session';
import { returnPath, SIGN_IN } from '../desk-paths';
import { redirectWithNotice } from '../notice';
import { signInTexts } from '../texts/sign-in-texts';

/** Lets only a person who is signed in pass; anybody else is sent to the sign-in, and from there back. */
export function requireSession(signIn: Pick<DeskSignIn, 'resume'>): RequestHandler {
  return async (req, res, next) => {
    const context = contextOf(res);
    const secret = cookieOf(req, SESSION_COOKIE);
    const key = isSecret(secret) ? await signIn.resume(digestOf(secret)) : null;
    if (key !== null && secret !== null) {
      keepKey(res, key);
      const actor = { name: key.name, operator: null };
      keepContext(res, { ...context, actor, scopes: key.scopes, csrfToken: csrfTokenOf(secret) });
      return next();
    }
    if (secret !== null) res.clearCookie(SESSION_COOKIE, DESK_COOKIE);
    if (req.method === 'GET' || req.method === 'HEAD') {
      return res.redirect(303, `${SIGN_IN}?${new URLSearchParams({ to: returnPath(context.path) }).toString()}`);
    }
    redirectWithNotice(res, SIGN_IN, { tone: 'bad', text: signInTexts(context.language).sessionEnded });
  };
}
