import type { IncomingHttpHeaders } from 'node:http';

/**
 * The token of a call: `Authorization: t`, `Authorization: Bearer t`, or the old `X-ImpTokenHeader: t` (§1.3).
 * The `?_token=` form is left out on purpose: it puts a secret into access logs.
 */
export function bearerToken(headers: IncomingHttpHeaders): string | undefined {
  const old = headers['x-imptokenheader'];
  const sent = headers.authorization ?? (typeof old === 'string' ? old : undefined);
  return sent?.replace(/^Bearer\s+/i, '').trim();
}
