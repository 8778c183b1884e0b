import { ExponentialBackoff, handleType, retry } from 'cockatiel';
import type { Guard } from '../domain/guard';
import { createBoundedQueue, type BoundedQueue, type QueueLimits, type QueueLoad } from '../lib/create-bounded-queue';
import { createDeadline } from '../lib/create-deadline';
import { createAccessTokens, type AccessTokens, type IssuedToken } from './access-token';
import { createCircuitBreaker, type BreakerLimits, type BreakerState, type CircuitBreaker } from './circuit-breaker';
import { IamportUnavailableError } from './errors';
import { measureCalls, type OnCall } from './measure-calls';
import { parseReply } from './parse-reply';
import { markNotArrived, sendAuthorized, timeLeft, type CallProgress } from './send-authorized';
import { createTransport, nameOf, readAnswer, type IamportRequest, type Transport } from './transport';
import { TokenReply } from './wire';

/** How a session reaches i'mport. Times are in milliseconds. */
export interface SessionOptions {
  /** Without a trailing slash. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** The time limit of one try. */
  readonly tryTimeoutMs: number;
  /** The time limit of one call with all its tries and pauses, without its time in the queue. */
  readonly budgetMs: number;
  readonly retry: RetryLimits;
  /** The largest answer that is read. */
  readonly maxAnswerBytes: number;
  readonly queue: QueueLimits;
  readonly breaker: BreakerLimits;
  /** How long before it expires a token is renewed. */
  readonly tokenMarginMs: number;
  /** A monotonic clock. */
  readonly elapsedMs: () => number;
  /** Measures the session. @default nothing is measured */
  readonly meter?: SessionMeter;
}

/** Measures what a session does. None of its functions may throw. */
export interface SessionMeter {
  readonly onCall: OnCall;
  readonly onRefusal: (guard: Guard) => void;
  /** @param name tells the queues of sessions apart that share one connection pool */
  readonly watchQueue: (load: () => QueueLoad, name?: string) => void;
  readonly watchBreaker: (state: () => BreakerState) => void;
}

/** Sends requests with a token. Each method throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`. */
export interface IamportSession {
  /**
   * Sends an idempotent request, and repeats it within the budget after network errors and 5xx.
   *
   * @param limits.budgetMs the budget of this call. @default the budget of the session
   */
  readonly repeatable: (request: IamportRequest, limits?: { readonly budgetMs: number }) => Promise<unknown>;
  /**
   * Sends a request that must not be carried out twice. After a 401 it tries again with a new token: i'mport did not carry
   * the first try out. After any other fault the caller must find out what i'mport did, unless the error says
   * `mayHaveArrived: false`.
   *
   * @param limits.timeoutMs the time limit of both tries, without the token's request: a PG takes longer over a cancel than
   *   i'mport over a look-up
   */
  readonly once: (request: IamportRequest, limits: { readonly timeoutMs: number }) => Promise<unknown>;
}

/** How often a call is tried again, and the backoff between tries in milliseconds. */
export interface RetryLimits {
  readonly maxRetries: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/** The connection pool, token and breaker that sessions share. */
interface Connection {
  readonly send: Transport;
  readonly tokens: AccessTokens;
  readonly breaker: CircuitBreaker;
}

/** Opens a session with its own connection pool and token. Sends no request before the first call. */
export function createIamportSession(options: SessionOptions): IamportSession {
  return createQueuedSession(openConnection(options), options);
}

/**
 * Opens two sessions with one connection pool, token and breaker: one for calls that reports cause, one for the service's own
 * calls. Each has its own queue, so that a flood of reports does not delay cancels and registrations, and slow cancels do
 * not delay reports.
 */
export function createIamportSessions(options: SessionOptions): Record<'reports' | 'own', IamportSession> {
  const connection = openConnection(options);
  return {
    reports: createQueuedSession(connection, options, 'reports'),
    own: createQueuedSession(connection, options, 'own'),
  };
}

function openConnection(options: SessionOptions): Connection {
  const { elapsedMs, tokenMarginMs: marginMs, meter } = options;
  const transport = createTransport(options);
  const send = meter ? measureCalls(transport, elapsedMs, meter.onCall) : transport;
  const breaker = createCircuitBreaker(options.breaker, () => meter?.onRefusal('gatewayBreaker'));
  meter?.watchBreaker(breaker.state);
  return { send, tokens: createAccessTokens({ fetchToken, elapsedMs, marginMs }), breaker };

  async function fetchToken(): Promise<IssuedToken> {
    const body = { imp_key: options.apiKey, imp_secret: options.apiSecret };
    const request: IamportRequest = { method: 'POST', path: ['users', 'getToken'], body };
    return parseReply(request, TokenReply, readAnswer(request, await send(request, {})));
  }
}

function openGatewayQueue({ queue, meter }: SessionOptions, name?: string): BoundedQueue {
  const runInQueue = createBoundedQueue(queue, (what) => {
    meter?.onRefusal('gatewayQueue');
    return new IamportUnavailableError(`${what}: too many calls under way`, {
      mayHaveArrived: false,
      guard: 'gatewayQueue',
    });
  });
  meter?.watchQueue(runInQueue.load, name);
  return runInQueue;
}

function createQueuedSession(connection: Connection, options: SessionOptions, name?: string): IamportSession {
  const { breaker } = connection;
  const runInQueue = openGatewayQueue(options, name);
  const tryAgain = retryPolicy(options.retry);

  /** Runs a call in the queue. Its error tells whether any of its tries may have arrived. */
  async function run(what: string, call: (progress: CallProgress) => Promise<unknown>): Promise<unknown> {
    const progress: CallProgress = { mayHaveArrived: false };
    try {
      return await runInQueue(what, () => call(progress));
    } catch (error) {
      if (!(error instanceof IamportUnavailableError)) throw error;
      const { message, retryable, guard } = error;
      throw new IamportUnavailableError(message, { ...progress, retryable, guard });
    }
  }

  return {
    repeatable(request, { budgetMs } = options) {
      const what = nameOf(request);
      const overdue = () => new IamportUnavailableError(`${what}: no answer within ${budgetMs} ms`);
      const withinBudget = createDeadline(budgetMs, overdue);
      return run(what, (progress) =>
        withinBudget((signal) => {
          const limits = timeLeft(what, budgetMs, options);
          return tryAgain.execute(async () => {
            signal.throwIfAborted();
            return breaker.run(what, () => sendAuthorized(connection, request, progress, limits));
          });
        }),
      );
    },
    once(request, limits) {
      const what = nameOf(request);
      const { elapsedMs } = options;
      return run(what, (progress) =>
        markNotArrived(
          progress,
          breaker.runIfClosed(what, () =>
            sendAuthorized(connection, request, progress, timeLeft(what, limits.timeoutMs, { elapsedMs })),
          ),
        ),
      );
    },
  };
}

function retryPolicy({ maxRetries, firstDelayMs, maxDelayMs }: RetryLimits) {
  return retry(
    handleType(IamportUnavailableError, (error) => error.retryable),
    {
      maxAttempts: maxRetries,
      backoff: new ExponentialBackoff({ initialDelay: firstDelayMs, maxDelay: maxDelayMs }),
    },
  );
}
