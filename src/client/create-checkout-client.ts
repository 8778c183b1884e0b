import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckoutClient } from './checkout-client';
import { auditReads, eventCalls } from './event-calls';
import { openLine } from './open-line';
import { orderChanges, orderReads } from './order-calls';
import type { RetryOptions } from './try-again';
import type { Fetch } from './try-once';

/** How a client reaches the service. */
export interface CheckoutClientOptions {
  /** The service's base address, such as `https://pay.shop.example`. */
  readonly url: string;
  /** `ORDERS_API_KEY`, or a key of an operator. It is in no error. */
  readonly key: string;
  /**
   * For one try, in milliseconds, until the last byte of the answer. A cancel may take 25 s, because it waits for the PG.
   *
   * @default 30_000
   */
  readonly timeoutMs?: number | undefined;
  /** For all tries of a call and the pauses between them, in milliseconds. @default 60_000 */
  readonly totalTimeoutMs?: number | undefined;
  readonly retry?: RetryOptions | undefined;
  /** Sends the requests. It must heed `init.signal`. @default the global `fetch` */
  readonly fetch?: Fetch | undefined;
}

/**
 * Makes a client of the service. It connects to nothing yet.
 *
 * @throws TypeError for an address or a key that cannot be used; the key is not in its message
 */
export function createCheckoutClient(options: CheckoutClientOptions): CheckoutClient {
  const { retry = {} } = options;
  const line = openLine({
    url: checkedUrl(options.url),
    key: checkedKey(options.key),
    timeoutMs: options.timeoutMs ?? 30_000,
    totalTimeoutMs: options.totalTimeoutMs ?? 60_000,
    retry: {
      limit: retry.limit ?? 3,
      firstPauseMs: retry.firstPauseMs ?? 300,
      maxPauseMs: retry.maxPauseMs ?? 20_000,
    },
    // Looked up at each call, so that a replaced global one is used.
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    now: Date.now,
    random: Math.random,
    pause: async (ms, signal) => sleep(ms, true, signal ? { signal } : {}).catch(() => false),
  });
  return { orders: { ...orderReads(line), ...orderChanges(line) }, events: eventCalls(line), audit: auditReads(line) };
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw new TypeError('url must be an http or https address');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError('url must have no user, query or hash');
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** A header's own error would show the key. */
function checkedKey(key: unknown): string {
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,512}$/.test(key)) {
    throw new TypeError('key must be 1 to 512 printable ASCII characters without spaces');
  }
  return key;
}
