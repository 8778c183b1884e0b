import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { isAmountAllowed } from '../../../sandbox/iamport/prepared-amounts';
import { type ApiClient, callApi, jsonRequest, signedIn } from './support/api-client';

let sandbox: Sandbox;
let api: ApiClient;
beforeEach(async () => {
  sandbox = await createSandbox();
  api = signedIn(sandbox);
});
afterEach(() => sandbox.close());

const wanted = { merchant_uid: 'order-1', amount: 15900, currency: 'KRW' };
const unknown = {
  status: 404,
  code: -1,
  message: '사전등록된 결제정보가 존재하지 않습니다.',
  response: null,
};

test('POST registers, GET reads', async () => {
  expect(await api.send('POST', '/payments/prepare', wanted)).toMatchObject({ status: 200, code: 0, response: wanted });
  expect(await api.get('/payments/prepare/order-1')).toMatchObject({ status: 200, code: 0, response: wanted });
});

test('a form registers too; without a currency it is null', async () => {
  const { response } = await api.form('/payments/prepare', { merchant_uid: 'order-1', amount: '12.5' });
  expect(response).toEqual({ merchant_uid: 'order-1', amount: 12.5, currency: null });
});

test('a second POST is HTTP 200 with code 1, and changes nothing', async () => {
  await api.send('POST', '/payments/prepare', wanted);
  expect(await api.send('POST', '/payments/prepare', { ...wanted, amount: 1 })).toMatchObject({
    status: 200,
    code: 1,
    message: '결제정보 사전등록에 실패하였습니다(이미 등록된 merchant_uid입니다).',
    response: null,
  });
  expect(sandbox.prepared.get('order-1')).toMatchObject({ amount: 15900 });
});

test('PUT changes what is registered, and is 404 for what is not', async () => {
  expect(await api.send('PUT', '/payments/prepare', wanted)).toMatchObject(unknown);
  await api.send('POST', '/payments/prepare', wanted);
  const cheaper = { ...wanted, amount: 14900 };
  expect(await api.send('PUT', '/payments/prepare', cheaper)).toMatchObject({ status: 200, response: cheaper });
  expect(await api.get('/payments/prepare/order-1')).toMatchObject({ response: cheaper });
});

test('GET of an unknown one is 404', async () => {
  expect(await api.get('/payments/prepare/order-9')).toMatchObject(unknown);
});

test('all three want a token', async () => {
  const calls = [
    callApi(sandbox, '/payments/prepare', jsonRequest('POST', wanted)),
    callApi(sandbox, '/payments/prepare', jsonRequest('PUT', wanted)),
    callApi(sandbox, '/payments/prepare/order-1'),
  ];
  for (const answer of await Promise.all(calls)) expect(answer).toMatchObject({ status: 401, message: 'Unauthorized' });
});

test.each([
  { body: {}, text: 'merchant_uid, amount' },
  { body: { amount: 1 }, text: 'merchant_uid, amount' },
  { body: { merchant_uid: 'a'.repeat(41), amount: 1 }, text: 'merchant_uid' },
  { body: { merchant_uid: 'a', amount: -1 }, text: 'amount' },
  { body: { merchant_uid: 'a', amount: 'many' }, text: 'amount' },
])('$body is 400 with an invented text', async ({ body, text }) => {
  const answer = await api.send('POST', '/payments/prepare', body);
  expect(answer).toMatchObject({ status: 400, code: -1, response: null });
  expect(answer.message).toContain(text);
  expect(answer.message).toMatch(/^\[sandbox\] /);
});

test.each([
  { prepared: undefined, amount: 1, currency: 'KRW', allowed: true },
  { prepared: { currency: null }, amount: 100, currency: 'KRW', allowed: true },
  { prepared: { currency: null }, amount: 100, currency: 'USD', allowed: true },
  { prepared: { currency: null }, amount: 99, currency: 'KRW', allowed: false },
  { prepared: { currency: 'USD' }, amount: 100, currency: 'USD', allowed: true },
  { prepared: { currency: 'USD' }, amount: 100, currency: 'KRW', allowed: false },
])('$prepared lets $amount $currency through: $allowed', ({ prepared, amount, currency, allowed }) => {
  const registered = prepared && { merchant_uid: 'order-1', amount: 100, ...prepared };
  expect(isAmountAllowed(registered, amount, currency)).toBe(allowed);
});
