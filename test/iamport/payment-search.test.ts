import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import { createPaymentSearch } from '../../src/iamport/payment-search';
import type { FoundPayments } from '../../src/iamport/search-calls';
import { SEARCH_OPTIONS } from '../support/search-options';
import { SESSION_LIMITS } from '../support/session-limits';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const NOW = new Date('2026-11-21T01:00:00Z');
const setUp = () =>
  createPaymentSearch({
    ...SESSION_LIMITS,
    apiUrl: sandbox.url,
    apiKey: sandbox.impKey,
    apiSecret: sandbox.impSecret,
    tryTimeoutMs: 2_000,
    budgetMs: 5_000,
    now: () => NOW,
    elapsedMs: () => performance.now(),
    ...SEARCH_OPTIONS,
  });
const pay = (merchant_uid: string, fields = {}) =>
  sandbox.payments.create({ merchant_uid, amount: 15_900, status: 'paid', ...fields }).imp_uid;
const keysOf = (found: FoundPayments | null) => found?.payments.map(({ merchantUid }) => merchantUid).toSorted();
/** A start time, in seconds after a plausible time: times before the year 2000 count as not set. */
const startedAt = (seconds: number) => ({ started_at: 1_795_000_000 + seconds });
const DAY_MS = 24 * 60 * 60_000;
const window = (days: number) => ({ from: new Date(Date.now() - days * DAY_MS), to: new Date(Date.now() + 1_000) });
const page = { page: 1, limit: 1_000, sorting: 'started' } as const;

describe('by up to 100 orders in one call', () => {
  test('all found', async () => {
    const uids = Array.from({ length: 100 }, (_, at) => `ord-${at}`);
    uids.forEach((uid) => pay(uid));
    expect(keysOf(await setUp().findPayments(uids))).toEqual(uids.toSorted());
    expect(sandbox.calls.count('GET /payments')).toBe(1);
  });

  test('some found (HTTP 207), none found (404), nothing asked', async () => {
    const impUid = pay('ord-1');
    const search = setUp();
    expect(await search.findPayments(['ord-1', 'ord-2'])).toMatchObject({
      payments: [{ impUid, merchantUid: 'ord-1', amount: 15_900, askedAt: NOW }],
      unreadable: [],
    });
    expect(await search.findPayments(['ord-2', 'ord-3'])).toEqual({ payments: [], unreadable: [] });
    sandbox.calls.reset();
    expect(await search.findPayments([])).toEqual({ payments: [], unreadable: [] });
    expect(sandbox.calls.count()).toBe(0);
  });

  test('101 keys are a programming error', async () => {
    await expect(setUp().findPayments(Array<string>(101).fill('ord-1'))).rejects.toThrow(RangeError);
  });

  test('a payment that cannot be read is named, and the others are read', async () => {
    const [good, bad] = [pay('ord-1'), pay('ord-2')];
    sandbox.payments.distort(bad, { amount: 'a lot', currency: 7 });
    expect(await setUp().findPayments(['ord-1', 'ord-2'])).toMatchObject({
      payments: [{ impUid: good }],
      unreadable: [{ impUid: bad, merchantUid: 'ord-2', problem: 'amount invalid_type, currency invalid_type' }],
    });
  });

  test('an item that is no payment is unreadable', async () => {
    const bad = pay('ord-1');
    sandbox.payments.distort(bad, { imp_uid: 7, merchant_uid: undefined });
    expect((await setUp().findPayments(['ord-1']))?.unreadable).toMatchObject([{ impUid: null, merchantUid: null }]);
  });
});

