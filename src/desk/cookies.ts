import type { CookieOptions, Request } from 'express';
import { DESK } from './desk-paths';

/** The session's id, or before the sign-in the id of the form. */
export const SESSION_COOKIE = '__Secure-desk-session';
export const FORM_COOKIE = '__Secure-desk-form';
export const LANGUAGE_COOKIE = '__Secure-desk-language';
/** What the next page tells about the form that was sent before it. */
export const NOTICE_COOKIE = '__Secure-desk-notice';

/** No script reads a cookie of the desk, no other site causes one to be sent, and no other path gets one. */
export const DESK_COOKIE = {
  path: DESK,
  httpOnly: true,
  secure: true,
  sameSite: 'strict',
} as const satisfies CookieOptions;

/** The value of a cookie. Null where it is absent, and where two have the name: another page may have set one of them. */
export function cookieOf(req: Request, name: string): string | null {
  const values = (req.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? (values[0] ?? null) : null;
}
