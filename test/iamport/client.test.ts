import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import type { Amount } from '../../src/domain/money';
import { createIamportClient, type IamportClientOptions } from '../../src/iamport/client';
import { SESSION_LIMITS } from '../support/session-limits';

const READ = 'GET /payments/:imp_uid';
const TOKEN = 'POST /users/getToken';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ impKey: 'test-key', impSecret: 'very-secret-secret' });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

function setUp(options: Partial<IamportClientOptions> = {}) {
  return createIamportClient({
    ...SESSION_LIMITS,
    apiUrl: sandbox.url,
    apiKey: sandbox.impKey,
    apiSecret: sandbox.impSecret,
    inicisApiKey: sandbox.inicisApiKey,
    mode: 'live',
    tryTimeoutMs: 1_000,
    budgetMs: 5_000,
    cancelTimeoutMs: 1_000,
    now: () => new Date(),
    elapsedMs: () => performance.now(),
    ...options,
  });
}

const pay = (fields = {}) =>
  sandbox.payments.create({ merchant_uid: 'ord-1', amount: 15900, status: 'paid', ...fields });
const fault = (fields: Omit<Parameters<Sandbox['faults']['set']>[0], 'route'>) =>
  sandbox.faults.set({ route: READ, ...fields });

test('reads a payment with a token that it fetches once', async () => {
  const client = setUp();
  const { imp_uid } = pay();
  expect(await client.getPayment(imp_uid)).toMatchObject({
    impUid: imp_uid,
    merchantUid: 'ord-1',
    amount: 15900,
    status: 'paid',
  });
  await client.getPayment(imp_uid);
  expect(sandbox.calls.count(TOKEN)).toBe(1);
});

test('simultaneous first calls share one token request', async () => {
  const client = setUp();
  const { imp_uid } = pay();
  await Promise.all(Array.from({ length: 20 }, () => client.getPayment(imp_uid)));
  expect(sandbox.calls.count(TOKEN)).toBe(1);
});

test('a token that i’mport revoked early is renewed once, and the call is repeated', async () => {
  const client = setUp();
  const { imp_uid } = pay();
  await client.getPayment(imp_uid);
  sandbox.tokens.revoke();
  expect(await client.getPayment(imp_uid)).toMatchObject({ impUid: imp_uid });
  expect(sandbox.calls.count(TOKEN)).toBe(2);
});

test('a lasting 401 is a refusal after one renewal', async () => {
  fault({ kind: 'status', status: 401 });
  await expect(setUp().getPayment(pay().imp_uid)).rejects.toMatchObject({ code: 'gatewayRefused' });
  expect(sandbox.calls.count(READ)).toBe(2);
});

test('wrong keys are a refusal and are not retried', async () => {
  await expect(setUp({ apiSecret: 'wrong' }).getPayment('imp_1')).rejects.toMatchObject({ code: 'gatewayRefused' });
  expect(sandbox.calls.count(TOKEN)).toBe(1);
});

test('an unknown payment is null, not an error', async () => {
  expect(await setUp().getPayment('imp_000000000000')).toBeNull();
});

test.each([
  ['live', null, {}],
  ['test', true, { include_sandbox: 'true' }],
] as const)('%s mode: a payment of the test channel is %s', async (mode, testChannel, query) => {
  const payment = await setUp({ mode }).getPayment(pay({ sandbox: true }).imp_uid);
  expect(payment?.testChannel ?? null).toBe(testChannel);
  expect(sandbox.calls.list().find((call) => call.route === READ)?.query).toEqual(query);
});

test.each([
  ['a broken connection', { kind: 'connection-reset' }],
  ['500', { kind: 'status', status: 500 }],
  ['502', { kind: 'status', status: 502 }],
] as const)('%s is tried again, and the call succeeds', async (_, kind) => {
  fault({ ...kind, times: 2 });
  expect(await setUp().getPayment(pay().imp_uid)).not.toBeNull();
  expect(sandbox.calls.count(READ)).toBe(3);
});

test.each([
  ['a broken connection', { kind: 'connection-reset' }, 'unavailable', 3],
  ['500', { kind: 'status', status: 500 }, 'unavailable', 3],
  ['429: it asked for less traffic', { kind: 'status', status: 429 }, 'unavailable', 1],
  ['403', { kind: 'status', status: 403 }, 'gatewayRefused', 1],
  ['broken JSON', { kind: 'broken-json' }, 'gatewayReplyUnexpected', 1],
  ['a captive portal’s page', { kind: 'html' }, 'gatewayReplyUnexpected', 1],
  ['an empty body', { kind: 'empty' }, 'gatewayReplyUnexpected', 1],
  ['code 0 without a response', { kind: 'null-response' }, 'gatewayReplyUnexpected', 1],
] as const)('%s that stays is an error by what to do next', async (_, kind, code, tries) => {
  fault(kind);
  await expect(setUp().getPayment(pay().imp_uid)).rejects.toMatchObject({ code });
  expect(sandbox.calls.count(READ)).toBe(tries);
});

