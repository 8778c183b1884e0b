import { request as requestHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';

/** What axios takes as its `transport`. */
export interface RequestTransport {
  readonly request: (options: RequestOptions, onAnswer: (answer: IncomingMessage) => void) => ClientRequest;
}

/**
 * Creates a transport that ends each request after a time limit, from its start to the last byte of its answer. The timeout of
 * axios counts idle time only, so an answer that arrives slowly would never time out.
 *
 * @param onLate called before a request is ended. @default nothing is called
 */
export function limitRequest(limitMs: number, onLate?: () => void): RequestTransport {
  return {
    request(options, onAnswer) {
      const request = (options.protocol === 'https:' ? requestHttps : requestHttp)(options, onAnswer);
      const timer = setTimeout(() => {
        onLate?.();
        request.destroy(Object.assign(new Error(`no answer within ${limitMs} ms`), { code: 'ETIMEDOUT' }));
      }, limitMs);
      return request.once('close', () => clearTimeout(timer));
    },
  };
}
