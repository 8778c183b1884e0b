import { randomUUID } from 'node:crypto';
import { CheckoutError } from '../domain/errors';
import { toDecimal } from '../domain/money';
import type { Order } from '../domain/order';
import { createSignedPost } from './signed-post';

export interface ConfirmQuestion {
  readonly order: Order;
  readonly impUid: string;
}

const MAX_REASON = 200;
const MAX_ANSWER_BYTES = 16 * 1024;

/**
 * Asks the shop's server whether a payment may be approved. It sends one POST, signed by the Standard Webhooks
 * specification. It never retries, because the buyer waits.
 *
 * A 2xx approves. A 4xx refuses, with the `reason` of its JSON body. Everything else is a fault.
 *
 * @param options.timeoutMs how long the shop may take; less than i'mport's five seconds (§6)
 * @returns a function that resolves to null for an approval, or to the reason of a refusal. It throws CheckoutError
 *   `unavailable` for a fault.
 */
export function createConfirmHook(options: {
  readonly url: string;
  /** `whsec_` and base64. */
  readonly secret: string;
  readonly timeoutMs: number;
  readonly now: () => Date;
}): (question: ConfirmQuestion) => Promise<string | null> {
  const post = createSignedPost({ ...options, secrets: [options.secret] });
  return async ({ order, impUid }) => {
    const { merchantUid: merchant_uid, amount, currency, name } = order;
    const body = JSON.stringify({ imp_uid: impUid, merchant_uid, name, amount: toDecimal(amount, currency), currency });
    const reply = await post<unknown>(randomUUID(), body, { maxContentLength: MAX_ANSWER_BYTES }).catch(() => {
      throw new CheckoutError('unavailable', `the shop's confirm hook gave no answer within ${options.timeoutMs} ms`);
    });
    if (reply.status >= 200 && reply.status < 300) return null;
    if (reply.status >= 400 && reply.status < 500) return reasonOf(reply.data);
    throw new CheckoutError('unavailable', `the shop's confirm hook answered HTTP ${reply.status}`);
  };
}

function reasonOf(data: unknown): string {
  const given = typeof data === 'object' && data !== null && 'reason' in data ? data.reason : undefined;
  return typeof given === 'string' ? given.slice(0, MAX_REASON) : '';
}