describe('by one order', () => {
  test('every attempt, the oldest first, by one call', async () => {
    const uids = [30, 10, 20].map((seconds) => pay('ord-1', { status: 'failed', ...startedAt(seconds) }));
    const { payments, isCutShort } = await setUp().findAllPayments('ord-1');
    expect(payments.map(({ impUid }) => impUid)).toEqual([uids[1], uids[2], uids[0]]);
    expect(isCutShort).toBe(false);
    expect(sandbox.calls.count('GET /payments/findAll/:merchant_uid')).toBe(1);
  });

  test('of too many attempts, the newest and all that hold money', async () => {
    const [paid, given] = [pay('ord-1', startedAt(1)), pay('ord-1', { status: 'cancelled', ...startedAt(2) })];
    for (let at = 0; at < 1_000; at += 1) pay('ord-1', { status: 'failed', ...startedAt(10 + at) });
    const { payments } = await setUp().findAllPayments('ord-1');
    expect(payments.slice(0, 2).map(({ impUid }) => impUid)).toEqual([paid, given]);
    expect(payments).toHaveLength(102);
    expect(sandbox.calls.count('GET /payments/findAll/:merchant_uid')).toBe(3);
  });

  test.each(['not-found', 'empty-page'] as const)('none, answered as %s', async (findAllUnknown) => {
    sandbox.settings.change({ findAllUnknown });
    expect((await setUp().findAllPayments('ord-9')).payments).toEqual([]);
  });

  test('the newest paid payment among other attempts; none where none is paid', async () => {
    const search = setUp();
    pay('ord-1', { status: 'failed' });
    expect((await search.findPaid('ord-1')).payments).toEqual([]);
    const impUid = pay('ord-1', startedAt(1));
    pay('ord-1', { status: 'ready' });
    expect((await search.findPaid('ord-1')).payments).toMatchObject([{ impUid, status: 'paid' }]);
  });

  test('all payments that were ever paid, from all pages', async () => {
    const search = setUp();
    pay('ord-1', { status: 'failed' });
    expect((await search.findMoney('ord-1')).payments).toEqual([]);
    for (let at = 0; at < 101; at += 1) pay('ord-1', { status: at % 2 ? 'paid' : 'cancelled' });
    const paid = pay('ord-1');
    pay('ord-1', { status: 'ready' });
    const { payments } = await search.findMoney('ord-1');
    expect(payments).toHaveLength(102);
    expect(payments.map(({ impUid }) => impUid)).toContain(paid);
  });

  test('accounts that wait for their deposit, of the newest 500 attempts', async () => {
    const account = (seconds: number) =>
      pay('ord-1', { status: 'ready', pay_method: 'vbank', vbank_num: '123', ...startedAt(seconds) });
    const [behind, newest] = [account(1), account(9_000)];
    for (let at = 0; at < 499; at += 1) pay('ord-1', { status: 'ready', ...startedAt(10 + at) });
    const { payments, isCutShort } = await setUp().findAccounts('ord-1');
    expect(payments.map(({ impUid }) => impUid)).toEqual([newest]);
    expect([behind, isCutShort]).toEqual([expect.any(String), true]);
  });

  test('a key with special characters cannot reach another path', async () => {
    const search = setUp();
    await search.findAllPayments('../paid?x#y');
    await search.findMoney('a/b');
    const paths = sandbox.calls.list().map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['/payments/findAll/..%2Fpaid%3Fx%23y', '/payments/findAll/a%2Fb/paid']),
    );
  });
});

describe('by time', () => {
  test('payments whose present status was reached in it', async () => {
    const recent = pay('ord-1');
    const cancelledNow = pay('ord-2', { paid_at: 1_000, started_at: 900 });
    sandbox.payments.consoleCancel(cancelledNow);
    pay('ord-3', { paid_at: 1_000, started_at: 900 });
    const found = await setUp().listPayments({ ...window(1), ...page });
    expect(found?.payments.map(({ impUid }) => impUid).toSorted()).toEqual([recent, cancelledNow].toSorted());
    expect(found).toMatchObject({ total: 2, isLast: true });
  });

  test('page by page; a page beyond the data is empty', async () => {
    for (let at = 0; at < 5; at += 1) pay(`ord-${at}`);
    const search = setUp();
    const read = (number: number) => search.listPayments({ ...window(1), ...page, limit: 2, page: number });
    expect(await read(1)).toMatchObject({ total: 5, isLast: false });
    expect(await read(3)).toMatchObject({ total: 5, isLast: true });
    expect(await read(4)).toEqual({ payments: [], unreadable: [], total: 0, isLast: true });
  });

  test('a window that i’mport refuses is an error, not an empty page', async () => {
    const { from, to } = window(1);
    await expect(setUp().listPayments({ from: to, to: from, ...page })).rejects.toMatchObject({
      code: 'gatewayRefused',
      httpStatus: 400,
    });
    await expect(setUp().listPayments({ ...window(91), ...page })).rejects.toThrow(RangeError);
  });
});

test('payments of the test channel are included, with their mark', async () => {
  pay('ord-1', { sandbox: true });
  const search = setUp();
  for (const found of [
    await search.findPayments(['ord-1']),
    await search.findAllPayments('ord-1'),
    await search.findMoney('ord-1'),
    await search.listPayments({ ...window(1), ...page }),
  ]) {
    expect(found?.payments).toMatchObject([{ merchantUid: 'ord-1', testChannel: true }]);
  }
});

test.each([
  ['unavailable', { kind: 'status', status: 502 }],
  ['unavailable', { kind: 'no-answer' }],
  ['gatewayReplyUnexpected', { kind: 'broken-json' }],
  ['gatewayReplyUnexpected', { kind: 'html' }],
  ['gatewayReplyUnexpected', { kind: 'null-response' }],
] as const)(
  'throws %s at %o',
  async (code, fault) => {
    pay('ord-1');
    sandbox.faults.set({ route: 'GET /payments', ...fault });
    await expect(setUp().findPayments(['ord-1'])).rejects.toMatchObject({ code });
  },
  20_000,
);