test('a try without an answer ends by its time limit, and the call within its budget', async () => {
  fault({ kind: 'no-answer' });
  const client = setUp({ tryTimeoutMs: 50, budgetMs: 5_000 });
  await expect(client.getPayment(pay().imp_uid)).rejects.toMatchObject({ code: 'unavailable' });
  expect(sandbox.calls.count(READ)).toBe(3);
});

test('the budget ends a call before its last try', async () => {
  fault({ kind: 'no-answer' });
  const client = setUp({ tryTimeoutMs: 60_000, budgetMs: 100 });
  await expect(client.getPayment(pay().imp_uid)).rejects.toThrow('no answer within 100 ms');
});

test('a body that never ends fails by the time limit', async () => {
  fault({ kind: 'stall' });
  const client = setUp({ tryTimeoutMs: 60_000, budgetMs: 200 });
  await expect(client.getPayment(pay().imp_uid)).rejects.toMatchObject({ code: 'unavailable' });
});

test('a slow token answer fails by the time limit, and the next call gets a token', async () => {
  let isSlow = true;
  const dripping = createServer((req, res) => {
    req.resume();
    res.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => res.write(' '), 20);
    res.on('close', () => clearInterval(drip));
    if (isSlow) return;
    clearInterval(drip);
    res.end(JSON.stringify({ code: 0, message: null, response: { access_token: 't', now: 1, expired_at: 1801 } }));
  });
  dripping.listen(0, '127.0.0.1');
  await once(dripping, 'listening');
  const { port } = dripping.address() as AddressInfo;
  const client = setUp({ apiUrl: `http://127.0.0.1:${port}`, tryTimeoutMs: 150, budgetMs: 5_000 });
  await expect(client.getPayment('imp_1')).rejects.toMatchObject({ code: 'unavailable' });
  isSlow = false;
  // The body of a token answers the payment request too, so the call gets as far as reading it.
  await expect(client.getPayment('imp_1')).rejects.toMatchObject({ code: 'gatewayReplyUnexpected' });
  dripping.closeAllConnections();
  dripping.close();
});

test('calls beyond the queue’s limit are refused at once', async () => {
  const queue = { maxUnderWay: 50, maxWaiting: 500, maxWaitMs: 60_000 };
  const client = setUp({ queue, tryTimeoutMs: 30_000, budgetMs: 30_000 });
  fault({ kind: 'hold' });
  const calls = Array.from({ length: 600 }, () => client.getPayment('imp_1').catch((error: unknown) => error));
  const refused = await Promise.race(calls);
  expect(refused).toMatchObject({ code: 'unavailable', message: expect.stringContaining('too many calls') as string });
  sandbox.faults.clear();
  const answers = await Promise.all(calls);
  expect(answers.filter((answer) => answer === null)).toHaveLength(550);
});

test('an address without a server is unavailable', async () => {
  const client = setUp({ apiUrl: 'http://127.0.0.1:1' });
  await expect(client.getPayment('imp_1')).rejects.toMatchObject({ code: 'unavailable' });
});

test('a 404 without i’mport’s envelope is an unexpected reply', async () => {
  const client = setUp({ apiUrl: `${sandbox.url}/_sandbox/nowhere` });
  await expect(client.getPayment('imp_1')).rejects.toMatchObject({ name: expect.stringMatching(/^Iamport/) as string });
});

test('an answer for another payment is refused', async () => {
  const { imp_uid } = pay();
  sandbox.payments.distort(imp_uid, { imp_uid: 'imp_999999999999' });
  await expect(setUp().getPayment(imp_uid)).rejects.toMatchObject({ code: 'gatewayReplyUnexpected' });
});

