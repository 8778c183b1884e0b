import type { RequestHandler } from 'express';
import type { Scope } from '../../domain/access-key';
import type { OnRefused } from '../../http/require-key';
import { deskOf } from '../desk-session';
import { sendPlain } from '../send-plain';

/** Makes what lets only persons with a scope pass; the others get 403, and the audit log has the try. @param route its method and path, without ids */
export type RequireDeskScope = (scope: Scope, route: string) => RequestHandler;

/** The sign-in goes before it. */
export function createRequireDeskScope(onRefused: OnRefused): RequireDeskScope {
  return (scope, route) => async (req, res, next) => {
    const { actor, key } = deskOf(res);
    if (key.scopes.includes(scope)) return next();
    req.log.warn({ actor: actor.name, scope }, 'request refused: the key lacks the scope');
    await onRefused({ actor, route, scope });
    sendPlain(res, 'scopeMissing', { status: 403, detail: scope });
  };
}
