import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { UNKNOWN, type AccessKey } from '../../domain/access-key';
import { digestOf, type KeyRing } from '../../http/create-key-ring';
import type { OnRefused } from '../../http/require-key';
import type { SenderOf } from '../../http/sender-of';
import type { DeskSignIn } from '../../services/desk-sign-in';
import { cookieOf, DESK_COOKIE, FORM_COOKIE, SESSION_COOKIE } from '../cookies';
import { isSecret, newSecret } from '../csrf';
import { DESK, returnPath, SIGN_IN } from '../desk-paths';
import { firstPageOf } from '../page';
import { showSignIn } from '../show-sign-in';
import type { SignInTries } from '../sign-in-tries';

/** How a try to sign in ended. */
export type SignInResult = 'succeeded' | 'unknownKey' | 'notForPersons' | 'tooMany';

export interface SignInDeps {
  readonly keys: Pick<KeyRing, 'find'>;
  readonly signIn: DeskSignIn;
  readonly tries: SignInTries;
  readonly senderOf: SenderOf;
  readonly onRefused: OnRefused;
  /** Called for each try. */
  readonly onSignIn: (result: SignInResult) => void;
  /** How long a browser keeps the cookie of a session, in milliseconds. */
  readonly sessionMs: number;
}

const WRONG_KEY = { problem: 'wrongKey', status: 403 } as const;
const TOO_MANY = { problem: 'tooMany', status: 429 } as const;

const Body = z
  .object({ key: z.string().max(512).catch(''), to: z.string().optional().catch(undefined) })
  .catch({ key: '' });

/** `POST /desk/sign-in`: begins a session of its own, whatever session the browser had. */
export function postSignIn(deps: SignInDeps): RequestHandler {
  return async (req, res) => {
    const body = Body.parse(req.body);
    const to = returnPath(body.to);
    const key = deps.keys.find(body.key.trim());
    const result = await judge(deps, key, deps.senderOf(req).key);
    deps.onSignIn(result);
    if (result === 'succeeded' && key !== null) return begin(deps, key, req, res, to);
    req.log.warn({ result }, 'sign-in refused');
    const isLimited = result === 'tooMany';
    if (isLimited) res.set('Retry-After', String(deps.tries.retryAfterS));
    else {
      const actor = { name: key?.name ?? UNKNOWN, operator: null };
      await deps.onRefused({ actor, route: `POST ${SIGN_IN}`, scope: null });
    }
    showSignIn(req, res, { to, ...(isLimited ? TOO_MANY : WRONG_KEY) });
  };
}

async function judge({ tries }: SignInDeps, key: AccessKey | null, sender: string): Promise<SignInResult> {
  if (key?.maySignIn === true) return (await tries.isOpen(sender)) ? 'succeeded' : 'tooMany';
  if (!(await tries.count(sender))) return 'tooMany';
  return key === null ? 'unknownKey' : 'notForPersons';
}

async function begin({ signIn, sessionMs }: SignInDeps, key: AccessKey, req: Request, res: Response, to: string) {
  const before = cookieOf(req, SESSION_COOKIE);
  if (isSecret(before)) await signIn.end(digestOf(before));
  const secret = newSecret();
  await signIn.begin(digestOf(secret), key);
  res.cookie(SESSION_COOKIE, secret, { ...DESK_COOKIE, maxAge: sessionMs });
  res.clearCookie(FORM_COOKIE, DESK_COOKIE);
  res.redirect(303, to === DESK ? (firstPageOf(key.scopes) ?? DESK) : to);
}
