import type { Request, Response } from 'express';
import { cookieOf, DESK_COOKIE, FORM_COOKIE } from './cookies';
import { csrfTokenOf, isSecret, newSecret } from './csrf';
import { contextOf } from './desk-session';
import { SignInPage, type SignInProblem } from './pages/sign-in-page';
import { sendPage } from './send-page';

/** Answers with the sign-in. Its token is that of a cookie of its own, because there is no session yet. */
export function showSignIn(
  req: Request,
  res: Response,
  { to, problem, status }: { readonly to: string; readonly problem: SignInProblem | null; readonly status: number },
): void {
  const known = cookieOf(req, FORM_COOKIE);
  const secret = isSecret(known) ? known : newSecret();
  if (secret !== known) res.cookie(FORM_COOKIE, secret, DESK_COOKIE);
  const context = { ...contextOf(res), csrfToken: csrfTokenOf(secret) };
  sendPage(res, SignInPage({ context, to, problem }), status);
}
