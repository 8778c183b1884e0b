import { functional, IamportConnector } from 'iamport-server-api';
import { Iamporter } from 'iamporter';
import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';

/** Two clients that nobody here wrote, pointed at the sandbox by their own options: no patch, no interception. */
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.close());

const order = { imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 15900 };
const tomorrow = () => Math.floor(Date.now() / 1000) + 24 * 60 * 60;
const account = () => ({
  channel_key: 'channel-hecto',
  merchant_uid: 'order-v',
  amount: 64900,
  vbank_code: '088',
  vbank_due: tomorrow(),
  vbank_holder: '가게',
  buyer_name: '한바다',
});
const refund = { refund_holder: '한바다', refund_bank: '004', refund_account: '1234567890' };

describe('iamport-server-api 10.0.0', () => {
  let connector: IamportConnector;
  beforeEach(() => {
    connector = new IamportConnector(sandbox.url, { imp_key: sandbox.impKey, imp_secret: sandbox.impSecret });
  });

  test('token: fetched once for many calls', async () => {
    sandbox.payments.create(order);
    for (let call = 0; call < 3; call += 1) await functional.payments.at(await connector.get(), 'imp_1', {});
    expect(sandbox.calls.count('POST /users/getToken')).toBe(1);
  });

  test('token: wrong keys are an error of status 401', async () => {
    const stranger = new IamportConnector(sandbox.url, { imp_key: sandbox.impKey, imp_secret: 'wrong' });
    await expect(stranger.get()).rejects.toMatchObject({ status: 401 });
  });

  test('look-up', async () => {
    sandbox.payments.create({ ...order, status: 'paid' });
    const { code, response } = await functional.payments.at(await connector.get(), 'imp_1', {});
    expect(code).toBe(0);
    expect(response).toMatchObject({ ...order, status: 'paid', pay_method: 'card' });
  });

  test('look-up: an unknown payment is an error of status 404', async () => {
    const connection = await connector.get();
    await expect(functional.payments.at(connection, 'imp_9', {})).rejects.toMatchObject({ status: 404 });
  });

  test('cancel: a part with its checksum, then the rest', async () => {
    sandbox.payments.create({ ...order, status: 'paid' });
    const connection = await connector.get();
    const wanted = { imp_uid: 'imp_1', merchant_uid: 'order-1', reason: '변심' };
    const part = await functional.payments.cancel(connection, { ...wanted, amount: 900, checksum: 15900 });
    expect(part.response).toMatchObject({ status: 'cancelled', cancel_amount: 900 });
    const rest = await functional.payments.cancel(connection, { ...wanted, checksum: null });
    expect(rest.response).toMatchObject({ status: 'cancelled', cancel_amount: 15900 });
  });

  test('cancel: a refusal comes as an envelope with code 1', async () => {
    sandbox.payments.create({ ...order, status: 'cancelled' });
    const wanted = { imp_uid: 'imp_1', merchant_uid: 'order-1', reason: '변심', checksum: null };
    const { code, message, response } = await functional.payments.cancel(await connector.get(), wanted);
    expect({ code, message, response }).toEqual({ code: 1, message: '이미 전액취소된 주문입니다.', response: null });
  });

  test('virtual account: issued, paid into, looked up, refunded', async () => {
    const connection = await connector.get();
    const { response: issued } = await functional.vbanks.create(connection, account());
    expect(issued).toMatchObject({
      status: 'ready',
      pay_method: 'vbank',
      vbank_name: '신한은행',
      vbank_holder: '가게',
    });
    sandbox.payments.deposit(issued.imp_uid);
    const { response: paid } = await functional.payments.at(connection, issued.imp_uid, {});
    expect(paid).toMatchObject({ status: 'paid', amount: 64900 });
    const wanted = { imp_uid: issued.imp_uid, merchant_uid: 'order-v', reason: '변심', checksum: 64900, ...refund };
    expect((await functional.payments.cancel(connection, wanted)).response).toMatchObject({ cancel_amount: 64900 });
  });
});

