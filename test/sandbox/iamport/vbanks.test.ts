import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { type ApiClient, signedIn } from './support/api-client';
import { startReceiver, type Receiver } from './support/start-receiver';
import { createTestClock } from './support/test-clock';

const clock = createTestClock();
const due = clock.seconds() + 24 * 60 * 60;
let sandbox: Sandbox;
let shop: Receiver;
let api: ApiClient;
beforeEach(async () => {
  shop = await startReceiver();
  sandbox = await createSandbox({ now: clock.now, webhookUrl: shop.url });
  api = signedIn(sandbox);
});
afterEach(async () => {
  await sandbox.close();
  await shop.close();
});

const wanted = {
  channel_key: 'channel-live',
  merchant_uid: 'order-1',
  amount: 15900,
  vbank_code: '088',
  vbank_due: due,
  vbank_holder: '가게',
  buyer_name: '한바다',
  buyer_email: 'han@example.test',
};
const INICIS_KEY = 'pg_api_key=sandbox-inicis-key';
const issue = (fields: object = {}) => api.send('POST', `/vbanks?${INICIS_KEY}`, { ...wanted, ...fields });
const issued = async (fields: object = {}) => String((await issue(fields)).response['imp_uid']);
const invented = (about: string) => expect.stringMatching(new RegExp(`^\\[sandbox\\] .*${about}`)) as unknown;

describe('POST /vbanks', () => {
  test('answers a ready payment with its account, and reports `ready`', async () => {
    const { status, code, response } = await issue({ name: '머그컵', buyer_name: '한바다', custom_data: '{"a":1}' });
    expect({ status, code }).toEqual({ status: 200, code: 0 });
    expect(response).toMatchObject({
      merchant_uid: 'order-1',
      amount: 15900,
      status: 'ready',
      pay_method: 'vbank',
      channel: 'api',
      user_agent: null,
      sandbox: false,
      pg_provider: 'html5_inicis',
      vbank_code: '088',
      vbank_name: '신한은행',
      vbank_holder: '가게',
      vbank_date: due,
      vbank_issued_at: clock.seconds(),
      paid_at: 0,
      name: '머그컵',
      buyer_name: '한바다',
      custom_data: '{"a":1}',
    });
    expect(response['vbank_num']).toMatch(/^\d{14}$/);
    await sandbox.webhooks.settled();
    expect(shop.bodies()).toMatchObject([{ imp_uid: response['imp_uid'], merchant_uid: 'order-1', status: 'ready' }]);
  });

  test('a form works too, with a list of notice_urls', async () => {
    const { vbank_due, amount, ...texts } = wanted;
    const form = { ...texts, amount: String(amount), vbank_due: String(vbank_due), 'notice_url[]': `${shop.url}/own` };
    expect(await api.form(`/vbanks?${INICIS_KEY}`, form)).toMatchObject({
      code: 0,
      response: { amount: 15900, vbank_date: due },
    });
    await sandbox.webhooks.settled();
    expect(shop.received).toMatchObject([{ path: '/own' }]);
  });

  test('a test channel makes a test payment', async () => {
    expect(await issue({ channel_key: 'channel-test' })).toMatchObject({ code: 0, response: { sandbox: true } });
  });

  test('a fixed number is kept', async () => {
    expect(await issue({ vbank_num: '110-123-456' })).toMatchObject({ response: { vbank_num: '110-123-456' } });
  });

  test('several accounts may wait for one order', async () => {
    expect(await issued()).not.toBe(await issued());
    expect(await api.get('/payments/findAll/order-1')).toMatchObject({ response: { total: 2 } });
  });

  test('an order that was ever paid is refused with HTTP 200, also after a cancel', async () => {
    const impUid = await issued();
    sandbox.payments.deposit(impUid);
    const refused = { status: 200, code: 1, message: '이미 결제가 이루어진 거래건입니다.', response: null };
    expect(await issue()).toMatchObject(refused);
    sandbox.payments.consoleCancel(impUid);
    expect(await issue()).toMatchObject(refused);
  });

  test.each(['channel_key', 'merchant_uid', 'amount', 'vbank_code', 'vbank_due', 'vbank_holder'])(
    'without %s it is 400',
    async (field) => {
      expect(await issue({ [field]: undefined })).toMatchObject({ status: 400, code: -1, message: invented(field) });
      expect(sandbox.payments.all()).toEqual([]);
    },
  );

  test('a PG that does not ask for the holder does without', async () => {
    expect(await issue({ channel_key: 'channel-toss', vbank_holder: undefined })).toMatchObject({ code: 0 });
  });

  test.each([
    { fields: { merchant_uid: 'a'.repeat(41) }, about: 'merchant_uid' },
    { fields: { amount: -1 }, about: 'amount' },
    { fields: { vbank_due: 1 }, about: 'vbank_due' },
    { fields: { vbank_due: '2026-12-31' }, about: 'vbank_due' },
    { fields: { channel_key: 'x' }, about: '채널' },
  ])('$fields is 400', async ({ fields, about }) => {
    expect(await issue(fields)).toMatchObject({ status: 400, code: -1, message: invented(about), response: null });
  });

  test('the PG can refuse', async () => {
    sandbox.faults.set({ kind: 'pg-refusal', message: '점검중', route: 'POST /vbanks', times: 1 });
    expect(await issue()).toMatchObject({ status: 200, code: -1, message: '점검중', response: null });
    expect(sandbox.payments.all()).toMatchObject([{ status: 'failed', fail_reason: '점검중', vbank_num: null }]);
  });
});

