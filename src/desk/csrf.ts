import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

/** An id of 256 random bits, for a session or for a form before the sign-in. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** The form of such an id: anything else is looked up nowhere. */
export const isSecret = (text: string | null): text is string => text !== null && /^[\w-]{43}$/.test(text);

/**
 * The token that every form of a session holds. It follows from the session's id, which no page contains, and nobody finds the
 * id by the token.
 */
export function csrfTokenOf(secret: string): string {
  return createHash('sha256').update(`csrf:${secret}`).digest('base64url');
}

/** Whether a form holds the token of the session. */
export function isTokenOf(secret: string, sent: unknown): boolean {
  const token = Buffer.from(csrfTokenOf(secret));
  const other = Buffer.from(typeof sent === 'string' ? sent : '');
  return token.length === other.length && timingSafeEqual(token, other);
}

/**
 * Whether a form comes from a page of the desk, as the browser says. `Sec-Fetch-Site` decides where the browser sends it:
 * a page cannot set it, and no proxy changes it. Else the `Origin` must be this one.
 *
 * @param publicOrigin the origin as browsers see it, where a proxy changes the host; null if it is not known
 */
export function isFromDesk(req: Request, publicOrigin: string | null): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = req.get('origin');
  return origin !== undefined && (origin === `${req.protocol}://${req.host}` || origin === publicOrigin);
}
