import type { Readable } from 'node:stream';
import type { AxiosResponse } from 'axios';
import type { OutboxMessage, Refusal } from '../domain/outbox';
import { faultCode } from './fault-code';
import { createSignedPost } from './signed-post';

type ShopMessage = Extract<OutboxMessage, { channel: 'shop' }>;

/** Only the status of an answer counts. A body up to this size is read, so that the connection can be reused. */
const MAX_ANSWER_BYTES = 16 * 1024;
/** Statuses whose `Retry-After` is respected. */
const RETRY_AFTER_STATUSES: readonly number[] = [429, 503];

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

async function drain(answer: Readable): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of answer) {
      bytes += (chunk as Buffer).length;
      if (bytes > MAX_ANSWER_BYTES) break;
    }
  } catch {
    // The status is known; the rest of the body does not matter.
  }
}

function retryAfterOf({ status, headers }: AxiosResponse, now: Date): number | null {
  const text: unknown = headers['retry-after'];
  if (!RETRY_AFTER_STATUSES.includes(status) || typeof text !== 'string') return null;
  const pauseMs = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return pauseMs > 0 ? pauseMs : null;
}
