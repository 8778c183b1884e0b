import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import { createIamportSession, type SessionOptions } from '../../src/iamport/session';
import type { IamportRequest } from '../../src/iamport/transport';
import { SESSION_LIMITS } from '../support/session-limits';
import { waitUntil } from '../support/wait-until';

const CANCEL = 'POST /payments/cancel';
const TOKEN = 'POST /users/getToken';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

function setUp(options: Partial<SessionOptions> = {}) {
  return createIamportSession({
    ...SESSION_LIMITS,
    apiUrl: sandbox.url,
    apiKey: sandbox.impKey,
    apiSecret: sandbox.impSecret,
    tryTimeoutMs: 1_000,
    budgetMs: 5_000,
    elapsedMs: () => performance.now(),
    ...options,
  });
}

function payAndCancel(): { readonly request: IamportRequest; readonly cancelled: () => number } {
  const { imp_uid } = sandbox.payments.create({ merchant_uid: 'ord-1', amount: 15_900, status: 'paid' });
  return {
    request: { method: 'POST', path: ['payments', 'cancel'], body: { imp_uid, reason: 'changed his mind' } },
    cancelled: () => sandbox.payments.get(imp_uid)?.cancel_amount ?? -1,
  };
}

describe('a request that must not be carried out twice', () => {
  test('is sent once and answered', async () => {
    const { request, cancelled } = payAndCancel();
    expect(await setUp().once(request, { timeoutMs: 1_000 })).toMatchObject({ status: 'cancelled' });
    expect(cancelled()).toBe(15_900);
  });

  test('is sent again with a new token after a 401, which proves that it was not carried out', async () => {
    const session = setUp();
    await session.once(payAndCancel().request, { timeoutMs: 1_000 });
    sandbox.tokens.revoke();
    const { request, cancelled } = payAndCancel();
    await session.once(request, { timeoutMs: 1_000 });
    expect(cancelled()).toBe(15_900);
    expect(sandbox.calls.count(TOKEN)).toBe(2);
    expect(sandbox.calls.count(CANCEL)).toBe(3);
  });

  test.each([
    ['a broken connection', { kind: 'connection-reset', when: 'before' }, 0, 60_000],
    ['a broken connection after the cancel', { kind: 'connection-reset', when: 'after' }, 15_900, 60_000],
    ['500 after the cancel', { kind: 'status', status: 500, when: 'after' }, 15_900, 60_000],
    ['silence', { kind: 'no-answer' }, 0, 100],
  ] as const)('%s: sent once, and it may have arrived', async (_, fault, amount, timeoutMs) => {
    sandbox.faults.set({ route: CANCEL, ...fault });
    const { request, cancelled } = payAndCancel();
    const error = { code: 'unavailable', mayHaveArrived: true };
    await expect(setUp().once(request, { timeoutMs })).rejects.toMatchObject(error);
    // Where the time limit ended it, it may still be on its way.
    await waitUntil(() => sandbox.calls.count(CANCEL) > 0);
    expect(sandbox.calls.count(CANCEL)).toBe(1);
    expect(cancelled()).toBe(amount);
  });

  test.each([
    ['429', { kind: 'status', status: 429, route: CANCEL }, 1],
    ['no token: 500', { kind: 'status', status: 500, route: TOKEN }, 0],
    ['no token: silence', { kind: 'no-answer', route: TOKEN }, 0],
  ] as const)('%s: it has not arrived', async (_, fault, sent) => {
    sandbox.faults.set(fault);
    const error = { code: 'unavailable', mayHaveArrived: false };
    await expect(setUp({ tryTimeoutMs: 100 }).once(payAndCancel().request, { timeoutMs: 1_000 })).rejects.toMatchObject(
      error,
    );
    expect(sandbox.calls.count(CANCEL)).toBe(sent);
  });

  test('has not arrived at an address without a server', async () => {
    const session = setUp({ apiUrl: 'http://127.0.0.1:1' });
    const error = { code: 'unavailable', mayHaveArrived: false };
    await expect(session.once(payAndCancel().request, { timeoutMs: 1_000 })).rejects.toMatchObject(error);
  });

  test('has not arrived where the token cannot be renewed after a 401', async () => {
    const session = setUp();
    await session.once(payAndCancel().request, { timeoutMs: 1_000 });
    sandbox.tokens.revoke();
    sandbox.faults.set({ kind: 'status', status: 502, route: TOKEN });
    const { request, cancelled } = payAndCancel();
    await expect(session.once(request, { timeoutMs: 1_000 })).rejects.toMatchObject({ mayHaveArrived: false });
    expect(cancelled()).toBe(0);
  });

  test('may take longer than a look-up', async () => {
    sandbox.faults.set({ kind: 'latency', delayMs: 300, route: CANCEL });
    const { request } = payAndCancel();
    expect(await setUp({ tryTimeoutMs: 100 }).once(request, { timeoutMs: 5_000 })).toMatchObject({
      status: 'cancelled',
    });
  });

  test('is sent again after a 401 only within the first try’s remaining time', async () => {
    sandbox.faults.set({ kind: 'status', status: 401, route: CANCEL, times: 1 });
    const { request, cancelled } = payAndCancel();
    const session = setUp({ elapsedMs: () => sandbox.calls.count(CANCEL) * 600 });
    await expect(session.once(request, { timeoutMs: 500 })).rejects.toMatchObject({ mayHaveArrived: false });
    expect([sandbox.calls.count(CANCEL), cancelled()]).toEqual([1, 0]);
  });

  test('may be a DELETE', async () => {
    const request: IamportRequest = { method: 'DELETE', path: ['vbanks', 'imp_000000000000'] };
    await setUp().once(request, { timeoutMs: 1_000 });
    expect(sandbox.calls.count('DELETE /vbanks/:imp_uid')).toBe(1);
  });
});

