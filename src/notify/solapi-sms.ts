import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { OutboxMessage } from '../domain/outbox';
import { createPost } from './create-post';
import { faultCode } from './fault-code';

type SmsMessage = Extract<OutboxMessage, { channel: 'sms' }>;

const PATH = '/messages/v4/send-many/detail';
/** A short message holds so much in EUC-KR, where a Korean letter takes two bytes; a longer text goes as an LMS. */
const MAX_SHORT_BYTES = 90;
/** Solapi asks for 12 to 64 characters; in hexadecimal a byte takes two. */
const SALT_BYTES = 16;
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Carries text messages by the Korean aggregator Solapi: one signed request a message, never repeated here, since the
 * outbox retries. Only a 2xx that names no failed message was taken.
 *
 * An error names codes alone: Solapi's messages may repeat phone numbers.
 *
 * Request, answer and the 90 bytes: https://developers.solapi.com/references/messages/sendManyDetail
 *
 * @param options.apiUrl Solapi's own, or a double's, without a slash at the end
 * @param options.sender a number that is registered with Solapi
 * @param options.timeoutMs from the first byte out to the last byte in
 */
export function createSolapiSms(options: {
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly sender: string;
  readonly timeoutMs: number;
  readonly now: () => Date;
}): (message: SmsMessage, id: string) => Promise<void> {
  const post = createPost(options.timeoutMs);
  const from = options.sender.replace(/\D/g, '');
  return async ({ to: tel, text }, id) => {
    const to = domesticNumber(tel);
    if (to === '') throw notTaken('no phone number');
    const type = eucKrBytes(text) > MAX_SHORT_BYTES ? 'LMS' : 'SMS';
    const body = JSON.stringify({ messages: [{ to, from, text, type, customFields: { notification_id: id } }] });
    const headers = { authorization: signature(options, options.now()) };
    const reply = await post<unknown>(options.apiUrl + PATH, body, headers, {
      maxContentLength: MAX_ANSWER_BYTES,
    }).catch((error: unknown) => {
      throw notTaken('no answer', faultCode(error));
    });
    if (reply.status < 200 || reply.status >= 300) throw notTaken(errorCodeOf(reply.data), `HTTP ${reply.status}`);
    const { success, data } = Answer.safeParse(reply.data);
    if (!success) throw notTaken('an answer that is not understood', `HTTP ${reply.status}`);
    const [failed] = data.failedMessageList;
    if (failed) throw notTaken('not registered', StatusCode.safeParse(failed.statusCode).data);
  };
}

/**
 * Solapi's `Authorization` header: the hexadecimal HMAC-SHA256 of date and salt, joined, under the API secret. The date is
 * ISO 8601; one more than 15 minutes off is refused, and so is a signature that was used before.
 *
 * Source: https://developers.solapi.com/references/authentication/api-key
 */
function signature({ apiKey, apiSecret }: { readonly apiKey: string; readonly apiSecret: string }, at: Date): string {
  const date = at.toISOString();
  const salt = randomBytes(SALT_BYTES).toString('hex');
  const digest = createHmac('sha256', apiSecret).update(`${date}${salt}`).digest('hex');
  return `HMAC-SHA256 apiKey=${apiKey}, date=${date}, salt=${salt}, signature=${digest}`;
}

/** Digits alone, in the form that is dialled in Korea. */
function domesticNumber(tel: string): string {
  return tel.replace(/^\s*\+82[\s-]*\(?0?\)?/, '0').replace(/\D/g, '');
}

function eucKrBytes(text: string): number {
  return [...text].reduce((bytes, letter) => bytes + (letter > '\x7f' ? 2 : 1), 0);
}

// Each as narrow as Solapi writes it, so that neither can hold a phone number or a key.
const StatusCode = z.string().regex(/^\d{4}$/);
const ErrorAnswer = z.object({ errorCode: z.string().regex(/^[A-Za-z]{2,40}$/) });
/** An answer of 200 lists the messages that were not registered. */
const Answer = z.object({ failedMessageList: z.array(z.object({ statusCode: z.unknown() })) });

function errorCodeOf(body: unknown): string | undefined {
  return ErrorAnswer.safeParse(body).data?.errorCode;
}

/** Without a cause: the errors of libraries hold the request. */
function notTaken(...codes: readonly (string | undefined)[]): Error {
  return new Error(`Solapi did not take the message (${codes.filter((code) => code !== undefined).join(', ')})`);
}
