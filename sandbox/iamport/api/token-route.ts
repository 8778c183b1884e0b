import type { Tokens } from '../tokens';
import { failure, success } from './api-reply';
import type { ApiRoute } from './api-route';
import { MISSING_KEY_TEXT, WRONG_KEY_TEXT } from './messages';

/** `POST /users/getToken` (§1.2). */
export function tokenRoute(deps: { tokens: Tokens; impKey: string; impSecret: string }): ApiRoute {
  return {
    name: 'POST /users/getToken',
    paths: ['/users/getToken'],
    open: true,
    handle({ body }) {
      const { imp_key: key, imp_secret: secret } = body;
      if (!key || !secret) return failure(400, MISSING_KEY_TEXT);
      if (key !== deps.impKey || secret !== deps.impSecret) return failure(401, WRONG_KEY_TEXT);
      return success(deps.tokens.issue());
    },
  };
}
