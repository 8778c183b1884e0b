import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { SandboxDoors } from '../sandbox';
import { isMobile } from './is-mobile';
import type { Locale } from './locale';
import { shopOriginOf } from './shop-origin';
import type { WindowSessions } from './window-sessions';

const ADDRESS = '/_window/checkouts';

/** What the SDK script sends. `params` is the page's own and may be anything; the checkout judges it. */
const openSchema = z.strictObject({
  params: z.unknown(),
  caller: z.strictObject({
    merchantCode: z.string().optional(),
    script: z.enum(['v1', 'legacy']),
    hasCallback: z.boolean(),
  }),
});

/**
 * `IMP.request_pay` as the SDK script calls it, from any origin. What the browser is like is read from its headers,
 * not from what the page says. The answer is the window's address, or what the page is to be told instead.
 */
export function createOpenRoute({ checkouts }: SandboxDoors, sessions: WindowSessions): Router {
  const router = Router();
  router.use(ADDRESS, allowAnyOrigin);
  router.options(ADDRESS, (_request, response) => void response.status(204).end());
  router.post(ADDRESS, express.json({ type: () => true, limit: '256kb' }), (request, response) => {
    const { params, caller } = openSchema.parse(request.body);
    const userAgent = request.get('User-Agent');
    const result = checkouts.open(params, { ...caller, userAgent, mobile: isMobile(userAgent) });
    if (!result.opened) return void response.json(result);
    const { id, way } = result.checkout;
    sessions.begin(id, { shopOrigin: shopOriginOf(request.get('Origin')), language: languageOf(params) });
    response.json({ opened: true, id, way, path: `/_window/${id}` });
  });
  router.use(ADDRESS, answerError);
  return router;
}

/** No cookie and no secret is involved, so any page may ask; a shop on a public address may reach a private one. */
const allowAnyOrigin: RequestHandler = (_request, response, next) => {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Allow-Headers': 'Content-Type',
    'Access-Control-Allow-Private-Network': 'true',
    'Cache-Control': 'no-store',
  });
  next();
};

const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const unreadable = error instanceof Error && 'statusCode' in error;
  if (!(error instanceof z.ZodError) && !unreadable) return next(error);
  response.status(400).json({ error: 'invalidRequest', message: error.message });
};

/** `language` of `request_pay` (§8.2). */
function languageOf(params: unknown): Locale | undefined {
  const language = (params as { language?: unknown } | null)?.language;
  return language === 'ko' || language === 'en' ? language : undefined;
}
