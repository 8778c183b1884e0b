import { CheckoutError } from '../domain/errors';
import { IamportUnavailableError } from './errors';
import type { IamportRequest, Transport } from './transport';

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

/** Sends one try, and records whether the request may have arrived. */
export async function sendTry(
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
