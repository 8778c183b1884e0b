import type { Readable } from 'node:stream';
import type { AlertMessage, Refusal } from '../domain/outbox';
import { alertBodyOf } from './alert-body';
import { alertText } from './alert-text';
import { createPost } from './create-post';
import { drain } from './drain';
import { faultCode } from './fault-code';
import { retryAfterOf } from './retry-after-of';

/** Discord takes so many characters. Slack takes more. */
const MAX_LENGTH = 1_900;

/**
 * Posts alerts to an incoming webhook of Slack, Discord or a chat that takes Slack's form. A 2xx means delivered.
 *
 * The URL is a secret: whoever knows it can post. So errors have codes only.
 *
 * @param options.publicUrl without a slash at the end; null for no links
 * @param options.timeoutMs from the first byte sent to the last byte received
 */
export function createAlertWebhook(options: {
  readonly url: string;
  readonly publicUrl: string | null;
  readonly timeoutMs: number;
  readonly now: () => Date;
}): (alerts: readonly AlertMessage[], hasMore: boolean) => Promise<Refusal | void> {
  const post = createPost(options.timeoutMs);
  const bodyOf = alertBodyOf(options.url);
  return async (alerts, hasMore) => {
    const text = alertText(alerts, options.publicUrl, hasMore).slice(0, MAX_LENGTH);
    const body = JSON.stringify(bodyOf(text));
    const reply = await post<Readable>(options.url, body, {}, { responseType: 'stream' }).catch((error: unknown) => {
      throw new Error(`the alert webhook gave no answer (${faultCode(error)})`);
    });
    await drain(reply.data);
    if (reply.status >= 200 && reply.status < 300) return;
    return {
      reason: `the alert webhook answered HTTP ${reply.status}`,
      retryAfterMs: retryAfterOf(reply, options.now()),
    };
  };
}
