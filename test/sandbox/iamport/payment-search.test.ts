import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { type ApiAnswer, type ApiClient, signedIn } from './support/api-client';
import { createTestClock } from './support/test-clock';

const DAY = 24 * 60 * 60;
const clock = createTestClock();
let sandbox: Sandbox;
let api: ApiClient;
beforeEach(async () => {
  sandbox = await createSandbox({ now: clock.now });
  api = signedIn(sandbox);
});
afterEach(() => sandbox.close());

const missing = { status: 404, code: -1, message: '존재하지 않는 결제정보입니다.', response: null };
const uidsOf = ({ response }: ApiAnswer) => (response['list'] as { imp_uid: string }[]).map((it) => it.imp_uid);

/**
 * Three attempts at one order. By start: a, b, c. By payment: b (0, never paid), a, c. By the last change of status:
 * c (at its start), a, b.
 */
function threeAttempts(): void {
  const at = clock.seconds();
  const attempt = (imp_uid: string, fields: object) =>
    sandbox.payments.create({ imp_uid, merchant_uid: 'order-1', amount: 1, ...fields });
  attempt('imp_a', { started_at: at - 300 });
  attempt('imp_b', { started_at: at - 200 });
  attempt('imp_c', { started_at: at - 100, status: 'paid', paid_at: at + 50 });
  clock.advance(10);
  sandbox.payments.approve('imp_a');
  clock.advance(10);
  sandbox.payments.decline('imp_b');
}

describe('GET /payments/find/:merchant_uid', () => {
  beforeEach(threeAttempts);

  test.each([
    { path: 'order-1', found: 'imp_c' },
    { path: 'order-1/', found: 'imp_c' },
    { path: 'order-1?sorting=started', found: 'imp_a' },
    { path: 'order-1?sorting=-paid', found: 'imp_c' },
    { path: 'order-1?sorting=paid', found: 'imp_b' },
    { path: 'order-1?sorting=-updated', found: 'imp_b' },
    { path: 'order-1?sorting=updated', found: 'imp_c' },
    { path: 'order-1/failed', found: 'imp_b' },
    { path: 'order-1/paid', found: 'imp_c' },
    { path: 'order-1/paid?sorting=started', found: 'imp_a' },
  ])('$path is $found', async ({ path, found }) => {
    expect(await api.get(`/payments/find/${path}`)).toMatchObject({ status: 200, response: { imp_uid: found } });
  });

  test.each(['order-9', 'order-1/cancelled'])('%s is 404', async (path) => {
    expect(await api.get(`/payments/find/${path}`)).toMatchObject(missing);
  });

  test.each([
    { path: 'order-1/paidd', message: '지원되지 않는 상태값입니다.' },
    { path: 'order-1?sorting=amount', message: '지원되지 않는 정렬규칙입니다.' },
  ])('$path is 400', async ({ path, message }) => {
    expect(await api.get(`/payments/find/${path}`)).toMatchObject({ status: 400, code: -1, message, response: null });
  });

  test('shows test payments without being asked', async () => {
    sandbox.payments.create({ imp_uid: 'imp_t', merchant_uid: 'order-t', amount: 1, sandbox: true });
    expect(await api.get('/payments/find/order-t')).toMatchObject({ status: 200, response: { sandbox: true } });
  });
});

describe('GET /payments/findAll/:merchant_uid', () => {
  beforeEach(threeAttempts);

  test.each([
    { path: 'order-1', uids: ['imp_c', 'imp_b', 'imp_a'], page: { total: 3, previous: 0, next: 0 } },
    { path: 'order-1?limit=2', uids: ['imp_c', 'imp_b'], page: { total: 3, previous: 0, next: 2 } },
    { path: 'order-1?limit=2&page=2', uids: ['imp_a'], page: { total: 3, previous: 1, next: 0 } },
    { path: 'order-1?limit=1&page=2', uids: ['imp_b'], page: { total: 3, previous: 1, next: 3 } },
    { path: 'order-1?sorting=paid', uids: ['imp_b', 'imp_a', 'imp_c'], page: { total: 3, previous: 0, next: 0 } },
    { path: 'order-1/paid', uids: ['imp_c', 'imp_a'], page: { total: 2, previous: 0, next: 0 } },
  ])('$path is $uids', async ({ path, uids, page }) => {
    const answer = await api.get(`/payments/findAll/${path}`);
    expect(answer).toMatchObject({ status: 200, code: 0, response: page });
    expect(uidsOf(answer)).toEqual(uids);
  });

  test.each([
    'order-1/all',
    'order-1?limit=0',
    'order-1?limit=1001',
    'order-1?page=0',
    'order-1?page=2',
    'order-1?page=x',
  ])('%s is 400', async (path) => {
    expect(await api.get(`/payments/findAll/${path}`)).toMatchObject({ status: 400, code: -1, response: null });
  });

  test('an unknown order is 404, or an empty page when the setting says so', async () => {
    expect(await api.get('/payments/findAll/order-9')).toMatchObject(missing);
    sandbox.settings.change({ findAllUnknown: 'empty-page' });
    expect(await api.get('/payments/findAll/order-9')).toMatchObject({
      status: 200,
      response: { total: 0, previous: 0, next: 0, list: [] },
    });
  });
});

