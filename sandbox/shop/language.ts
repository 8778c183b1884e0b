import type { Request, Response } from 'express';

/** Languages of the shop. */
export type Language = 'ko' | 'en';

/** A text in every language of the shop. */
export type Localized = Readonly<Record<Language, string>>;

const COOKIE = 'lang';
const COOKIE_MAX_AGE_MS = 365 * 24 * 60 * 60_000;

/** The language that the visitor chose (`?lang=`, kept in a cookie), else that of the browser, else Korean. */
export function languageOf(req: Request): Language {
  const chosen = asLanguage(req.query['lang']) ?? asLanguage(cookieOf(req.headers.cookie ?? ''));
  return chosen ?? (req.acceptsLanguages('ko', 'en') === 'en' ? 'en' : 'ko');
}

/** Keeps what the visitor chose with `?lang=`. */
export function keepLanguage(req: Request, res: Response): void {
  const chosen = asLanguage(req.query['lang']);
  if (chosen === undefined) return;
  res.cookie(COOKIE, chosen, { maxAge: COOKIE_MAX_AGE_MS, sameSite: 'lax', httpOnly: true });
}

function asLanguage(value: unknown): Language | undefined {
  return value === 'ko' || value === 'en' ? value : undefined;
}

function cookieOf(header: string): string | undefined {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(header)?.[1];
}
