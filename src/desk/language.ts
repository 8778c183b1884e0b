import type { Request, RequestHandler } from 'express';
import { cookieOf, DESK_COOKIE, LANGUAGE_COOKIE } from './cookies';

/** The languages of the desk. */
export const LANGUAGES = ['ko', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const YEAR_MS = 365 * 24 * 60 * 60_000;

/** The language that a person chose, else the first of the browser's that the desk has, else Korean. */
export function languageOf(req: Request): Language {
  const chosen = toLanguage(cookieOf(req, LANGUAGE_COOKIE));
  return chosen ?? toLanguage(req.acceptsLanguages(...LANGUAGES)) ?? 'ko';
}

/** `?lang=en`: stores the choice, and shows the same page without that parameter. */
export const switchLanguage: RequestHandler = (req, res, next) => {
  const { lang, ...query } = req.query;
  if (lang === undefined || req.method !== 'GET') return next();
  const language = toLanguage(lang);
  if (language !== null) res.cookie(LANGUAGE_COOKIE, language, { ...DESK_COOKIE, maxAge: YEAR_MS });
  res.redirect(303, pathWith(`${req.baseUrl}${req.path}`, query));
};

/** The address of the same page in the other language. @param path with its query */
export function inOtherLanguage(path: string, language: Language): string {
  const url = new URL(path, 'http://desk.invalid');
  url.searchParams.set('lang', language === 'ko' ? 'en' : 'ko');
  return `${url.pathname}${url.search}`;
}

function pathWith(path: string, query: Request['query']): string {
  const texts = Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  const search = new URLSearchParams(texts).toString();
  return search === '' ? path : `${path}?${search}`;
}

function toLanguage(value: unknown): Language | null {
  return LANGUAGES.find((language) => language === value) ?? null;
}
