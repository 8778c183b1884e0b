import type { ErrorRequestHandler } from 'express';
import type { ReplyPage } from './pages/page-reply';

/** The last middleware: a page that says sorry, and nothing of what went wrong. */
export function pageError(reply: ReplyPage): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (status >= 400 && status < 500) return reply(req, res, { page: 'notFound', status: 404 });
    console.error(error);
    reply(req, res, { page: 'broken', status: 500 });
  };
}