/** A server that records its requests. It answers token requests, and every other request with code 1. */
async function recordingServer() {
  const bodies: { readonly call: string; readonly body: unknown }[] = [];
  const server = createServer((req, res) => {
    let text = '';
    req.on('data', (chunk: Buffer) => (text += chunk.toString()));
    req.on('end', () => {
      const isToken = req.url === '/users/getToken';
      if (!isToken) bodies.push({ call: `${req.method} ${req.url}`, body: text === '' ? null : JSON.parse(text) });
      const response = isToken ? { access_token: 't', now: 1, expired_at: 1801 } : null;
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ code: isToken ? 0 : 1, message: '거절', response }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { apiUrl, bodies, close: () => (server.closeAllConnections(), server.close()) };
}

describe('cancelling', () => {
  const CANCEL = 'POST /payments/cancel';
  const REVOKE = 'DELETE /vbanks/:imp_uid';
  const bare = { currency: 'KRW', taxFree: null, vatAmount: null, reason: '변심', refund: null };
  const cancelOf = (impUid: string, fields: object = {}) => ({
    impUid,
    amount: 900 as Amount,
    checksum: 15_900 as Amount,
    ...bare,
    ...fields,
  });
  const refund = { holder: '홍길동', bank: '004', account: '1234', tel: null };

  test.each<[string, object, Record<string, unknown>]>([
    ['a part', {}, { amount: 900, checksum: 15_900 }],
    ['cents', { amount: 1_010, checksum: 2_020, currency: 'USD' }, { amount: 10.1, checksum: 20.2 }],
    [
      'tax-free part and VAT',
      { taxFree: 0, vatAmount: 90 },
      { amount: 900, checksum: 15_900, tax_free: 0, vat_amount: 90 },
    ],
    [
      'a refund account',
      { refund },
      { amount: 900, checksum: 15_900, refund_holder: '홍길동', refund_bank: '004', refund_account: '1234' },
    ],
    [
      'its telephone number',
      { refund: { ...refund, tel: '010' } },
      {
        amount: 900,
        checksum: 15_900,
        refund_holder: '홍길동',
        refund_bank: '004',
        refund_account: '1234',
        refund_tel: '010',
      },
    ],
  ])('%s is sent with amount and checksum', async (_, fields, body) => {
    const server = await recordingServer();
    await setUp({ apiUrl: server.apiUrl }).cancelPayment(cancelOf('imp_1', fields));
    server.close();
    expect(server.bodies).toEqual([
      { call: 'POST /payments/cancel', body: { imp_uid: 'imp_1', reason: '변심', ...body } },
    ]);
  });

  test('an agreed cancel returns the payment as it is now', async () => {
    const { imp_uid } = pay();
    expect(await setUp().cancelPayment(cancelOf(imp_uid))).toMatchObject({
      result: 'agreed',
      payment: { impUid: imp_uid, cancelAmount: 900, cancellations: [{ amount: 900, reason: '변심' }] },
    });
  });

  test.each<[string, (impUid: string) => void, object]>([
    [
      'the PG (code -1)',
      (impUid) => sandbox.faults.set({ kind: 'pg-refusal', impUid, message: '한도' }),
      { reason: '한도' },
    ],
    ['i’mport (code 1)', (impUid) => sandbox.payments.consoleCancel(impUid), { reason: '이미 전액취소된 주문입니다.' }],
    ['its checksum', (impUid) => sandbox.payments.consoleCancel(impUid, { amount: 1 }), {}],
    ['403', () => sandbox.faults.set({ kind: 'status', status: 403, route: CANCEL }), {}],
  ])('a refusal by %s is a value', async (_, happen, answer) => {
    const { imp_uid } = pay();
    happen(imp_uid);
    expect(await setUp().cancelPayment(cancelOf(imp_uid))).toMatchObject({ result: 'refused', ...answer });
    expect(sandbox.calls.count(CANCEL)).toBe(1);
  });

  test.each([
    ['429', { kind: 'status', status: 429, route: CANCEL }, 1],
    ['401 that stays', { kind: 'status', status: 401, route: CANCEL }, 2],
    ['no token: 401', { kind: 'status', status: 401, route: TOKEN }, 0],
    ['no token: nonsense', { kind: 'broken-json', route: TOKEN }, 0],
    ['no token: 502', { kind: 'status', status: 502, route: TOKEN }, 0],
  ] as const)('%s: not sent', async (_, kind, calls) => {
    sandbox.faults.set(kind);
    const { imp_uid } = pay();
    expect(await setUp().cancelPayment(cancelOf(imp_uid))).toEqual({ result: 'notSent' });
    expect(sandbox.calls.count(CANCEL)).toBe(calls);
    expect(sandbox.payments.get(imp_uid)).toMatchObject({ cancel_amount: 0 });
  });

  test('without a server the cancel is not sent', async () => {
    expect(await setUp({ apiUrl: 'http://127.0.0.1:1' }).cancelPayment(cancelOf('imp_1'))).toEqual({
      result: 'notSent',
    });
  });

  test.each([
    ['500', { kind: 'status', status: 500 }],
    ['a broken connection', { kind: 'connection-reset' }],
    ['silence', { kind: 'no-answer' }],
    ['half an answer', { kind: 'broken-json' }],
  ] as const)('%s: an error, for nobody knows; sent once', async (_, kind) => {
    sandbox.faults.set({ ...kind, route: CANCEL, when: 'after' });
    const { imp_uid } = pay();
    await expect(setUp({ cancelTimeoutMs: 200 }).cancelPayment(cancelOf(imp_uid))).rejects.toMatchObject({
      name: expect.stringMatching(/^Iamport|^CheckoutError/) as string,
    });
    expect(sandbox.calls.count(CANCEL)).toBe(1);
    expect(sandbox.payments.get(imp_uid)).toMatchObject({ cancel_amount: 900 });
  });

  describe('an account', () => {
    const account = () => sandbox.payments.issueVirtualAccount(pay({ status: 'ready' }).imp_uid).imp_uid;

    test('is revoked by DELETE, without a body', async () => {
      const server = await recordingServer();
      await setUp({ apiUrl: server.apiUrl }).revokeAccount('imp_1', 'kcp');
      server.close();
      expect(server.bodies).toEqual([{ call: 'DELETE /vbanks/imp_1', body: null }]);
    });

    test('is revoked, also where the first answer was lost', async () => {
      const impUid = account();
      expect(await setUp().revokeAccount(impUid, 'html5_inicis')).toMatchObject({
        result: 'agreed',
        payment: { status: 'failed' },
      });
      expect(await setUp().revokeAccount(impUid, 'html5_inicis')).toMatchObject({ result: 'refused' });
      expect(await setUp().revokeAccount('imp_000000000000', null)).toMatchObject({ result: 'refused' });
    });

    test('is revoked after a retry of a 5xx', async () => {
      sandbox.faults.set({ kind: 'status', status: 500, route: REVOKE, times: 2 });
      expect(await setUp().revokeAccount(account(), 'html5_inicis')).toMatchObject({ result: 'agreed' });
      expect(sandbox.calls.count(REVOKE)).toBe(3);
    });

    test.each([401, 429, 500])('a lasting %d is an error, not a refusal', async (status) => {
      sandbox.faults.set({ kind: 'status', status, route: REVOKE });
      await expect(setUp().revokeAccount(account(), 'html5_inicis')).rejects.toMatchObject({
        code: expect.stringMatching(/unavailable|gatewayRefused/) as string,
      });
    });
  });
});

test('no error carries the secret or the token', async () => {
  const client = setUp();
  await client.getPayment(pay().imp_uid);
  const token = await currentToken();
  for (const kind of ['connection-reset', 'broken-json', 'empty'] as const) {
    sandbox.faults.clear();
    sandbox.faults.set({ kind });
    const error: unknown = await client.getPayment('imp_1').catch((thrown: unknown) => thrown);
    const everything = inspect(error, { depth: 20, showHidden: true });
    expect(everything).toContain('Iamport');
    expect(everything).not.toContain(token);
    expect(everything).not.toContain(sandbox.impSecret);
  }
});

/** Another request before the token expires gets the same token (§1.2). */
async function currentToken(): Promise<string> {
  const reply = await fetch(`${sandbox.url}/users/getToken`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ imp_key: sandbox.impKey, imp_secret: sandbox.impSecret }),
  });
  const body = (await reply.json()) as { response: { access_token: string } };
  return body.response.access_token;
}

test.each([
  ['registering', 'POST /payments/prepare', 0],
  ['changing', 'PUT /payments/prepare', 1_000],
] as const)('a 404 to %s an amount has registered nothing, and says so', async (_name, route, before) => {
  if (before > 0) sandbox.prepared.set({ merchant_uid: 'ord-1', amount: before, currency: 'KRW' });
  sandbox.faults.set({ kind: 'status', status: 404, route });
  const terms = { merchantUid: 'ord-1', amount: 15_900 as Amount, currency: 'KRW' };
  await expect(setUp().prepareAmount(terms)).rejects.toMatchObject({ code: 'gatewayReplyUnexpected' });
  sandbox.faults.clear();
  await setUp().prepareAmount(terms);
  expect(sandbox.prepared.get('ord-1')).toMatchObject({ amount: 15_900 });
});
