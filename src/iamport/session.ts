import { ExponentialBackoff, handleType, retry, TaskCancelledError, timeout, TimeoutStrategy, wrap } from 'cockatiel';
import type { z } from 'zod';
import { CheckoutError } from '../domain/errors';
import { createAccessTokens, type AccessTokens, type IssuedToken } from './access-token';
import { createBoundedQueue, type QueueLimits } from '../lib/create-bounded-queue';
import { createCircuitBreaker, type BreakerLimits, type CircuitBreaker } from './circuit-breaker';
import { IamportUnavailableError, IamportUnexpectedReplyError } from './errors';
import { createTransport, pathOf, readAnswer, type IamportRequest, type Transport } from './transport';
import { problemOf, TokenReply } from './wire';

/** How to reach i'mport, and how long to try. Times are in milliseconds. */
export interface SessionOptions {
  /** Without a trailing slash. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** How long one try may take. */
  readonly tryTimeoutMs: number;
  /** How long one call may take with all its tries and pauses, once it is its turn. */
  readonly budgetMs: number;
  /** Tries of one call, and the pauses between them. */
  readonly retry: RetryLimits;
  /** The largest answer that is read. */
  readonly maxAnswerBytes: number;
  readonly queue: QueueLimits;
  readonly breaker: BreakerLimits;
  /** How long before its end a token is renewed. */
  readonly tokenMarginMs: number;
  /** A monotonic clock. */
  readonly elapsedMs: () => number;
}

/** Sends requests with a token; each method throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`. */
export interface IamportSession {
  /**
   * Sends what may be repeated, and repeats it within the budget after network errors and 5xx.
   *
   * @param limits.budgetMs a budget of this call's own
   */
  readonly repeatable: (request: IamportRequest, limits?: { readonly budgetMs: number }) => Promise<unknown>;
  /**
   * Sends what must not be carried out twice, at most once. A 401 is followed by a second try with a new token, since the
   * first was not carried out; after anything else the caller finds out what became of it, unless `mayHaveArrived` of the
   * error is false.
   *
   * @param limits.timeoutMs how long all of it may take, but a token: a PG takes longer over a cancel than i'mport over a
   *   look-up
   */
  readonly once: (request: IamportRequest, limits: { readonly timeoutMs: number }) => Promise<unknown>;
}

/** How far one call has come, with all its tries. */
interface Progress {
  mayHaveArrived: boolean;
}