describe('PUT /vbanks/:imp_uid', () => {
  test('changes amount and deadline at Hecto', async () => {
    const impUid = await issued({ channel_key: 'channel-hecto' });
    const answer = await api.send('PUT', `/vbanks/${impUid}`, { amount: 1000, vbank_due: due + 60 });
    expect(answer).toMatchObject({ status: 200, response: { amount: 1000, vbank_date: due + 60, status: 'ready' } });
    expect(await api.send('PUT', `/vbanks/${impUid}`, {})).toMatchObject({ response: { amount: 1000 } });
  });

  test('is 400 at any other PG', async () => {
    const answer = await api.send('PUT', `/vbanks/${await issued()}`, { amount: 1000 });
    expect(answer).toMatchObject({ status: 400, code: -1, response: null });
  });
});

describe('DELETE /vbanks/:imp_uid', () => {
  test.each(['', '?pg_api_key=', '?pg_api_key=another'])(
    'at Inicis needs its API key: %p is refused',
    async (query) => {
      const impUid = await issued();
      const answer = await api.send('DELETE', `/vbanks/${impUid}${query}`);
      expect(answer).toMatchObject({ status: 200, code: -1, message: invented('hashData'), response: null });
      expect(sandbox.payments.get(impUid)).toMatchObject({ status: 'ready' });
    },
  );

  test('at other PGs needs none', async () => {
    const impUid = await issued({ channel_key: 'channel-hecto' });
    expect(await api.send('DELETE', `/vbanks/${impUid}`)).toMatchObject({ status: 200, code: 0 });
  });

  test('revokes: failed as 계좌말소, and nobody is told', async () => {
    const impUid = await issued();
    await sandbox.webhooks.settled();
    const answer = await api.send('DELETE', `/vbanks/${impUid}?${INICIS_KEY}`);
    expect(answer).toMatchObject({ status: 200, code: 0, response: { status: 'failed', fail_reason: '계좌말소' } });
    await sandbox.webhooks.settled();
    expect(shop.bodies()).toMatchObject([{ status: 'ready' }]);
  });

  test('the PG can refuse', async () => {
    const impUid = await issued();
    sandbox.faults.set({ kind: 'pg-refusal', impUid });
    expect(await api.send('DELETE', `/vbanks/${impUid}?${INICIS_KEY}`)).toMatchObject({ status: 200, code: -1 });
    expect(sandbox.payments.get(impUid)).toMatchObject({ status: 'ready' });
  });
});

describe.each(['PUT', 'DELETE'] as const)('%s /vbanks/:imp_uid', (method) => {
  test('is 404 for an unknown payment', async () => {
    expect(await api.send(method, '/vbanks/imp_9')).toMatchObject({
      status: 404,
      message: '존재하지 않는 결제정보입니다.',
    });
  });

  test('is 400 for a card payment', async () => {
    sandbox.payments.create({ imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 1 });
    expect(await api.send(method, '/vbanks/imp_1')).toMatchObject({ status: 400, code: -1 });
  });

  test('is 400 after the deposit', async () => {
    const impUid = await issued({ channel_key: 'channel-hecto' });
    sandbox.payments.deposit(impUid);
    expect(await api.send(method, `/vbanks/${impUid}`)).toMatchObject({ status: 400, code: -1 });
  });
});

describe('a fixed, unlimited account of Hecto', () => {
  test('has amount 0 at first; deposits add up, also after a cancel, which stays', async () => {
    const impUid = await issued({ channel_key: 'channel-hecto', fixed_unlimited_vbank: true });
    expect(sandbox.payments.get(impUid)).toMatchObject({ amount: 0, status: 'ready', deposit_history: [] });
    sandbox.payments.deposit(impUid, 1000);
    expect(sandbox.payments.deposit(impUid, 500)).toMatchObject({
      status: 'paid',
      amount: 1500,
      deposit_history: [{ amount: 1000 }, { amount: 500 }],
    });
    sandbox.payments.consoleCancel(impUid);
    expect(sandbox.payments.deposit(impUid, 200)).toMatchObject({ status: 'cancelled', amount: 1700 });
    expect(() => sandbox.payments.deposit(impUid)).toThrow('amount');
  });
});
