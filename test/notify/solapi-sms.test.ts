import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSolapiSms } from '../../src/notify/solapi-sms';

/** Solapi's side: a real HTTP server that checks the signature as Solapi documents it. */
const API_KEY = 'NCSAYU7YDBXYORXC';
const API_SECRET = 'solapi-secret-of-the-test';
interface Sent {
  readonly url: string;
  readonly messages: readonly Record<string, unknown>[];
}
let server: Server;
let sent: Sent[];
let answer: (res: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((req, res) => void receive(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(() => {
  sent = [];
  answer = (res) => json(res, 200, accepted());
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function receive(req: IncomingMessage, res: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of req) body += String(chunk);
  if (!isSigned(req.headers.authorization ?? ''))
    return json(res, 403, { errorCode: 'SignatureDoesNotMatch', errorMessage: 'no' });
  sent.push({ url: `${req.method} ${req.url}`, messages: (JSON.parse(body) as Sent).messages });
  answer(res);
}

function isSigned(header: string): boolean {
  const [, key, date, salt, signature] =
    /^HMAC-SHA256 apiKey=(\S+), date=(\S+), salt=(\S+), signature=([0-9a-f]{64})$/.exec(header) ?? [];
  const expected = createHmac('sha256', API_SECRET).update(`${date}${salt}`).digest('hex');
  return key === API_KEY && Math.abs(Date.now() - Date.parse(date ?? '')) < 60_000 && signature === expected;
}

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function accepted(failed: readonly object[] = []) {
  const count = { total: 1, registeredFailed: failed.length, registeredSuccess: 1 - failed.length };
  return { failedMessageList: failed, groupInfo: { count } };
}

const carrier = (overrides: { apiSecret?: string; timeoutMs?: number } = {}) =>
  createSolapiSms({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    sender: '02-1234-5678',
    timeoutMs: 5_000,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
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
  expect(message).toBe('Solapi did not take the message (ClientError, SignatureDoesNotMatch, HTTP 403)');
  expect(sent).toEqual([]);
});

test.each<[string, (res: ServerResponse) => void, string]>([
  [
    'an error that repeats the number',
    (res) => json(res, 400, { errorCode: 'ValidationError', errorMessage: 'bad number 01012345678' }),
    'ClientError, ValidationError, HTTP 400',
  ],
  [
    'a message that is not registered',
    (res) =>
      json(res, 200, accepted([{ to: '01012345678', from: '021', statusCode: '1025', statusMessage: '01012345678' }])),
    'MessageNotReceivedError, 1025',
  ],
  [
    'a fault with a page for a body',
    (res) => res.writeHead(500).end('<html>01012345678</html>'),
    'ServerError, HTTP_500, HTTP 500',
  ],
  ['an answer that is no JSON', (res) => res.end('01012345678'), 'DefaultError, ParseError'],
  [
    'a redirect',
    (res) => res.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    'ServerError, HTTP_302, HTTP 302',
  ],
])('%s is named by its codes alone', async (_, reply, codes) => {
  answer = reply;
  const message = await failureOf(carrier()(sms('안내'), 'entry-1'));
  expect(message).toBe(`Solapi did not take the message (${codes})`);
  expect(sent).toHaveLength(1);
});

test.each<[string, (res: ServerResponse) => void]>([
  ['503', (res) => json(res, 503, {})],
  ['a connection that breaks', (res) => res.destroy()],
])('%s is not sent again by the SDK: the outbox does that', async (_, reply) => {
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

test('messages side by side meet their own answers, and the global fetch is what it was', async () => {
  const before = globalThis.fetch;
  const send = carrier();
  await Promise.all(Array.from({ length: 10 }, (__, i) => send(sms(`안내 ${i}`), `entry-${i}`)));
  expect(sent).toHaveLength(10);
  expect(globalThis.fetch).toBe(before);
});

test('a number that is none fails without a request and without being named', async () => {
  expect(await failureOf(carrier()(sms('안내', 'call me'), 'entry-1'))).toBe(
    'Solapi did not take the message (BadRequestError)',
  );
  expect(sent).toEqual([]);
});
