import { CheckoutError } from '../domain/errors';
import type { AccessTokens } from './access-token';
import { IamportUnavailableError } from './errors';
import { readAnswer, type IamportRequest, type Transport } from './transport';

/** The progress of one call over all its tries. */
export interface CallProgress {
  mayHaveArrived: boolean;
}

/** The limits of one try. */
export interface TryLimits {
  /** In milliseconds. */
  readonly timeoutMs?: number;
}

/**
 * Waits for a call, and marks its fault `mayHaveArrived: false` where no try can have arrived, also where the keys were refused:
 * the caller may send the request again.
 */
export async function markNotArrived(progress: CallProgress, answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (progress.mayHaveArrived || !(error instanceof CheckoutError)) throw error;
    throw new IamportUnavailableError(error.message, { mayHaveArrived: false, guard: error.guard });
  }
}

/**
 * Sends a request with a token. A refused token is renewed once, and the request is sent again: i'mport may have revoked the
 * token early, and did not carry the first try out.
 */
export async function sendAuthorized(
  { send, tokens }: { readonly send: Transport; readonly tokens: AccessTokens },
  request: IamportRequest,
  progress: CallProgress,
  limits: () => TryLimits,
): Promise<unknown> {
  const token = await tokens.get();
  const answer = await sendTry(send, token, request, progress, limits());
  if (answer.status !== 401) return readAnswer(request, answer);
  return readAnswer(request, await sendTry(send, await tokens.renew(token), request, progress, limits()));
}

/** Sends one try, and records whether the request may have arrived. */
async function sendTry(
  send: Transport,
  token: string,
  request: IamportRequest,
  progress: CallProgress,
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

/** A further try gets the time that the ones before it have left, and no more than a try may have. */
export function timeLeft(
  what: string,
  timeoutMs: number,
  { elapsedMs, tryTimeoutMs = Infinity }: { readonly elapsedMs: () => number; readonly tryTimeoutMs?: number },
): () => TryLimits {
  const end = elapsedMs() + timeoutMs;
  return () => {
    const leftMs = Math.ceil(end - elapsedMs());
    if (leftMs <= 0) throw new IamportUnavailableError(`${what}: no time left to send it`, { mayHaveArrived: false });
    return { timeoutMs: Math.min(leftMs, tryTimeoutMs) };
  };
}