/** When a call is tried again, in milliseconds. */
export interface RetryLimits {
  readonly maxRetries: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/** What all calls to i'mport share. */
interface Line {
  readonly send: Transport;
  readonly tokens: AccessTokens;
  readonly breaker: CircuitBreaker;
}

/** Opens a session with its own connection pool and token; no request is sent before the first call. */
export function createIamportSession(options: SessionOptions): IamportSession {
  return queueFor(openLine(options), options);
}

/**
 * Opens two sessions on one connection pool, token and breaker: one for what reports cause, one for our own work. Each has
 * a queue of its own, so that a flood of reports never takes the places of a cancel or a registration, nor slow cancels
 * those of reports.
 */
export function createIamportSessions(options: SessionOptions): Record<'reports' | 'own', IamportSession> {
  const line = openLine(options);
  return { reports: queueFor(line, options), own: queueFor(line, options) };
}

function openLine(options: SessionOptions): Line {
  const send = createTransport(options);
  const { elapsedMs, tokenMarginMs: marginMs, breaker } = options;
  return {
    send,
    tokens: createAccessTokens({ fetchToken, elapsedMs, marginMs }),
    breaker: createCircuitBreaker(breaker),
  };

  async function fetchToken(): Promise<IssuedToken> {
    const body = { imp_key: options.apiKey, imp_secret: options.apiSecret };
    const request: IamportRequest = { method: 'POST', path: ['users', 'getToken'], body };
    return parseReply(request, TokenReply, readAnswer(request, await send(request, {})));
  }
}

function queueFor({ send, tokens, breaker }: Line, options: SessionOptions): IamportSession {
  const takeTurn = createBoundedQueue(
    options.queue,
    (what) =>
      new IamportUnavailableError(`${what}: too many calls under way`, {
        mayHaveArrived: false,
        guard: 'gatewayQueue',
      }),
  );

  /** A token that was just refused is renewed once: it may have been ended early on i'mport's side. */
  async function sendAuthorized(
    request: IamportRequest,
    progress: Progress,
    limits: () => TryLimits,
  ): Promise<unknown> {
    const token = await tokens.get();
    const answer = await sendWith(send, token, request, progress, limits());
    if (answer.status !== 401) return readAnswer(request, answer);
    return readAnswer(request, await sendWith(send, await tokens.renew(token), request, progress, limits()));
  }

  /** Runs a call in its turn, and says of a fault what is known of all of its tries. */
  async function run(what: string, budgetMs: number, call: (progress: Progress) => Promise<unknown>): Promise<unknown> {
    const progress: Progress = { mayHaveArrived: false };
    try {
      return await takeTurn(what, () => call(progress));
    } catch (error) {
      if (error instanceof IamportUnavailableError)
        throw new IamportUnavailableError(error.message, {
          ...progress,
          retryable: error.retryable,
          guard: error.guard,
        });
      if (!(error instanceof TaskCancelledError)) throw error;
      throw new IamportUnavailableError(`${what}: no answer within ${budgetMs} ms`, progress);
    }
  }

  return {
    repeatable(request, { budgetMs } = options) {
      const what = nameOf(request);
      return run(what, budgetMs, (progress) =>
        repeatWithin(budgetMs, options.retry).execute(({ signal }) =>
          breaker.run(what, () => sendAuthorized(request, progress, () => ({ signal }))),
        ),
      );
    },
    once(request, limits) {
      const what = nameOf(request);
      return run(what, options.budgetMs, (progress) =>
        turnedAway(
          progress,
          breaker.runIfClosed(what, () =>
            sendAuthorized(request, progress, timeLeft(what, limits.timeoutMs, options.elapsedMs)),
          ),
        ),
      );
    },
  };
}

function repeatWithin(budgetMs: number, { maxRetries, firstDelayMs, maxDelayMs }: RetryLimits) {
  return wrap(
    timeout(budgetMs, TimeoutStrategy.Aggressive),
    retry(
      handleType(IamportUnavailableError, (error) => error.retryable),
      {
        maxAttempts: maxRetries,
        backoff: new ExponentialBackoff({ initialDelay: firstDelayMs, maxDelay: maxDelayMs }),
      },
    ),
  );
}

/** What is left for a second try is what the first has left over. */
function timeLeft(what: string, timeoutMs: number, elapsedMs: () => number): () => TryLimits {
  const end = elapsedMs() + timeoutMs;
  return () => {
    const leftMs = Math.ceil(end - elapsedMs());
    if (leftMs <= 0) throw new IamportUnavailableError(`${what}: no time left to send it`, { mayHaveArrived: false });
    return { timeoutMs: leftMs };
  };
}

/** What was turned away unread, be it for keys that are no good, was no answer to the request: it may be sent again. */
async function turnedAway(progress: Progress, answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (progress.mayHaveArrived || !(error instanceof CheckoutError)) throw error;
    throw new IamportUnavailableError(error.message, { mayHaveArrived: false, guard: error.guard });
  }
}

/** Sends once, and notes whether the request may have arrived by now. */
async function sendWith(
  send: Transport,
  token: string,
  request: IamportRequest,
  progress: Progress,
  limits: TryLimits,
) {
  const before = progress.mayHaveArrived;
  progress.mayHaveArrived = true;
  try {
    const answer = await send(request, { token, ...limits });
    if (answer.status === 401 || answer.status === 429) progress.mayHaveArrived = before;
    return answer;
  } catch (error) {
    if (error instanceof IamportUnavailableError && !error.mayHaveArrived) progress.mayHaveArrived = before;
    throw error;
  }
}

const nameOf = (request: IamportRequest) => `${request.method} ${pathOf(request)}`;

interface TryLimits {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** Reads a reply by its schema. @throws IamportUnexpectedReplyError that names the fields and none of their values */
export function parseReply<Schema extends z.ZodType>(
  request: IamportRequest,
  schema: Schema,
  response: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(response);
  if (parsed.success) return parsed.data;
  throw new IamportUnexpectedReplyError(`${nameOf(request)}: ${problemOf(parsed.error)}`);
}
