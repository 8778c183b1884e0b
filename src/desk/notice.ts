import type { Request, Response } from 'express';
import { z } from 'zod';
import { cookieOf, DESK_COOKIE, NOTICE_COOKIE } from './cookies';
import type { Notice } from './page-context';

const Kept = z.object({ path: z.string(), tone: z.enum(['good', 'wait', 'bad']), text: z.string() });
const KEPT_MS = 60_000;

/**
 * Answers a form: the browser goes to a page, which tells what was done. The notice is in a cookie for that page alone, since a
 * link could hold any words.
 *
 * @param path of a page of the desk, without a query
 */
export function redirectWithNotice(res: Response, path: string, notice: Notice): void {
  const kept = Buffer.from(JSON.stringify({ path, ...notice })).toString('base64url');
  res.cookie(NOTICE_COOKIE, kept, { ...DESK_COOKIE, maxAge: KEPT_MS });
  res.redirect(303, path);
}

/** Takes the notice for this page, which is then gone. */
export function takeNotice(req: Request, res: Response): Notice | null {
  const cookie = cookieOf(req, NOTICE_COOKIE);
  if (cookie === null || req.method !== 'GET') return null;
  const { path, ...notice } = Kept.safeParse(parseJson(Buffer.from(cookie, 'base64url').toString())).data ?? {};
  if (path !== `${req.baseUrl}${req.path}`.replace(/(.)\/$/, '$1')) return null;
  res.clearCookie(NOTICE_COOKIE, DESK_COOKIE);
  return notice as Notice;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