describe('iamporter 1.4.2', () => {
  let client: Iamporter;
  beforeEach(() => {
    client = new Iamporter({ apiKey: sandbox.impKey, secret: sandbox.impSecret, host: sandbox.url });
  });

  test('token: 40 hex characters, the same for the next who asks', async () => {
    const { data } = await client.getToken();
    expect(data['access_token']).toMatch(/^[0-9a-f]{40}$/);
    expect((await client.getToken()).data).toMatchObject({ access_token: data['access_token'] });
  });

  test('token: wrong keys are refused in its own words for 401', async () => {
    const stranger = new Iamporter({ apiKey: sandbox.impKey, secret: 'wrong', host: sandbox.url });
    await expect(stranger.findByImpUid('imp_1')).rejects.toThrow('아임포트 API 인증에 실패하였습니다.');
  });

  test('look-up by imp_uid and merchant_uid', async () => {
    sandbox.payments.create({ ...order, status: 'paid' });
    expect((await client.findByImpUid('imp_1')).data).toMatchObject({ ...order, status: 'paid' });
    expect((await client.findByMerchantUid('order-1')).data).toMatchObject({ imp_uid: 'imp_1' });
  });

  test('look-up: what it takes for a 404', async () => {
    const miss = { status: 404, message: '존재하지 않는 결제정보입니다.', data: null };
    expect(await client.findByImpUid('imp_9')).toMatchObject(miss);
    expect(await client.findByMerchantUid('order-9')).toMatchObject(miss);
  });

  test('lists by order and by status', async () => {
    sandbox.payments.create(order);
    sandbox.payments.create({ ...order, imp_uid: 'imp_2', status: 'paid' });
    expect((await client.findAllByMerchantUid('order-1')).data).toMatchObject({ total: 2 });
    expect((await client.findAllByStatus('paid')).data).toMatchObject({ total: 1, list: [{ imp_uid: 'imp_2' }] });
    await expect(client.findAllByStatus('unknown')).rejects.toThrow('지원되지 않는 상태값입니다.');
  });

  test('prepare: registers, reads, and refuses twice', async () => {
    const prepared = { merchant_uid: 'order-1', amount: 15900 };
    expect((await client.createPreparedPayment(prepared)).data).toMatchObject(prepared);
    expect((await client.getPreparedPayment('order-1')).data).toMatchObject(prepared);
    await expect(client.createPreparedPayment(prepared)).rejects.toThrow('이미 등록된 merchant_uid입니다');
    expect(await client.getPreparedPayment('order-9')).toMatchObject({
      status: 404,
      message: '사전등록된 결제정보가 존재하지 않습니다.',
    });
  });

  test('cancel: by imp_uid a part, by merchant_uid the rest, then a refusal', async () => {
    sandbox.payments.create({ ...order, status: 'paid' });
    expect((await client.cancelByImpUid('imp_1', { amount: 900 })).data).toMatchObject({ cancel_amount: 900 });
    expect((await client.cancelByMerchantUid('order-1')).data).toMatchObject({ cancel_amount: 15900 });
    await expect(client.cancelByImpUid('imp_1')).rejects.toThrow('이미 전액취소된 주문입니다.');
    await expect(client.cancelByImpUid('imp_9')).rejects.toThrow('취소할 결제건이 존재하지 않습니다.');
  });

  test('virtual account: issued, paid into, looked up, refunded', async () => {
    const { data: issued } = await client.createVbank(account());
    expect(issued).toMatchObject({ status: 'ready', vbank_name: '신한은행', amount: 64900 });
    const impUid = String(issued['imp_uid']);
    sandbox.payments.deposit(impUid);
    expect((await client.findByImpUid(impUid)).data).toMatchObject({ status: 'paid' });
    expect((await client.cancelByImpUid(impUid, { ...refund })).data).toMatchObject({ cancel_amount: 64900 });
  });
});
