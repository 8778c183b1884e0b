import createClient, { defaultPathSerializer, type Client } from 'openapi-fetch';
import type { paths } from './openapi';
import { sendCall, type CallOptions, type SendCallDeps } from './send-call';
import type { CallTimes } from './try-again';
import type { SendableRequest } from './try-once';

/** What the client knows of an operation beside its path. */
export interface CallTraits {
  /** Whether a repeat of a request that was carried out changes nothing. */
  readonly isIdempotent: boolean;
  readonly merchantUid?: string | undefined;
  readonly requestId?: string | undefined;
}

/** The part of a call's options for openapi-fetch that is the same for each operation. */
export interface LineOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Calls of the service's operations, by their paths. */
export interface Line {
  readonly http: Client<paths, 'application/json'>;
  readonly via: (traits: CallTraits, options?: CallOptions) => LineOptions;
}

/** Opens a line to the service with that key. */
export function openLine(deps: SendCallDeps & { readonly url: string; readonly key: string } & CallTimes): Line {
  const { url, key } = deps;
  const pathOf = (request: Request) =>
    new URL(request.url).pathname.slice(new URL(url).pathname.replace(/\/$/, '').length);
  return {
    http: createClient({
      baseUrl: url,
      headers: { authorization: `Bearer ${key}` },
      pathSerializer: (path, ids) => defaultPathSerializer(path, checkedIds(ids)),
    }),
    via: ({ isIdempotent, merchantUid, requestId }, { signal, operator, ...times } = {}) => ({
      headers: operator === undefined ? {} : { 'X-Operator': operator },
      fetch: async (request) =>
        sendCall(deps, await sendable(request), {
          name: `${request.method} ${pathOf(request)}`,
          timeoutMs: times.timeoutMs ?? deps.timeoutMs,
          totalTimeoutMs: times.totalTimeoutMs ?? deps.totalTimeoutMs,
          isIdempotent,
          merchantUid: merchantUid ?? null,
          requestId: requestId ?? null,
          signal: signal ?? null,
        }),
    }),
  };
}

/** An id of nothing or dots would make the URL that of another route. */
function checkedIds(ids: Record<string, unknown>): Record<string, unknown> {
  for (const [name, id] of Object.entries(ids)) {
    if (typeof id !== 'string' || /^\.*$/.test(id)) throw new TypeError(`${name} must be an id`);
  }
  return ids;
}

async function sendable(request: Request): Promise<SendableRequest> {
  const { url, method, headers } = request;
  const body = request.body === null ? null : await request.text();
  return { url, method, headers: Object.fromEntries(headers), body };
}

/** The refusal in an answer. The line has thrown already where the answer was a fault. */
export function refusal<Answer>(answer: Answer): Exclude<Answer, { status: 'unavailable' | 'internalError' }> {
  return answer as Exclude<Answer, { status: 'unavailable' | 'internalError' }>;
}
