import express, { type ErrorRequestHandler, type Request, Router } from 'express';
import { ZodError } from 'zod';
import { Impossible } from '../impossible';
import type { ControlRoute } from './control-route';

/**
 * The control API as a router. Bodies are JSON whatever their label says, so that a bare `curl -d` will do. Wrong
 * input is 400 and names the field; an unknown payment is 404; a move that is not possible now is 409.
 */
export function createControl(routes: ControlRoute[]): Router {
  const router = Router();
  router.use(express.json({ type: () => true, limit: '1mb' }));
  router.get('/', (_request, response) => {
    response.json(routes.map(({ name, about, example }) => ({ name, about, ...(example ? { example } : {}) })));
  });
  for (const route of routes) {
    const [method, path] = route.name.split(' ') as ['GET', string];
    router[method.toLowerCase() as 'get'](path, async (request, response) => {
      const result = await route.handle(readCall(request));
      response.json(result === undefined ? { done: true } : result);
    });
  }
  router.use((request, response) => {
    response.status(404).json({ error: 'unknownRoute', message: `no ${request.method} ${request.originalUrl}` });
  });
  router.use(answerError);
  return router;
}

function readCall(request: Request) {
  const params = Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [name, [value].flat().join('/')]),
  );
  const query = new URL(request.originalUrl, 'http://sandbox').searchParams;
  return { params, query, body: request.body as unknown };
}

const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof ZodError) {
    const fields = error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    response.status(400).json({ error: 'invalidRequest', fields });
  } else if (error instanceof Impossible) {
    const status = { 'wrong-state': 409, 'wrong-value': 400 }[error.reason as string] ?? 404;
    response.status(status).json({ error: error.reason, message: error.message });
  } else if (error instanceof Error && 'type' in error && 'statusCode' in error) {
    response.status(Number(error.statusCode)).json({ error: 'invalidRequest', message: error.message });
  } else {
    next(error);
  }
};
