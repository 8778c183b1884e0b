import type { Response } from 'express';
import type { AccessKey, Actor } from '../domain/access-key';
import type { PageContext } from './page-context';

/** The person behind a request that has passed the sign-in. */
export interface SignedIn {
  readonly context: PageContext;
  readonly key: AccessKey;
  /** As the audit log names the person. */
  readonly actor: Actor;
}

/** The names in `res.locals`. */
const CONTEXT = 'deskContext';
const KEY = 'deskKey';

/** Who sent a request that has passed the sign-in, and what its page needs. */
export function deskOf(res: Response): SignedIn {
  const key = res.locals[KEY] as AccessKey;
  return { context: contextOf(res), key, actor: { name: key.name, operator: null } };
}

/** What any page needs, also one before the sign-in. */
export function contextOf(res: Response): PageContext {
  return res.locals[CONTEXT] as PageContext;
}

export function keepContext(res: Response, context: PageContext): void {
  res.locals[CONTEXT] = context;
}

export function keepKey(res: Response, key: AccessKey): void {
  res.locals[KEY] = key;
}
