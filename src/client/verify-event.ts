import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { EventVerificationError } from './event-error';
import { refuseParsed } from './raw-body-of';
import { isKnown, type ConfirmQuestion, type KnownEvent, type ShopEvent } from './shop-event';

/** Headers of Node.js, Express or NestJS (`req.headers`), or those of a `Request`. */
export type EventHeaders = Readonly<Record<string, string | readonly string[] | undefined>> | Pick<Headers, 'get'>;

/** The body as it came. */
export type RawBody = string | Uint8Array;

/** `SHOP_WEBHOOK_SECRET`, or all that are valid now, while one is changed for another. */
export type EventSecret = string | readonly string[];

/**
 * Verifies an event by the Standard Webhooks specification, and returns it. It may come more than once: handle each `id` once.
 * It says what was so when it was sent. For what is worth money, read the order.
 *
 * @param rawBody the bytes as they came, see `rawBodyOf`
 * @param secret one fitting pair of a secret and a signature is enough
 * @throws EventVerificationError
 */
export function verifyEvent(headers: EventHeaders, rawBody: RawBody, secret: EventSecret): ShopEvent {
  const { id, json } = verify(headers, rawBody, secret);
  const { type, timestamp, data } = json;
  if (typeof type !== 'string' || typeof timestamp !== 'string' || !isObject(data)) throw invalidBody('event');
  if (!isKnown(type)) return { id, type: 'unknown', name: type, timestamp, data };
  // The signature says that the service sent it, and its tests hold what it sends against its contract.
  return { ...json, id } as unknown as KnownEvent;
}

/**
 * Verifies the question of `CONFIRM_HOOK_URL`, which is signed as an event is. The answer must come within 2.5 s: 2xx approves,
 * 4xx with `{ reason }` refuses.
 *
 * @throws EventVerificationError
 */
export function verifyConfirmQuestion(headers: EventHeaders, rawBody: RawBody, secret: EventSecret): ConfirmQuestion {
  const { json } = verify(headers, rawBody, secret);
  if (typeof json['merchant_uid'] !== 'string' || typeof json['amount'] !== 'number') throw invalidBody('question');
  return json as unknown as ConfirmQuestion;
}

function verify(headers: EventHeaders, rawBody: RawBody, secret: EventSecret): { id: string; json: Fields } {
  refuseParsed(rawBody);
  const text = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString('utf8');
  const signed = {
    'webhook-id': headerOf(headers, 'webhook-id'),
    'webhook-timestamp': headerOf(headers, 'webhook-timestamp'),
    'webhook-signature': headerOf(headers, 'webhook-signature'),
  };
  const failures = keysOf(secret).map((key) => failureOf(key, text, signed));
  const [failure = null] = failures.filter((each) => each !== null);
  if (failure !== null && !failures.includes(null)) throw failure;
  return { id: signed['webhook-id'], json: parsed(text) };
}

type Fields = Readonly<Record<string, unknown>>;

function headerOf(headers: EventHeaders, name: string): string {
  const value: unknown =
    'get' in headers && typeof headers.get === 'function'
      ? headers.get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  if (typeof value === 'string' && value !== '') return value;
  throw new EventVerificationError('headersMissing', `The request has no header ${name}, or several`);
}

function keysOf(secret: EventSecret): Webhook[] {
  const secrets: unknown = typeof secret === 'string' ? [secret] : secret;
  if (!Array.isArray(secrets) || secrets.length === 0) throw invalidSecret();
  return secrets.map((each: unknown) => {
    try {
      return new Webhook(each as string);
    } catch {
      throw invalidSecret();
    }
  });
}

function invalidSecret(): EventVerificationError {
  const message = 'Give the value of the service’s SHOP_WEBHOOK_SECRET as the secret: whsec_ and base64';
  return new EventVerificationError('secretInvalid', message);
}

/** Null where the signature of that key fits. */
function failureOf(key: Webhook, text: string, headers: Record<string, string>): EventVerificationError | null {
  try {
    key.verify(text, headers, { jsonParse: false });
    return null;
  } catch (error) {
    const words = error instanceof WebhookVerificationError ? error.message : '';
    const ofClocks = 'is more than 5 minutes from the clock of this machine; it may be a recorded one';
    if (words.endsWith('too old')) return new EventVerificationError('tooOld', `The time of the event ${ofClocks}`);
    if (words.endsWith('too new')) return new EventVerificationError('tooNew', `The time of the event ${ofClocks}`);
    return new EventVerificationError('signatureInvalid', 'No signature of the event fits a secret');
  }
}

function parsed(text: string): Fields {
  try {
    const json: unknown = JSON.parse(text);
    if (isObject(json)) return json;
  } catch {
    // Refused below.
  }
  throw invalidBody('event');
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalidBody(what: string): EventVerificationError {
  return new EventVerificationError('bodyInvalid', `The body is signed, but is no ${what} of the service`);
}
