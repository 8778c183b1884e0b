import {
  bulkhead,
  BulkheadRejectedError,
  ExponentialBackoff,
  handleType,
  retry,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import type { z } from 'zod';
import { createAccessTokens, type IssuedToken } from './access-token';
import { IamportUnavailableError, IamportUnexpectedReplyError } from './errors';
import { createTransport, pathOf, readAnswer, type IamportRequest } from './transport';
import { problemOf, TokenReply } from './wire';

/** How to reach i'mport, and how long to try. Times are in milliseconds. */
export interface SessionOptions {
  /** Without a trailing slash. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** How long one try may take. */
  readonly tryTimeoutMs: number;
  /** How long one call may take with all its tries and pauses. */
  readonly budgetMs: number;
  /** A monotonic clock. */
  readonly elapsedMs: () => number;
}

/** Sends requests with a token; each method throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`. */
export interface IamportSession {
  /** Sends what may be repeated, and repeats it within the budget after network errors and 5xx. */
  readonly repeatable: (request: IamportRequest) => Promise<unknown>;
}

/** Calls at once, and callers that wait for one of them to end: beyond that it is better to say no at once. */
const MAX_UNDER_WAY = 50;
const MAX_WAITING = 500;
const MAX_RETRIES = 2;
const BACKOFF = { initialDelay: 100, maxDelay: 1_000 };

/** Opens a session with its own connection pool and token; no request is sent before the first call. */
export function createIamportSession(options: SessionOptions): IamportSession {
  const send = createTransport(options);
  const tokens = createAccessTokens({ fetchToken, elapsedMs: options.elapsedMs });
  const policy = wrap(
    timeout(options.budgetMs, TimeoutStrategy.Aggressive),
    bulkhead(MAX_UNDER_WAY, MAX_WAITING),
    retry(
      handleType(IamportUnavailableError, (error) => error.retryable),
      { maxAttempts: MAX_RETRIES, backoff: new ExponentialBackoff(BACKOFF) },
    ),
  );

  async function fetchToken(): Promise<IssuedToken> {
    const body = { imp_key: options.apiKey, imp_secret: options.apiSecret };
    const request: IamportRequest = { method: 'POST', path: ['users', 'getToken'], body };
    return parseReply(request, TokenReply, readAnswer(request, await send(request, {})));
  }

  /** A token that was just refused is renewed once: it may have been ended early on i'mport's side. */
  async function sendAuthorized(request: IamportRequest, signal: AbortSignal): Promise<unknown> {
    const token = await tokens.get();
    const answer = await send(request, { token, signal });
    if (answer.status !== 401) return readAnswer(request, answer);
    return readAnswer(request, await send(request, { token: await tokens.renew(token), signal }));
  }

  return {
    async repeatable(request) {
      const what = `${request.method} ${pathOf(request)}`;
      try {
        return await policy.execute(({ signal }) => sendAuthorized(request, signal));
      } catch (error) {
        if (error instanceof BulkheadRejectedError)
          throw new IamportUnavailableError(`${what}: too many calls under way`);
        if (!(error instanceof TaskCancelledError)) throw error;
        throw new IamportUnavailableError(`${what}: no answer within ${options.budgetMs} ms`);
      }
    },
  };
}

/** Reads a reply by its schema. @throws IamportUnexpectedReplyError that names the fields and none of their values */
export function parseReply<Schema extends z.ZodType>(
  request: IamportRequest,
  schema: Schema,
  response: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(response);
  if (parsed.success) return parsed.data;
  throw new IamportUnexpectedReplyError(`${request.method} ${pathOf(request)}: ${problemOf(parsed.error)}`);
}
