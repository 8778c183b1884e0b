import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Sets helmet's headers. They are the same for every request, so helmet runs once, when the app is created. */
export function securityHeaders(): RequestHandler {
  const headers = headersOfHelmet();
  return (_req, res, next) => {
    for (const [name, value] of headers) res.setHeader(name, value);
    next();
  };
}

function headersOfHelmet(): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const res = {
    setHeader: (name: string, value: string) => void headers.set(name, value),
    // `X-Powered-By`, which the app does not send.
    removeHeader: (name: string) => void headers.delete(name),
  };
  // It sets its headers before it returns, and needs nothing of the request.
  helmet()({} as IncomingMessage, res as unknown as ServerResponse, () => undefined);
  return headers;
}
