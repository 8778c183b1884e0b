import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import type { Amount } from '../../src/domain/money';
import { createIamportClient, type IamportClientOptions } from '../../src/iamport/client';

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
    apiUrl: sandbox.url,
    apiKey: sandbox.impKey,
    apiSecret: sandbox.impSecret,
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

test('many first callers share one token request', async () => {
  const client = setUp();
  const { imp_uid } = pay();
  await Promise.all(Array.from({ length: 20 }, () => client.getPayment(imp_uid)));
  expect(sandbox.calls.count(TOKEN)).toBe(1);
});

test('a token that i’mport ended early is renewed once and the call made again', async () => {
  const client = setUp();
  const { imp_uid } = pay();
  await client.getPayment(imp_uid);
  sandbox.tokens.revoke();
  expect(await client.getPayment(imp_uid)).toMatchObject({ impUid: imp_uid });
  expect(sandbox.calls.count(TOKEN)).toBe(2);
});

test('a 401 that stays is a refusal, after one renewal and no more', async () => {
  fault({ kind: 'status', status: 401 });
  await expect(setUp().getPayment(pay().imp_uid)).rejects.toMatchObject({ code: 'gatewayRefused' });
  expect(sandbox.calls.count(READ)).toBe(2);
});

test('wrong keys are a refusal and are not tried again', async () => {
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

test('a try that is not answered ends in time, and the call within its budget', async () => {
  fault({ kind: 'no-answer' });
  const client = setUp({ tryTimeoutMs: 50, budgetMs: 5_000 });
  await expect(client.getPayment(pay().imp_uid)).rejects.toMatchObject({ code: 'unavailable' });
  expect(sandbox.calls.count(READ)).toBe(3);
});

test('the budget ends a call whose tries would go on', async () => {
  fault({ kind: 'no-answer' });
  const client = setUp({ tryTimeoutMs: 60_000, budgetMs: 100 });
  await expect(client.getPayment(pay().imp_uid)).rejects.toThrow('no answer within 100 ms');
});

test('a body that never ends is given up', async () => {
  fault({ kind: 'stall' });
  const client = setUp({ tryTimeoutMs: 60_000, budgetMs: 200 });
  await expect(client.getPayment(pay().imp_uid)).rejects.toMatchObject({ code: 'unavailable' });
});

test('a token that drips in is given up in time, and the next call gets one', async () => {
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
  // It is a token's body that comes for the payment too, so the call gets as far as reading it.
  await expect(client.getPayment('imp_1')).rejects.toMatchObject({ code: 'gatewayReplyUnexpected' });
  dripping.closeAllConnections();
  dripping.close();
});

test('beyond what it can carry it says no at once instead of piling up', async () => {
  const client = setUp();
  fault({ kind: 'hold' });
  const calls = Array.from({ length: 600 }, () => client.getPayment('imp_1').catch((error: unknown) => error));
  const refused = await Promise.race(calls);
  expect(refused).toMatchObject({ code: 'unavailable', message: expect.stringContaining('too many calls') as string });
  sandbox.faults.clear();
  const answers = await Promise.all(calls);
  expect(answers.filter((answer) => answer === null)).toHaveLength(550);
});

test('an address where nobody listens is unavailable', async () => {
  const client = setUp({ apiUrl: 'http://127.0.0.1:1' });
  await expect(client.getPayment('imp_1')).rejects.toMatchObject({ code: 'unavailable' });
});

test('a 404 without i’mport’s envelope says nothing of the payment', async () => {
  const client = setUp({ apiUrl: `${sandbox.url}/_sandbox/nowhere` });
  await expect(client.getPayment('imp_1')).rejects.toMatchObject({ name: expect.stringMatching(/^Iamport/) as string });
});

test('an answer for another payment is not taken', async () => {
  const { imp_uid } = pay();
  sandbox.payments.distort(imp_uid, { imp_uid: 'imp_999999999999' });
  await expect(setUp().getPayment(imp_uid)).rejects.toMatchObject({ code: 'gatewayReplyUnexpected' });
});

test.each(['../users/getToken', 'a/b', 'a?b=c', 'a#b', 'a%2fb'])('an id cannot change the path: %s', async (impUid) => {
  await setUp()
    .getPayment(impUid)
    .catch(() => null);
  const paths = sandbox.calls
    .list()
    .filter((call) => call.method === 'GET')
    .map((call) => call.path);
  expect(paths).toEqual([`/payments/${encodeURIComponent(impUid)}`]);
});

test.each(['', '.', '..'])('an id that would climb out of the path is never sent: "%s"', async (impUid) => {
  await expect(setUp().getPayment(impUid)).rejects.toThrow(RangeError);
  expect(sandbox.calls.list().filter((call) => call.method === 'GET')).toEqual([]);
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

/** Asking again before its end gives the same token (§1.2). */
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
