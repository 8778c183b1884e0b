import { createHmac } from 'node:crypto';
import axios from 'axios';
import { acceptMessages, startSolapi, type SolapiDouble } from '../../../sandbox/solapi/start-solapi';

let solapi: SolapiDouble;
let taken: number;

beforeAll(async () => {
  solapi = await startSolapi({
    answer(response) {
      taken += 1;
      acceptMessages(response);
    },
  });
});
beforeEach(() => {
  taken = 0;
});
afterAll(() => solapi.close());

interface Parts {
  readonly method?: string;
  readonly apiKey?: string;
  readonly secret?: string;
  readonly date?: string;
  readonly salt?: string;
}

const SALT = 'jqsba2jxjnrjor';

function authorization({ method = 'HMAC-SHA256', ...parts }: Parts): string {
  const { apiKey = solapi.apiKey, secret = solapi.apiSecret, date = new Date().toISOString(), salt = SALT } = parts;
  const signature = createHmac('sha256', secret).update(`${date}${salt}`).digest('hex');
  return `${method} apiKey=${apiKey}, date=${date}, salt=${salt}, signature=${signature}`;
}

async function send(header: string | undefined): Promise<unknown> {
  const { status, data } = await axios.post<{ errorCode?: string }>(
    `${solapi.url}/messages/v4/send-many/detail`,
    { messages: [{ to: '01012345678', from: '0212345678', text: '안내' }] },
    { headers: header === undefined ? {} : { authorization: header }, validateStatus: () => true },
  );
  return status === 200 ? 'taken' : data.errorCode;
}

const agoMs = (ms: number) => new Date(Date.now() - ms).toISOString();

test.each<[string, Parts]>([
  ['now', {}],
  ['14 minutes ago', { date: agoMs(14 * 60_000) }],
  ['in 14 minutes', { date: agoMs(-14 * 60_000) }],
  ['without fractions of a second', { date: `${new Date().toISOString().slice(0, 19)}Z` }],
  ['a salt of 12 bytes', { salt: 'a'.repeat(12) }],
  ['a salt of 64 bytes', { salt: 'a'.repeat(64) }],
])('takes a request that is signed: %s', async (_, parts) => {
  expect(await send(authorization(parts))).toBe('taken');
});

test.each<[string, Parts, string]>([
  ['another key', { apiKey: 'NCSXXXXXXXXXXXXX' }, 'SignatureDoesNotMatch'],
  ['another secret', { secret: 'another' }, 'SignatureDoesNotMatch'],
  ['another method', { method: 'HMAC-MD5' }, 'SignatureDoesNotMatch'],
  ['a date that is not ISO 8601', { date: String(Date.now()) }, 'SignatureDoesNotMatch'],
  ['a salt of 11 bytes', { salt: 'a'.repeat(11) }, 'SignatureDoesNotMatch'],
  ['a salt of 65 bytes', { salt: 'a'.repeat(65) }, 'SignatureDoesNotMatch'],
  ['16 minutes ago', { date: agoMs(16 * 60_000) }, 'RequestTimeTooSkewed'],
  ['in 16 minutes', { date: agoMs(-16 * 60_000) }, 'RequestTimeTooSkewed'],
])('refuses %s', async (_, parts, errorCode) => {
  expect(await send(authorization(parts))).toBe(errorCode);
  expect(taken).toBe(0);
});

test('refuses a request without a signature', async () => {
  expect(await send(undefined)).toBe('SignatureDoesNotMatch');
  expect(taken).toBe(0);
});

test('takes a signature once', async () => {
  const header = authorization({ salt: 'used-only-once' });
  expect(await send(header)).toBe('taken');
  expect(await send(header)).toBe('SignatureDoesNotMatch');
  expect(taken).toBe(1);
});
