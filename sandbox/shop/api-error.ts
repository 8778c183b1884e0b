import type { ErrorRequestHandler } from 'express';
import { ZodError } from 'zod';
import { CheckoutClientError } from '../../src/client';

/** Turns what a route of `/api` threw into an answer that tells nothing of this server. */
export const apiError: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
  if (error instanceof ZodError) {
    const errors = error.issues.map(({ path, message }) => ({ field: path.join('.') || 'body', message }));
    res.status(400).json({ status: 'invalidRequest', message: 'Invalid request', errors });
  } else if (error instanceof CheckoutClientError) {
    res.status(503).json({ status: 'unavailable', message: 'Try again in a moment' });
  } else if (isClientError(error)) {
    res.status(400).json({ status: 'invalidRequest', message: 'The request cannot be read' });
  } else {
    console.error(error);
    res.status(500).json({ status: 'internalError', message: 'Internal error' });
  }
};

/** Express and body-parser mark what the client did wrong with a 4xx `status`. */
function isClientError(error: unknown): boolean {
  return error instanceof Error && 'status' in error && Number(error.status) >= 400 && Number(error.status) < 500;
}
