import { createCallLog } from '../../../sandbox/iamport/call-log';
import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import type { FaultRequest } from '../../../sandbox/iamport/faults/fault';
import { signedIn } from './support/api-client';

let sandbox: Sandbox;
let waits: number[];
beforeEach(async () => {
  waits = [];
  sandbox = await createSandbox({ sleep: async (ms) => void waits.push(ms) });
  sandbox.payments.create({ imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 1004 });
  sandbox.payments.create({ imp_uid: 'imp_2', merchant_uid: 'order-2', amount: 1004 });
});
afterEach(() => sandbox.close());

/** What a client sees of one call: status and text, or how it broke. */
async function look(
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; text: string } | { broke: string }> {
  const headers = { Authorization: sandbox.tokens.issue().access_token };
  try {
    const answer = await fetch(sandbox.url + path, { headers, ...init });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    const cause = (error as Error).cause as { code?: string } | undefined;
    return { broke: cause?.code ?? (error as Error).name };
  }
}

const fine = { status: 200, text: expect.stringContaining('"code":0') as string };

describe('each kind', () => {
  test.each([
    {
      fault: { kind: 'status', status: 401 },
      seen: { status: 401, text: '{"code":-1,"message":"Unauthorized","response":null}' },
    },
    {
      fault: { kind: 'status', status: 404 },
      seen: { status: 404, text: '{"code":-1,"message":"존재하지 않는 결제정보입니다.","response":null}' },
    },
    {
      fault: { kind: 'status', status: 429 },
      seen: { status: 429, text: '{"code":-1,"message":"[sandbox] fault: 429","response":null}' },
    },
    {
      fault: { kind: 'status', status: 500 },
      seen: { status: 500, text: '{"code":-1,"message":"[sandbox] fault: 500","response":null}' },
    },
    {
      fault: { kind: 'status', status: 502 },
      seen: { status: 502, text: expect.stringContaining('<html>') as string },
    },
    {
      fault: { kind: 'broken-json' },
      seen: { status: 200, text: '{"code":0,"message":null,"response":{"imp_uid":"imp_' },
    },
    { fault: { kind: 'html' }, seen: { status: 200, text: expect.stringContaining('<!doctype html>') as string } },
    { fault: { kind: 'empty' }, seen: { status: 200, text: '' } },
    { fault: { kind: 'null-response' }, seen: { status: 200, text: '{"code":0,"message":null,"response":null}' } },
    { fault: { kind: 'connection-reset' }, seen: { broke: 'ECONNRESET' } },
  ] as { fault: FaultRequest; seen: object }[])('$fault', async ({ fault, seen }) => {
    sandbox.faults.set(fault);
    expect(await look('/payments/imp_1')).toEqual(seen);
    sandbox.faults.clear();
    expect(await look('/payments/imp_1')).toEqual(fine);
  });

  test('latency waits, then goes on', async () => {
    sandbox.faults.set({ kind: 'latency', delayMs: 1500 });
    expect(await look('/payments/imp_1')).toEqual(fine);
    expect(waits).toEqual([1500]);
  });

  test.each(['no-answer', 'stall'] as const)('%s keeps the client waiting until it gives up', async (kind) => {
    sandbox.faults.set({ kind });
    expect(await look('/payments/imp_1', { signal: AbortSignal.timeout(100) })).toEqual({ broke: 'TimeoutError' });
  });

  test('hold keeps calls back until they are released together', async () => {
    sandbox.faults.set({ kind: 'hold', route: 'GET /payments/:imp_uid' });
    const calls = [look('/payments/imp_1'), look('/payments/imp_2')];
    await sandbox.faults.untilHeld(2);
    expect(sandbox.faults.heldCalls()).toBe(2);
    sandbox.payments.approve('imp_1');
    sandbox.faults.release();
    const answers = await Promise.all(calls);
    expect(answers[0]).toMatchObject({ text: expect.stringContaining('"status":"paid"') as string });
    expect(answers[1]).toEqual(fine);
    expect(sandbox.faults.heldCalls()).toBe(0);
  });

  test('waiting combines with what answers', async () => {
    sandbox.faults.set({ kind: 'latency', delayMs: 700 });
    sandbox.faults.set({ kind: 'status', status: 503 });
    expect(await look('/payments/imp_1')).toMatchObject({ status: 503 });
    expect(waits).toEqual([700]);
  });
});

