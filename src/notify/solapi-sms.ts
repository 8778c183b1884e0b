import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { OutboxMessage } from '../domain/outbox';
import { createPost } from './create-post';
import { faultCode } from './fault-code';

type SmsMessage = Extract<OutboxMessage, { channel: 'sms' }>;

const PATH = '/messages/v4/send-many/detail';
/** The size of an SMS in EUC-KR, where a Korean letter takes two bytes. A longer text is sent as an LMS. */
const MAX_SHORT_BYTES = 90;
/** Solapi asks for 12 to 64 characters; in hexadecimal a byte takes two. */
const SALT_BYTES = 16;
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Sends text messages through the Korean aggregator Solapi: one signed request per message. It does not retry, because
 * the outbox does. Only a 2xx without a failed message means that Solapi accepted the message.
 *
 * Errors contain only codes, because Solapi's messages may repeat phone numbers.
 *
 * Request, answer and the limit of 90 bytes: https://developers.solapi.com/references/messages/sendManyDetail
 *
 * @param options.apiUrl without a slash at the end
 * @param options.sender a number that is registered with Solapi
 * @param options.timeoutMs from the first byte sent to the last byte received
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
    if (to === '') throw notAccepted('no phone number');
    const type = eucKrBytes(text) > MAX_SHORT_BYTES ? 'LMS' : 'SMS';
    const body = JSON.stringify({ messages: [{ to, from, text, type, customFields: { notification_id: id } }] });
    const headers = { authorization: signature(options, options.now()) };
    const reply = await post<unknown>(options.apiUrl + PATH, body, headers, {
      maxContentLength: MAX_ANSWER_BYTES,
    }).catch((error: unknown) => {
      throw notAccepted('no answer', faultCode(error));
    });
    if (reply.status < 200 || reply.status >= 300) throw notAccepted(errorCodeOf(reply.data), `HTTP ${reply.status}`);
    const { success, data } = Answer.safeParse(reply.data);
    if (!success) throw notAccepted('an answer that is not understood', `HTTP ${reply.status}`);
    const [failed] = data.failedMessageList;
    if (failed) throw notAccepted('not registered', StatusCode.safeParse(failed.statusCode).data);
  };
}

/**
 * Solapi's `Authorization` header: the hexadecimal HMAC-SHA256 of date and salt, concatenated, with the API secret as
 * key. The date is ISO 8601. Solapi refuses a date more than 15 minutes off, and a signature that was used before.
 *
 * Source: https://developers.solapi.com/references/authentication/api-key
 */
function signature({ apiKey, apiSecret }: { readonly apiKey: string; readonly apiSecret: string }, at: Date): string {
  const date = at.toISOString();
  const salt = randomBytes(SALT_BYTES).toString('hex');
  const digest = createHmac('sha256', apiSecret).update(`${date}${salt}`).digest('hex');
  return `HMAC-SHA256 apiKey=${apiKey}, date=${date}, salt=${salt}, signature=${digest}`;
}

/** The number in Korean domestic form, digits only. */
function domesticNumber(tel: string): string {
  return tel.replace(/^\s*\+82[\s-]*\(?0?\)?/, '0').replace(/\D/g, '');
}

function eucKrBytes(text: string): number {
  return [...text].reduce((bytes, letter) => bytes + (letter > '\x7f' ? 2 : 1), 0);
}

// Both patterns are narrow, so that neither value can contain a phone number or a key.
const StatusCode = z.string().regex(/^\d{4}$/);
const ErrorAnswer = z.object({ errorCode: z.string().regex(/^[A-Za-z]{2,40}$/) });
/** A 200 lists the messages that Solapi did not register. */
const Answer = z.object({ failedMessageList: z.array(z.object({ statusCode: z.unknown() })) });

function errorCodeOf(body: unknown): string | undefined {
  return ErrorAnswer.safeParse(body).data?.errorCode;
}

/** Has no `cause`, because errors of libraries contain the request. */
function notAccepted(...codes: readonly (string | undefined)[]): Error {
  return new Error(`Solapi did not take the message (${codes.filter((code) => code !== undefined).join(', ')})`);
}
