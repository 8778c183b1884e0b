import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { UNKNOWN, type AccessKey, type Actor, type Scope } from '../domain/access-key';
import type { KeyRing } from './create-key-ring';
import { InvalidRequest } from './invalid-request';
import { replyOf, sendJson } from './replies';

/** The names in `res.locals`. */
const KEY = 'accessKey';
const ACTOR = 'actor';

/**
 * Names a person of the shop. No sign but these, and no more digits than a staff number has: it must not become a place for
 * a buyer's telephone or account number.
 */
export const Operator = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9 ._@-]{0,62}[A-Za-z0-9])?$/)
  .regex(/^(?:\D*\d){0,8}\D*$/);

/** Tells of a refused request, before it is answered. Never throws. */
export type OnRefused = (refused: {
  readonly actor: Actor;
  /** The method and the path, without ids. */
  readonly route: string;
  /** The missing scope; null for an unknown key. */
  readonly scope: Scope | null;
}) => Promise<void>;

/** Refuses a request without a valid key with 401. Routes behind it may use `requireScope` and `actorOf`. */
export function requireKey(keys: Pick<KeyRing, 'find'>, onRefused: OnRefused): RequestHandler {
  return async (req, res, next) => {
    const sent = sentKey(req);
    const key = sent === null ? null : keys.find(sent);
    if (key !== null) {
      res.locals[KEY] = key;
      res.locals[ACTOR] = { name: key.name, operator: operatorOf(req) } satisfies Actor;
      return next();
    }
    if (sent !== null) {
      req.log.warn('request refused: unknown key');
      await onRefused({ actor: { name: UNKNOWN, operator: null }, route: `${req.method} ${req.baseUrl}`, scope: null });
    }
    res.set('WWW-Authenticate', 'Bearer');
    sendJson(res, replyOf('unauthorized'));
  };
}

/** Refuses a key without the scope with 403. `requireKey` goes before it. */
export function createRequireScope(onRefused: OnRefused): RequireScope {
  return (scope, route) => async (req, res, next) => {
    const { name, scopes } = res.locals[KEY] as AccessKey;
    if (scopes.includes(scope)) return next();
    req.log.warn({ actor: name, scope }, 'request refused: the key lacks the scope');
    await onRefused({ actor: actorOf(res), route, scope });
    sendJson(res, replyOf('scopeMissing', { scope }));
  };
}

/** Makes what lets only keys with a scope pass. @param route as the table of scopes names it */
export type RequireScope = (scope: Scope, route: string) => RequestHandler;

/** Who sent a request that has passed `requireKey`. */
export function actorOf(res: Response): Actor {
  return res.locals[ACTOR] as Actor;
}

/** Whether the key of a request that has passed `requireKey` has a scope. */
export function hasScope(res: Response, scope: Scope): boolean {
  return (res.locals[KEY] as AccessKey).scopes.includes(scope);
}

/** One header only: of two, a proxy might have checked the one and Node would read the other. */
function sentKey({ headersDistinct: { authorization = [] } }: Request): string | null {
  const [header = '', ...others] = authorization;
  return others.length > 0 ? null : (/^Bearer +([\x21-\x7e]{1,512}) *$/i.exec(header)?.[1] ?? null);
}

function operatorOf(req: Request): string | null {
  const header = req.headersDistinct['x-operator'];
  if (header === undefined) return null;
  const operator = Operator.safeParse(header.length === 1 ? header[0] : null);
  if (operator.success) return operator.data;
  const message = 'must name a person of yours: 1 to 64 of A-Z a-z 0-9 . _ @ - and spaces, with at most 8 digits';
  throw new InvalidRequest([{ field: 'X-Operator', message }]);
}