describe('which calls a fault meets', () => {
  const down = { status: 500 };

  test('all of them, the token’s included', async () => {
    sandbox.faults.set({ kind: 'status', status: 500 });
    expect(await look('/payments/imp_1')).toMatchObject(down);
    expect(await look('/users/getToken', { method: 'POST' })).toMatchObject(down);
  });

  test('one route', async () => {
    sandbox.faults.set({ kind: 'status', status: 500, route: 'GET /payments/find/:merchant_uid' });
    expect(await look('/payments/imp_1')).toEqual(fine);
    expect(await look('/payments/find/order-1')).toMatchObject(down);
    expect(await look('/payments/find/order-1/ready')).toMatchObject(down);
  });

  test.each([
    { fault: { impUid: 'imp_1' }, path: '/payments/imp_1', met: true },
    { fault: { impUid: 'imp_1' }, path: '/payments/imp_2', met: false },
    { fault: { impUid: 'imp_1' }, path: '/payments?imp_uid[]=imp_2&imp_uid[]=imp_1', met: true },
    { fault: { impUid: 'imp_1' }, path: '/payments/status/all', met: false },
    { fault: { merchantUid: 'order-1' }, path: '/payments/find/order-1', met: true },
    { fault: { merchantUid: 'order-1' }, path: '/payments/find/order-2', met: false },
    { fault: { impUid: 'imp_1', route: 'GET /payments' }, path: '/payments/imp_1', met: false },
  ] as const)('$fault and $path: $met', async ({ fault, path, met }) => {
    sandbox.faults.set({ kind: 'status', status: 500, ...fault });
    expect(await look(path)).toMatchObject({ status: met ? 500 : 200 });
  });

  test('so many, and then no more', async () => {
    sandbox.faults.set({ kind: 'status', status: 500, times: 2 });
    const statuses = [];
    for (let call = 0; call < 4; call += 1) statuses.push(await look('/payments/imp_1'));
    expect(statuses).toMatchObject([down, down, fine, fine]);
    expect(sandbox.faults.list()).toEqual([]);
  });

  test('in the order in which they were set', async () => {
    sandbox.faults.set({ kind: 'status', status: 500, times: 1 });
    sandbox.faults.set({ kind: 'status', status: 503, times: 1 });
    expect([await look('/payments/imp_1'), await look('/payments/imp_1')]).toMatchObject([down, { status: 503 }]);
  });

  test('until that one is removed', async () => {
    const id = sandbox.faults.set({ kind: 'status', status: 500 });
    sandbox.faults.remove(id);
    expect(await look('/payments/imp_1')).toEqual(fine);
    expect(() => sandbox.faults.remove(id)).toThrow(`there is no fault ${id}`);
  });
});

describe('after: the call takes effect, its answer suffers', () => {
  test('the token was issued although the answer got lost', async () => {
    sandbox.faults.set({ kind: 'connection-reset', when: 'after', times: 1 });
    const keys = { imp_key: sandbox.impKey, imp_secret: sandbox.impSecret };
    const request = { method: 'POST', body: new URLSearchParams(keys) };
    expect(await look('/users/getToken', { ...request, headers: {} })).toEqual({ broke: 'ECONNRESET' });
    expect(sandbox.tokens.current()).toBeDefined();
  });

  test('a look-up begun before the approval answers with the state of then', async () => {
    sandbox.faults.set({ kind: 'hold', when: 'after' });
    const begun = look('/payments/imp_1');
    await sandbox.faults.untilHeld(1);
    sandbox.payments.approve('imp_1');
    sandbox.faults.clear();
    expect(await begun).toMatchObject({ text: expect.stringContaining('"status":"ready"') as string });
    expect(await look('/payments/imp_1')).toMatchObject({ text: expect.stringContaining('"status":"paid"') as string });
  });

  test('waiting combines with what replaces the answer', async () => {
    sandbox.faults.set({ kind: 'latency', delayMs: 300, when: 'after' });
    sandbox.faults.set({ kind: 'status', status: 502, when: 'after' });
    expect(await look('/payments/imp_1')).toMatchObject({ status: 502 });
    expect(waits).toEqual([300]);
  });
});

test.each([
  { fault: { kind: 'latency' }, complaint: 'delayMs' },
  { fault: { kind: 'status' }, complaint: 'status' },
  { fault: { kind: 'status', status: 200 }, complaint: 'status' },
  { fault: { kind: 'typo' }, complaint: 'kind' },
  { fault: { kind: 'empty', route: 'GET /typo' }, complaint: 'route' },
  { fault: { kind: 'empty', times: 0 }, complaint: 'times' },
  { fault: { kind: 'empty', typo: 1 }, complaint: 'typo' },
])('the fault $fault is refused', ({ fault, complaint }) => {
  expect(() => sandbox.faults.set(fault as FaultRequest)).toThrow(complaint);
});

describe('the call log', () => {
  test('counts by route, and keeps method, path, query and time', async () => {
    const api = signedIn(sandbox);
    await api.get('/payments/imp_1?include_sandbox=true');
    await api.get('/payments/imp_2');
    await api.get('/payments/status/paid');
    expect(sandbox.calls.count()).toBe(3);
    expect(sandbox.calls.count('GET /payments/:imp_uid')).toBe(2);
    expect(sandbox.calls.count('POST /users/getToken')).toBe(0);
    expect(sandbox.calls.list()[0]).toEqual({
      method: 'GET',
      path: '/payments/imp_1',
      route: 'GET /payments/:imp_uid',
      query: { include_sandbox: 'true' },
      at: expect.any(Date) as Date,
    });
    sandbox.calls.reset();
    expect(sandbox.calls.count()).toBe(0);
  });

  test('tells when so many calls have arrived', async () => {
    const second = sandbox.calls.reached('GET /payments/:imp_uid', 2);
    await look('/payments/imp_1');
    await look('/payments/imp_2');
    await expect(second).resolves.toBeUndefined();
  });

  test('lists the newest 10,000 and counts them all', () => {
    const log = createCallLog({ now: () => new Date(0) });
    const call = { method: 'GET', route: 'GET /payments', query: {} } as const;
    for (let number = 1; number <= 25_000; number += 1) log.record({ ...call, path: String(number) });
    expect(log.count('GET /payments')).toBe(25_000);
    expect(log.list()).toHaveLength(10_000);
    expect(log.list().at(-1)).toMatchObject({ path: '25000' });
  });

  test('counts calls that a fault or a bad token turned away, and not the control API', async () => {
    sandbox.faults.set({ kind: 'status', status: 500, times: 1 });
    await look('/payments/imp_1');
    await look('/payments/imp_1', { headers: {} });
    await fetch(`${sandbox.url}/_sandbox/calls`);
    expect(sandbox.calls.count()).toBe(2);
  });
});
