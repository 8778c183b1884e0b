import type { RequestHandler } from 'express';
import { digestOf } from '../../http/create-key-ring';
import type { DeskSignIn } from '../../services/desk-sign-in';
import { cookieOf, DESK_COOKIE, SESSION_COOKIE } from '../cookies';
import { isSecret } from '../csrf';
import { SIGN_IN } from '../desk-paths';
import { contextOf } from '../desk-session';
import { redirectWithNotice } from '../notice';
import { signInTexts } from '../texts/sign-in-texts';

/** `POST /desk/sign-out`: ends the session on every instance. */
export function postSignOut(signIn: Pick<DeskSignIn, 'end'>): RequestHandler {
  return async (req, res) => {
    const secret = cookieOf(req, SESSION_COOKIE);
    if (isSecret(secret)) await signIn.end(digestOf(secret));
    res.clearCookie(SESSION_COOKIE, DESK_COOKIE);
    redirectWithNotice(res, SIGN_IN, { tone: 'good', text: signInTexts(contextOf(res).language).signedOut });
  };
}
