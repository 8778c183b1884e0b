import { createRequire } from 'node:module';
import type { OutboxMessage } from '../domain/outbox';

type SmsMessage = Extract<OutboxMessage, { channel: 'sms' }>;

/** Where the SDK would send to. */
const SOLAPI_URL = 'https://api.solapi.com';
/** A short message holds so much in EUC-KR, where a Korean letter takes two bytes; a longer text goes as an LMS. */
const MAX_SHORT_BYTES = 90;

/**
 * Carries text messages by the Korean aggregator Solapi. What goes wrong is named by Solapi's code alone: its messages may
 * repeat phone numbers.
 *
 * The SDK is loaded when the carrier is made, which takes most of a second: not where nobody uses it, and not in the
 * middle of requests.
 *
 * @param options.apiUrl Solapi's own, or a double's, without a slash at the end
 * @param options.sender a number that is registered with Solapi
 */
export function createSolapiSms(options: {
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly sender: string;
  readonly timeoutMs: number;
}): (message: SmsMessage, id: string) => Promise<void> {
  const sdk = createRequire(__filename)('solapi') as typeof import('solapi');
  const service = new sdk.SolapiMessageService(options.apiKey, options.apiSecret);
  const boundedFetch = boundFetch(options.apiUrl, options.timeoutMs);
  return async ({ to, text }, id) => {
    const sms = {
      to: domesticNumber(to),
      from: options.sender,
      text,
      type: eucKrBytes(text) > MAX_SHORT_BYTES ? 'LMS' : 'SMS',
      customFields: { notification_id: id },
    } as const;
    await withFetch(boundedFetch, () => service.send(sms)).catch((error: unknown) => {
      throw new Error(`Solapi did not take the message (${codeOf(error)})`);
    });
  };
}

/**
 * The SDK takes neither an address nor a time limit, and calls the global `fetch` before `send` returns: it finds ours
 * there for just as long.
 */
function withFetch<T>(ours: typeof fetch, send: () => T): T {
  const original = globalThis.fetch;
  globalThis.fetch = ours;
  try {
    return send();
  } finally {
    globalThis.fetch = original;
  }
}

/**
 * One request within the time limit. The SDK itself would send again at once where the connection breaks or the answer is
 * 503, and so perhaps send a text twice; it takes an error without a known word in it for final.
 */
function boundFetch(apiUrl: string, timeoutMs: number): typeof fetch {
  const { fetch } = globalThis;
  return async (input, init) => {
    const url = (input as string).replace(SOLAPI_URL, apiUrl);
    const reply = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) }).catch(
      () => {
        throw new Error('no answer');
      },
    );
    if (reply.status !== 503) return reply;
    await reply.body?.cancel();
    throw new Error('HTTP 503');
  };
}

/** Digits alone, in the form that is dialled in Korea. */
function domesticNumber(tel: string): string {
  return tel.replace(/^\s*\+82[\s-]*\(?0?\)?/, '0').replace(/\D/g, '');
}

function eucKrBytes(text: string): number {
  return [...text].reduce((bytes, letter) => bytes + (letter > '\x7f' ? 2 : 1), 0);
}

/** What the SDK's errors hold, as far as it can hold neither a number nor a key. */
interface SolapiFault {
  readonly _tag?: unknown;
  readonly errorCode?: unknown;
  readonly httpStatus?: unknown;
  readonly failedMessageList?: readonly { readonly statusCode?: unknown }[];
}

function codeOf(error: unknown): string {
  const { _tag, errorCode, httpStatus, failedMessageList } = Object(error) as SolapiFault;
  const status = typeof httpStatus === 'number' ? `HTTP ${httpStatus}` : undefined;
  const codes = [_tag, errorCode, failedMessageList?.[0]?.statusCode, status];
  const known = codes.filter((code) => typeof code === 'string' && /^[A-Za-z][\w ]{1,40}$|^\d{4}$/.test(code));
  return known.length === 0 ? 'unknown fault' : known.join(', ');
}
