import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { type ApiClient, callApi, signedIn } from './support/api-client';
import { createTestClock } from './support/test-clock';

const clock = createTestClock();
let sandbox: Sandbox;
let api: ApiClient;
beforeEach(async () => {
  sandbox = await createSandbox({ now: clock.now });
  api = signedIn(sandbox);
});
afterEach(() => sandbox.close());

const missing = { status: 404, code: -1, message: '존재하지 않는 결제정보입니다.', response: null };

describe('GET /payments/:imp_uid', () => {
  test('shows every field of the contract, unset times as 0, lists as []', async () => {
    const { imp_uid } = sandbox.payments.create({ merchant_uid: 'order-1', amount: 15900 });
    const { status, code, message, response } = await api.get(`/payments/${imp_uid}`);
    expect({ status, code, message }).toEqual({ status: 200, code: 0, message: null });
    expect(response).toMatchObject({ merchant_uid: 'order-1', amount: 15900, status: 'ready', currency: 'KRW' });
    expect(response).toMatchObject({ paid_at: 0, failed_at: 0, cancelled_at: 0, vbank_date: 0, vbank_issued_at: 0 });
    expect(response).toMatchObject({ cancel_history: [], cancel_receipt_urls: [], cancel_amount: 0, sandbox: false });
    expect(response['started_at']).toBe(clock.seconds());
    expect(response).not.toHaveProperty('extension');
    expect(Object.keys(response)).toEqual(FIELDS);
  });

  test('makes imp_uids of imp_ and 12 digits, each another', () => {
    const uids = [1, 2, 3].map(() => sandbox.payments.create({ merchant_uid: 'order-1', amount: 1 }).imp_uid);
    expect(new Set(uids).size).toBe(3);
    for (const uid of uids) expect(uid).toMatch(/^imp_\d{12}$/);
  });

  test('spells JSON as PHP does, which any parser reads the same', async () => {
    const { imp_uid } = sandbox.payments.create({ merchant_uid: 'a/b', amount: 1, name: '머그컵' });
    const { raw, response } = await api.get(`/payments/${imp_uid}`);
    expect(raw).toContain('"name":"\\uba38\\uadf8\\ucef5"');
    expect(raw).toContain('"merchant_uid":"a\\/b"');
    expect(response).toMatchObject({ name: '머그컵', merchant_uid: 'a/b' });
  });

  test.each(['imp_unknown', 'imp_%00', '%EC%9D%BC'])('answers 404 for the unknown %s', async (impUid) => {
    expect(await api.get(`/payments/${impUid}`)).toMatchObject(missing);
  });

  test.each([
    { query: '', found: false },
    { query: '?include_sandbox=false', found: false },
    { query: '?include_sandbox=', found: false },
    { query: '?include_sandbox=true', found: true },
  ])('a test payment with "$query" is found: $found', async ({ query, found }) => {
    sandbox.payments.create({ imp_uid: 'imp_test', merchant_uid: 'order-1', amount: 1, sandbox: true });
    const answer = await api.get(`/payments/imp_test${query}`);
    expect(answer).toMatchObject(found ? { status: 200, response: { sandbox: true } } : missing);
  });

  test('include_sandbox=true finds live payments too', async () => {
    sandbox.payments.create({ imp_uid: 'imp_live', merchant_uid: 'order-1', amount: 1 });
    expect(await api.get('/payments/imp_live?include_sandbox=true')).toMatchObject({ status: 200 });
  });

  test('shows PG-native fields with extension=true only', async () => {
    const extension = { PaymentStatus: 'Pending', PendingReason: 'echeck' };
    sandbox.payments.create({ imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 1 }, { extension });
    expect((await api.get('/payments/imp_1?extension=true')).response).toMatchObject({ extension });
    expect((await api.get('/payments/imp_1')).response).not.toHaveProperty('extension');
  });

  test('shows amounts with decimals, wrong ones, and statuses nobody knows', async () => {
    sandbox.payments.create({ imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 12.34, currency: 'USD' });
    expect((await api.get('/payments/imp_1')).response).toMatchObject({ amount: 12.34, currency: 'USD' });
    sandbox.payments.change('imp_1', { amount: 10.04, currency: 'KRW', status: 'brand_new_status' });
    const { response } = await api.get('/payments/imp_1');
    expect(response).toMatchObject({ amount: 10.04, currency: 'KRW', status: 'brand_new_status' });
  });

  test('shows distortions until they are taken away', async () => {
    sandbox.payments.create({ imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 1 });
    sandbox.payments.distort('imp_1', { amount: 'a lot', new_field: { a: 1 }, currency: undefined });
    const distorted = (await api.get('/payments/imp_1')).response;
    expect(distorted).toMatchObject({ amount: 'a lot', new_field: { a: 1 } });
    expect(distorted).not.toHaveProperty('currency');
    sandbox.payments.distort('imp_1', null);
    expect((await api.get('/payments/imp_1')).response).toMatchObject({ amount: 1, currency: 'KRW' });
  });
});

