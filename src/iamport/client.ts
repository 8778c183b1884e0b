import { ExponentialBackoff, handleType, retry, timeout, TaskCancelledError, TimeoutStrategy, wrap } from 'cockatiel';
import type { z } from 'zod';
import { toDecimal } from '../domain/money';
import type { OrderTerms } from '../domain/order';
import type { ReportedPayment } from '../domain/payment';
import { createAccessTokens, type IssuedToken } from './access-token';
import { IamportRefusedError, IamportUnavailableError, IamportUnexpectedReplyError } from './errors';
import { createTransport, pathOf, readAnswer, type IamportRequest } from './transport';
import { PaymentReply, PreparedReply, TokenReply } from './wire';

/** How to reach i'mport. */
export interface IamportClientOptions {
  /** Without a trailing slash. @default https://api.iamport.kr by the settings */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** `test` also sees payments of test channels; `live` never asks for them (§2.1). */
  readonly mode: 'live' | 'test';
  /** How long one try may take, in milliseconds. */
  readonly tryTimeoutMs: number;
  /** How long one call may take with all its tries and pauses, in milliseconds. */
  readonly budgetMs: number;
  /** A monotonic clock in milliseconds. */
  readonly elapsedMs: () => number;
}

/** The part of i'mport's V1 API that we use. */
export interface IamportClient {
  /**
   * Reads one payment (§2). Nothing of it has been compared with an order.
   *
   * @returns `null` where i'mport answers 404: no such payment, another merchant's, or a test payment in live mode (§2.2)
   * @throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`
   */
  readonly getPayment: (impUid: string) => Promise<ReportedPayment | null>;
  /**
   * Registers what an order must cost, so that the payment window does not open over another amount (§4). The amount
   * that was registered before, if any, is replaced. Safe to repeat.
   *
   * @throws CheckoutError like `getPayment`
   */
  readonly prepareAmount: (terms: Pick<OrderTerms, 'merchantUid' | 'amount' | 'currency'>) => Promise<void>;
}

const MAX_RETRIES = 2;
const BACKOFF = { initialDelay: 100, maxDelay: 1_000 };

/** Creates a client with its own connection pool and token; no request is sent before the first call. */
export function createIamportClient(options: IamportClientOptions): IamportClient {
  const send = createTransport(options);
  const tokens = createAccessTokens({ fetchToken, elapsedMs: options.elapsedMs });
  const readPolicy = wrap(
    timeout(options.budgetMs, TimeoutStrategy.Aggressive),
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

  /** What may be repeated, is: within the budget, after network errors and 5xx. */
  async function repeatable(request: IamportRequest): Promise<unknown> {
    try {
      return await readPolicy.execute(({ signal }) => sendAuthorized(request, signal));
    } catch (error) {
      if (!(error instanceof TaskCancelledError)) throw error;
      throw new IamportUnavailableError(
        `${request.method} ${pathOf(request)}: no answer within ${options.budgetMs} ms`,
      );
    }
  }

  return {
    async getPayment(impUid) {
      const query = options.mode === 'test' ? { include_sandbox: 'true' } : undefined;
      const request: IamportRequest = { method: 'GET', path: ['payments', impUid], ...(query && { query }) };
      const response = await repeatable(request);
      if (response === null) return null;
      const payment = parseReply(request, PaymentReply, response);
      if (payment.impUid === impUid) return payment;
      throw new IamportUnexpectedReplyError(`GET ${pathOf(request)}: another payment was answered`);
    },

    async prepareAmount({ merchantUid, amount, currency }) {
      const wanted = { amount: toDecimal(amount, currency), currency };
      const body = { merchant_uid: merchantUid, ...wanted };
      try {
        await repeatable({ method: 'POST', path: ['payments', 'prepare'], body });
      } catch (error) {
        // Refused by a rule: an amount is registered already, and may be the one we want.
        if (!(error instanceof IamportRefusedError) || error.reason === null) throw error;
        const request: IamportRequest = { method: 'GET', path: ['payments', 'prepare', merchantUid] };
        const response = await repeatable(request);
        if (response === null) throw error;
        const registered = parseReply(request, PreparedReply, response);
        if (registered.amount === wanted.amount && registered.currency === wanted.currency) return;
        await repeatable({ method: 'PUT', path: ['payments', 'prepare'], body });
      }
    },
  };
}

function parseReply<Schema extends z.ZodType>(
  request: IamportRequest,
  schema: Schema,
  response: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(response);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', ');
  throw new IamportUnexpectedReplyError(`${request.method} ${pathOf(request)}: ${fields}`);
}
