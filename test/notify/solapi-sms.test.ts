import type { ServerResponse } from 'node:http';
import {
  acceptMessages,
  sendJson,
  startSolapi,
  type SolapiDouble,
  type SolapiRequest,
} from '../../sandbox/solapi/start-solapi';
import { createSolapiSms } from '../../src/notify/solapi-sms';

let solapi: SolapiDouble;
let sent: SolapiRequest[];
let answer: (res: ServerResponse) => void;

beforeAll(async () => {
  solapi = await startSolapi({
    answer(response, request) {
      sent.push(request);
      answer(response);
    },
  });
});
beforeEach(() => {
  sent = [];
  answer = acceptMessages;
});
afterAll(() => solapi.close());

const carrier = (overrides: { apiSecret?: string; timeoutMs?: number; now?: () => Date } = {}) =>
  createSolapiSms({
    apiUrl: solapi.url,
    apiKey: solapi.apiKey,
    apiSecret: solapi.apiSecret,
    sender: '02-1234-5678',
    timeoutMs: 5_000,
    now: () => new Date(),
    ...overrides,
  });
const sms = (text: string, to = '010-1234-5678') => ({ channel: 'sms', to, text }) as const;

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('it was taken');
  // All that a log or the order would get: no cause with more in it either.
  expect(error.cause).toBeUndefined();
  return error.message;
}

test('a short text is one signed request, with the id of its entry', async () => {
  await carrier()(sms('입금 확인'), 'entry-1');
  expect(sent).toEqual([
    {
      url: 'POST /messages/v4/send-many/detail',
      messages: [
        {
          to: '01012345678',
          from: '0212345678',
          text: '입금 확인',
          type: 'SMS',
          customFields: { notification_id: 'entry-1' },
        },
      ],
    },
  ]);
});

test.each([
  ['90 Latin letters', 'a'.repeat(90), 'SMS'],
  ['91 Latin letters', 'a'.repeat(91), 'LMS'],
  ['45 Korean letters', '가'.repeat(45), 'SMS'],
  ['46 Korean letters', '가'.repeat(46), 'LMS'],
])('%s go as what they fit in', async (_, text, type) => {
  await carrier()(sms(text), 'entry-1');
  expect(sent[0]?.messages[0]).toMatchObject({ type });
});

test.each([
  ['010 1234 5678', '01012345678'],
  ['+82 10-1234-5678', '01012345678'],
  ['+82 (0)10-1234-5678', '01012345678'],
])('the number %s is dialled as %s', async (to, dialled) => {
  await carrier()(sms('안내', to), 'entry-1');
  expect(sent[0]?.messages[0]).toMatchObject({ to: dialled });
});

test('a wrong secret is refused by the server, and neither key nor secret stands in the error', async () => {
  const message = await failureOf(carrier({ apiSecret: 'another-secret' })(sms('안내'), 'entry-1'));
  expect(message).toBe('Solapi did not take the message (SignatureDoesNotMatch, HTTP 400)');
  expect(sent).toEqual([]);
});

test.each<[string, (res: ServerResponse) => void, string]>([
  [
    'an error that repeats the number',
    (res) => sendJson(res, 400, { errorCode: 'ValidationError', errorMessage: 'bad number 01012345678' }),
    'ValidationError, HTTP 400',
  ],
  [
    'a message that is not registered',
    (res) =>
      acceptMessages(res, [{ to: '01012345678', from: '021', statusCode: '1025', statusMessage: '01012345678' }]),
    'not registered, 1025',
  ],
  ['a fault with a page for a body', (res) => res.writeHead(500).end('<html>01012345678</html>'), 'HTTP 500'],
  ['an answer that is no JSON', (res) => res.end('<p>01012345678'), 'an answer that is not understood, HTTP 200'],
  [
    'an answer of another kind',
    (res) => sendJson(res, 200, { to: '01012345678' }),
    'an answer that is not understood, HTTP 200',
  ],
  ['an empty answer', (res) => res.end(), 'an answer that is not understood, HTTP 200'],
  ['codes that hold a number', (res) => sendJson(res, 400, { errorCode: 'to01012345678' }), 'HTTP 400'],
  [
    'a status code that is a number',
    (res) => acceptMessages(res, [{ to: '01012345678', statusCode: '01012345678' }]),
    'not registered',
  ],
  ['a redirect', (res) => res.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'HTTP 302'],
])('%s is named by its codes alone', async (_, reply, codes) => {
  answer = reply;
  const message = await failureOf(carrier()(sms('안내'), 'entry-1'));
  expect(message).toBe(`Solapi did not take the message (${codes})`);
  expect(sent).toHaveLength(1);
});

test.each<[string, (res: ServerResponse) => void]>([
  ['503', (res) => sendJson(res, 503, {})],
  ['a connection that breaks', (res) => res.destroy()],
])('%s is not sent again here: the outbox does that', async (_, reply) => {
  answer = reply;
  await failureOf(carrier()(sms('안내'), 'entry-1'));
  expect(sent).toHaveLength(1);
});

test('a server that says nothing is left after the time limit', async () => {
  answer = () => {};
  const begun = performance.now();
  await failureOf(carrier({ timeoutMs: 200 })(sms('안내'), 'entry-1'));
  expect(performance.now() - begun).toBeLessThan(4_000);
  expect(sent).toHaveLength(1);
});

test('messages side by side meet their own answers, each under a signature of its own', async () => {
  const send = carrier();
  await Promise.all(Array.from({ length: 10 }, (__, i) => send(sms(`안내 ${i}`), `entry-${i}`)));
  expect(sent.map(({ messages: [message] }) => message?.['text']).toSorted()).toEqual(
    Array.from({ length: 10 }, (__, i) => `안내 ${i}`),
  );
});

test('a clock that is more than 15 minutes off is refused by the server, and named', async () => {
  const now = () => new Date(Date.now() - 16 * 60_000);
  expect(await failureOf(carrier({ now })(sms('안내'), 'entry-1'))).toBe(
    'Solapi did not take the message (RequestTimeTooSkewed, HTTP 400)',
  );
  expect(sent).toEqual([]);
});

test('a number that is none fails without a request and without being named', async () => {
  expect(await failureOf(carrier()(sms('안내', 'call me'), 'entry-1'))).toBe(
    'Solapi did not take the message (no phone number)',
  );
  expect(sent).toEqual([]);
});