describe('GET /payments', () => {
  const uidsOf = (answer: { response: unknown }) =>
    (answer.response as { imp_uid: string }[]).map(({ imp_uid }) => imp_uid);

  beforeEach(() => {
    sandbox.payments.create({ imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 1 });
    sandbox.payments.create({ imp_uid: 'imp_2', merchant_uid: 'order-2', amount: 2, sandbox: true });
    sandbox.payments.create({ imp_uid: 'imp_3', merchant_uid: 'order-2', amount: 2 });
  });

  test.each([
    { query: 'imp_uid[]=imp_1&imp_uid[]=imp_3', status: 200, uids: ['imp_1', 'imp_3'] },
    { query: 'imp_uid%5B%5D=imp_1', status: 200, uids: ['imp_1'] },
    { query: 'imp_uid[0]=imp_1&imp_uid[1]=imp_2', status: 200, uids: ['imp_1', 'imp_2'] },
    { query: 'imp_uid=imp_1', status: 200, uids: ['imp_1'] },
    { query: 'merchant_uid[]=order-2', status: 200, uids: ['imp_3', 'imp_2'] },
    { query: 'imp_uid[]=imp_2&merchant_uid[]=order-1', status: 200, uids: ['imp_2', 'imp_1'] },
    { query: 'imp_uid[]=imp_1&merchant_uid[]=order-1', status: 200, uids: ['imp_1'] },
    { query: 'imp_uid[]=imp_1&imp_uid[]=imp_9', status: 207, uids: ['imp_1'] },
    { query: 'imp_uid[]=imp_1&merchant_uid[]=order-9', status: 207, uids: ['imp_1'] },
  ])('?$query answers $status with $uids', async ({ query, status, uids }) => {
    const answer = await api.get(`/payments?${query}`);
    expect(answer).toMatchObject({ status, code: 0, message: null });
    expect(uidsOf(answer)).toEqual(uids);
  });

  test.each(['', '?imp_uid[]=imp_9', '?merchant_uid[]=order-9&imp_uid[]=imp_8'])(
    '"%s" finds nothing and answers 404',
    async (query) => {
      expect(await api.get(`/payments${query}`)).toMatchObject(missing);
    },
  );

  test('takes 100 keys and refuses 101', async () => {
    const keys = (count: number) => Array.from({ length: count }, (_, index) => `imp_uid[]=imp_${index}`).join('&');
    expect(await api.get(`/payments?${keys(100)}`)).toMatchObject({ status: 207 });
    expect(await api.get(`/payments?${keys(101)}`)).toMatchObject({ status: 400, code: -1 });
  });
});

describe('GET /payments/:imp_uid/balance', () => {
  test('splits a PAYCO payment and its cancels: the amount stays, the parts are what is left', async () => {
    sandbox.payments.create({
      imp_uid: 'imp_1',
      merchant_uid: 'order-1',
      amount: 1100,
      status: 'cancelled',
      cancel_amount: 330,
      pg_provider: 'payco',
    });
    const { response } = await api.get('/payments/imp_1/balance');
    expect(response).toMatchObject({ amount: 1100, primary: { tax_free: 0, supply: 700, vat: 70, service: 0 } });
    expect(response['histories']).toMatchObject([
      { primary: { supply: 1000, vat: 100 }, created: clock.seconds() },
      { primary: { supply: -300, vat: -30 }, created: clock.seconds() },
    ]);
    for (const part of ['cash_receipt', 'secondary', 'discount']) expect(response).toHaveProperty(part);
  });

  test('answers 405 for another PG and 404 for an unknown payment', async () => {
    sandbox.payments.create({ imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 1 });
    expect(await api.get('/payments/imp_1/balance')).toMatchObject({ status: 405, code: -1, response: null });
    expect(await api.get('/payments/imp_9/balance')).toMatchObject(missing);
  });
});

test('a path that the API does not have is 404 in the envelope, and is written down', async () => {
  expect(await api.get('/payment/imp_1')).toMatchObject({ status: 404, code: -1, response: null });
  expect(sandbox.calls.list().at(-1)).toMatchObject({ method: 'GET', path: '/payment/imp_1', route: null });
});

const posting = (type: string, body: string): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': type },
  body,
});

test.each([
  { name: 'a path that cannot be decoded', path: '/payments/%', init: {}, status: 400 },
  {
    name: 'a body in an odd charset',
    path: '/users/getToken',
    init: posting('application/json; charset=x', '{}'),
    status: 415,
  },
  { name: 'a body of 2 MB', path: '/users/getToken', init: posting('application/json', 'a'.repeat(2e6)), status: 413 },
])('$name is $status in the envelope', async ({ path, init, status }) => {
  expect(await callApi(sandbox, path, init)).toMatchObject({ status, code: -1, response: null });
});

/** §2.3, in the alphabetical order of recorded replies. */
const FIELDS = `amount apply_num bank_code bank_name buyer_addr buyer_email buyer_name buyer_postcode buyer_tel
  cancel_amount cancel_history cancel_reason cancel_receipt_urls cancelled_at card_code card_issuer_code
  card_issuer_name card_name card_number card_publisher_code card_publisher_name card_quota card_type
  cash_receipt_issued channel currency custom_data customer_uid customer_uid_usage deposit_history emb_pg_provider
  escrow fail_reason failed_at imp_uid merchant_uid name paid_at pay_method pg_id pg_provider pg_tid promotion
  receipt_url sandbox started_at status user_agent vbank_code vbank_date vbank_holder vbank_issued_at vbank_name
  vbank_num`.split(/\s+/);
