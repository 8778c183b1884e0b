import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { failure } from './api/api-reply';
import { INVENTED_TEXTS } from './api/messages';
import { sendReply } from './api/send-reply';

/** The parts of the sandbox's HTTP face. */
export interface AppParts {
  api: RequestHandler;
  control: RequestHandler;
  pages: RequestHandler;
}

/** The sandbox as an Express app: control API, pages, imitated API. It listens to nothing. */
export function createApp({ api, control, pages }: AppParts): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/_sandbox', control);
  app.use(pages);
  app.use(express.json({ limit: '1mb' }), express.urlencoded({ extended: true, limit: '1mb' }));
  app.use(api);
  app.use(answerError);
  return app;
}

/** A body or path that nobody can read (400, 413, 415), or a fault of the sandbox itself; both texts are invented. */
const answerError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  sendReply(response, failure(status, status < 500 ? INVENTED_TEXTS.unreadable : INVENTED_TEXTS.internalError));
};