test('a repeated call may have arrived by its first try, though the second found no server', async () => {
  sandbox.faults.set({ kind: 'connection-reset', route: CANCEL, times: 1 });
  sandbox.faults.set({ kind: 'status', status: 429, route: CANCEL });
  await expect(setUp().repeatable(payAndCancel().request)).rejects.toMatchObject({ mayHaveArrived: true });
  expect(sandbox.calls.count(CANCEL)).toBe(2);
});

describe('an i’mport that fails', () => {
  const breaker = { failures: 3, openMs: 60_000 };

  test('gets no calls after the limit of failures in a row, nor a call that must be sent once', async () => {
    const session = setUp({ breaker });
    sandbox.faults.set({ kind: 'status', status: 502, route: 'GET /payments/:imp_uid' });
    const read = () => session.repeatable({ method: 'GET', path: ['payments', 'imp_1'] });
    await expect(read()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(read()).rejects.toThrow('not sent');
    const { request, cancelled } = payAndCancel();
    await expect(session.once(request, { timeoutMs: 1_000 })).rejects.toMatchObject({ mayHaveArrived: false });
    expect(sandbox.calls.count('GET /payments/:imp_uid')).toBe(3);
    expect(cancelled()).toBe(0);
  });

  test.each([
    ['404', { kind: 'status', status: 404 }],
    ['a PG that refuses', { kind: 'pg-refusal' }],
    ['401', { kind: 'status', status: 401 }],
  ] as const)('%s is an answer: the next call is sent', async (_, fault) => {
    const session = setUp({ breaker });
    sandbox.faults.set({ ...fault, route: CANCEL, times: 6 });
    for (let n = 0; n < 3; n += 1) {
      await session.once(payAndCancel().request, { timeoutMs: 1_000 }).catch(() => null);
    }
    sandbox.faults.clear();
    const { request, cancelled } = payAndCancel();
    await session.once(request, { timeoutMs: 1_000 });
    expect(cancelled()).toBe(15_900);
  });
});

describe('a path segment', () => {
  const get = async (id: string) => setUp().repeatable({ method: 'GET', path: ['payments', id] });
  const gets = () => sandbox.calls.list().flatMap(({ method, path }) => (method === 'GET' ? [path] : []));

  test.each(['../users/getToken', 'a/b', 'a?b=c', 'a#b', 'a%2fb'])('cannot change the path: %s', async (id) => {
    await get(id).catch(() => null);
    expect(gets()).toEqual([`/payments/${encodeURIComponent(id)}`]);
  });

  test.each(['', '.', '..'])('that leads to another path is never sent: "%s"', async (id) => {
    await expect(get(id)).rejects.toThrow(RangeError);
    expect(gets()).toEqual([]);
  });
});
