import type { Readable } from 'node:stream';
import type { OutboxMessage, Refusal } from '../domain/outbox';
import { drain } from './drain';
import { faultCode } from './fault-code';
import { retryAfterOf } from './retry-after-of';
import { createSignedPost } from './signed-post';

type ShopMessage = Extract<OutboxMessage, { channel: 'shop' }>;

/**
 * Sends events to the shop's server: one POST of `type`, `timestamp` and `data` under the entry's id, signed by the
 * Standard Webhooks specification. A 2xx means delivered. Everything else, a redirect included, is a failure.
 *
 * @param options.secrets newest first; each signs, so that secrets can be rotated without a gap
 */
export function createShopWebhook(options: {
  readonly url: string;
  readonly secrets: readonly string[];
  readonly timeoutMs: number;
  readonly now: () => Date;
}): (message: ShopMessage, id: string) => Promise<Refusal | void> {
  const post = createSignedPost(options);
  return async ({ event, data }, id) => {
    const body = JSON.stringify({ type: event, timestamp: data.at, data });
    const reply = await post<Readable>(id, body, { responseType: 'stream' }).catch((error: unknown) => {
      throw new Error(`the shop's webhook gave no answer (${faultCode(error)})`);
    });
    await drain(reply.data);
    if (reply.status >= 200 && reply.status < 300) return;
    return {
      reason: `the shop's webhook answered HTTP ${reply.status}`,
      retryAfterMs: retryAfterOf(reply, options.now()),
    };
  };
}