test.each(['find', 'findAll'])('%s/{merchant_uid}/all: 400, or every status when the setting says so', async (find) => {
  threeAttempts();
  expect(await api.get(`/payments/${find}/order-1/all`)).toMatchObject({ status: 400, code: -1 });
  sandbox.settings.change({ statusAllInFind: 'every-status' });
  const every = await api.get(`/payments/${find}/order-1/all`);
  expect(every).toMatchObject({ status: 200, code: 0 });
  expect(every.response).toEqual((await api.get(`/payments/${find}/order-1`)).response);
  expect(await api.get(`/payments/${find}/order-1/unknown`)).toMatchObject({ status: 400, code: -1 });
});

describe('GET /payments/status/:payment_status', () => {
  test.each([
    { status: 'all', uids: ['imp_c', 'imp_b', 'imp_a'] },
    { status: 'ready', uids: [] },
    { status: 'paid', uids: ['imp_c', 'imp_a'] },
    { status: 'failed', uids: ['imp_b'] },
    { status: 'cancelled', uids: [] },
  ])('$status lists $uids', async ({ status, uids }) => {
    threeAttempts();
    clock.advance(60);
    const answer = await api.get(`/payments/status/${status}`);
    expect(answer).toMatchObject({ status: 200, response: { total: uids.length, previous: 0, next: 0 } });
    expect(uidsOf(answer)).toEqual(uids);
  });

  test('a page beyond the data is 400', async () => {
    threeAttempts();
    clock.advance(60);
    expect(await api.get('/payments/status/all?limit=2&page=2')).toMatchObject({ status: 200 });
    expect(await api.get('/payments/status/all?limit=2&page=3')).toMatchObject({ status: 400, code: -1 });
  });

  test('takes a limit of 1000 and has 20 by default', async () => {
    for (let count = 0; count < 21; count += 1) sandbox.payments.create({ merchant_uid: `order-${count}`, amount: 1 });
    expect(uidsOf(await api.get('/payments/status/all'))).toHaveLength(20);
    expect(uidsOf(await api.get('/payments/status/all?limit=1000'))).toHaveLength(21);
    expect(await api.get('/payments/status/all?limit=1001')).toMatchObject({ status: 400, code: -1 });
  });

  test.each([
    { query: 'sorting=x', message: '지원되지 않는 정렬규칙입니다.' },
    { query: `from=0&to=${90 * DAY + 1}`, message: '최대 90일간 검색이 가능합니다' },
    { query: 'from=2000&to=1000', message: '유효하지 않은 검색기간입니다.' },
    { query: 'from=yesterday', message: '유효하지 않은 검색기간입니다.' },
  ])('?$query is 400', async ({ query, message }) => {
    const answer = await api.get(`/payments/status/all?${query}`);
    expect(answer).toMatchObject({ status: 400, code: -1, message, response: null });
  });

  test('a status nobody knows is 400', async () => {
    const message = '지원되지 않는 상태값입니다.';
    expect(await api.get('/payments/status/unknown')).toMatchObject({ status: 400, code: -1, message });
  });

  test('takes a window of exactly 90 days', async () => {
    expect(await api.get(`/payments/status/all?from=0&to=${90 * DAY}`)).toMatchObject({ status: 200 });
  });

  test('looks back 90 days from now unless told otherwise', async () => {
    sandbox.payments.create({ imp_uid: 'imp_old', merchant_uid: 'order-1', amount: 1 });
    clock.advance(90 * DAY);
    expect(uidsOf(await api.get('/payments/status/ready'))).toEqual(['imp_old']);
    clock.advance(1);
    expect(uidsOf(await api.get('/payments/status/ready'))).toEqual([]);
    const to = clock.seconds() - 1;
    expect(uidsOf(await api.get(`/payments/status/ready?to=${to}`))).toEqual(['imp_old']);
  });

  test.each([
    { status: 'ready', time: 'started_at' },
    { status: 'paid', time: 'paid_at' },
    { status: 'failed', time: 'failed_at' },
    { status: 'cancelled', time: 'cancelled_at' },
  ])('the window compares $time for $status', async ({ status, time }) => {
    const times = { started_at: 1000, paid_at: 1000, failed_at: 1000, cancelled_at: 1000, [time]: 5000 };
    sandbox.payments.create({ imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 1, status, ...times });
    for (const list of [status, 'all']) {
      expect(uidsOf(await api.get(`/payments/status/${list}?from=5000&to=5000`))).toEqual(['imp_1']);
      expect(uidsOf(await api.get(`/payments/status/${list}?from=1000&to=4999`))).toEqual([]);
    }
  });
});
