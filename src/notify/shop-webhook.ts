import type { Readable } from 'node:stream';
import type { AxiosResponse } from 'axios';
import type { OutboxMessage, Refusal } from '../domain/outbox';
import { faultCode } from './fault-code';
import { createSignedPost } from './signed-post';

type ShopMessage = Extract<OutboxMessage, { channel: 'shop' }>;

/** Of an answer only the status counts; as much as this is read, so that the connection can be used again. */
const MAX_ANSWER_BYTES = 16 * 1024;
const MAY_ASK_FOR_A_PAUSE: readonly number[] = [429, 503];

/**
 * Carries events to the shop's server: one signed POST of `type`, `timestamp` and `data` by the Standard Webhooks
 * specification, under the entry's id. 2xx is taken; everything else, a redirect too, is not.
 *
 * @param options.secrets the newest first; each signs, so that keys can be changed without a gap
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
    return { reason: `the shop's webhook answered HTTP ${reply.status}`, retryAfterMs: pauseOf(reply, options.now()) };
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
    // The status has come; what was to follow does not matter.
  }
}

function pauseOf({ status, headers }: AxiosResponse, now: Date): number | null {
  const text: unknown = headers['retry-after'];
  if (!MAY_ASK_FOR_A_PAUSE.includes(status) || typeof text !== 'string') return null;
  const pauseMs = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return pauseMs > 0 ? pauseMs : null;
}
