import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';

liftTimeLimits();

const checkout = useCheckout();
const AUTHORIZATION = `Bearer ${ORDERS_API_KEY}`;

const post = (body: object) => checkout.http().post('/orders').set('authorization', AUTHORIZATION).send(body);
const chair = (fields: Record<string, unknown> = {}) => ({ name: 'Norway swivel chair', amount: 64_900, ...fields });

test('an order is stored before its window opens and answered whole', async () => {
  const merchant_uid = checkout.newMerchantUid();
  const reply = await post(
    chair({
      merchant_uid,
      customer_id: 'customer-7',
      buyer: { name: '한바다', email: 'han@example.test', tel: '010-0000-0000', addr: '서울', postcode: '01181' },
      expires_at: '2099-01-01T00:00:00+09:00',
    }),
  );
  expect(reply.status).toBe(201);
  expect(reply.headers['location']).toBe(`/orders/${merchant_uid}`);
  expect(reply.body).toEqual({
    merchant_uid,
    status: 'pending',
    name: 'Norway swivel chair',
    amount: 64_900,
    currency: 'KRW',
    customer_id: 'customer-7',
    expires_at: '2098-12-31T15:00:00.000Z',
    prepared: true,
    paid_by: null,
    payments: [],
    virtual_account: null,
    unlisted_accounts: [],
    accepted_until: { payment: '2098-12-31T15:00:00.000Z', deposits: [] },
    cancels: [],
    needs_attention: false,
    attention: [],
    history: [],
    created_at: expect.any(String) as string,
    redacted_at: null,
  });
  expect(await checkout.read(merchant_uid)).toEqual(reply.body);
});

test('without merchant_uid the service makes one that every PG accepts, a new one each time', async () => {
  const keys = await Promise.all(
    Array.from({ length: 5 }, async () => ((await post(chair())).body as { merchant_uid: string }).merchant_uid),
  );
  expect(new Set(keys).size).toBe(5);
  for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9]{1,40}$/);
});

test('the same order again is answered with the stored one', async () => {
  const order = chair({
    merchant_uid: checkout.newMerchantUid(),
    buyer: { tel: '010' },
    expires_at: '2099-01-01T00:00:00Z',
  });
  const first = await post(order);
  const again = await post({ ...order, expires_at: '2099-01-01T09:00:00+09:00', currency: 'KRW' });
  expect(again.status).toBe(200);
  expect(again.body).toEqual(first.body);
});

test('20 equal requests at once store one order', async () => {
  const order = chair({ merchant_uid: checkout.newMerchantUid() });
  const statuses = (await Promise.all(Array.from({ length: 20 }, () => post(order)))).map((reply) => reply.status);
  expect(statuses.toSorted()).toEqual([...Array<number>(19).fill(200), 201]);
});

test.each([
  ['amount', { amount: 100 }],
  ['name', { name: 'Carrots 10kg' }],
  ['currency', { currency: 'JPY' }],
  ['customer_id', { customer_id: 'another' }],
  ['buyer', { buyer: { tel: '010-9999-9999' } }],
  ['expires_at', { expires_at: '2099-01-01T00:00:00Z' }],
])('another %s under the same merchant_uid is a conflict, and the stored order stays', async (_, fields) => {
  const merchant_uid = checkout.newMerchantUid();
  const first = await post(chair({ merchant_uid }));
  const reply = await post(chair({ merchant_uid, ...fields }));
  expect(reply.status).toBe(409);
  expect(reply.body).toMatchObject({ status: 'orderConflict' });
  expect(await checkout.read(merchant_uid)).toEqual(first.body);
});

test.each([
  ['0.1 USD', { amount: 0.1, currency: 'USD' }, 10],
  ['19.99 USD', { amount: 19.99, currency: 'USD' }, 1999],
  ['1.234 KWD', { amount: 1.234, currency: 'KWD' }, 1234],
  ['1004 JPY', { amount: 1004, currency: 'JPY' }, 1004],
])('%s is kept exactly', async (_, fields, smallestUnits) => {
  const reply = await post(chair(fields));
  expect(reply.body).toMatchObject(fields);
  const { merchant_uid } = reply.body as { merchant_uid: string };
  expect(await checkout.stored(merchant_uid)).toMatchObject({ amount: smallestUnits });
});

test.each<[string, Record<string, unknown>, string]>([
  ['no name', { name: undefined }, 'name'],
  ['an empty name', { name: '' }, 'name'],
  ['a name longer than a PG takes', { name: 'x'.repeat(41) }, 'name'],
  ['a control character', { name: 'a\u0000b' }, 'name'],
  ['half a character', { name: 'a\ud800' }, 'name'],
  ['no amount', { amount: undefined }, 'amount'],
  ['amount 0', { amount: 0 }, 'amount'],
  ['a negative amount', { amount: -5 }, 'amount'],
  ['a fraction of a won', { amount: 10.04 }, 'amount'],
  ['three decimals of a dollar', { amount: 1.005, currency: 'USD' }, 'amount'],
  ['an amount in text', { amount: '64900' }, 'amount'],
  ['more than a double can hold', { amount: 2 ** 53 }, 'amount'],
  ['a currency that is none', { currency: 'ZZZ' }, 'currency'],
  ['a currency in small letters', { currency: 'krw' }, 'currency'],
  ['a merchant_uid of 41 characters', { merchant_uid: 'a'.repeat(41) }, 'merchant_uid'],
  ['a merchant_uid with a slash', { merchant_uid: 'a/b' }, 'merchant_uid'],
  ['an operator where a text belongs', { merchant_uid: { $ne: null } }, 'merchant_uid'],
  ['an operator as the buyer', { buyer: { $where: '1' } }, 'buyer'],
  ['a time without an offset', { expires_at: '2099-01-01T00:00:00' }, 'expires_at'],
  ['a time that is none', { expires_at: 'tomorrow' }, 'expires_at'],
  ['a time in the past', { expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
  ['a misspelt field', { expire_at: '2099-01-01T00:00:00Z' }, 'body'],
])('%s is a 400 that names the field', async (_, fields, field) => {
  const reply = await post(chair(fields));
  expect(reply.status).toBe(400);
  expect(reply.body).toMatchObject({ status: 'invalidRequest', errors: [{ field }] });
});

test('one answer names all field errors', async () => {
  const reply = await post({ name: 5, amount: 'x', currency: 1 });
  const { errors } = reply.body as { errors: { field: string }[] };
  expect(errors.map(({ field }) => field)).toEqual(['name', 'amount', 'currency']);
});

test.each([
  ['no key', undefined],
  ['a wrong key', 'Bearer wrong'],
  ['a key that only begins right', `${AUTHORIZATION}x`],
  ['another scheme', `Basic ${ORDERS_API_KEY}`],
  ['the bare key', ORDERS_API_KEY],
])('%s is a 401 on every order route, and says nothing of the order', async (_, authorization) => {
  const merchantUid = await checkout.order();
  const requests = [checkout.http().post('/orders').send(chair()), checkout.http().get(`/orders/${merchantUid}`)];
  for (const request of requests) {
    const reply = await (authorization === undefined ? request : request.set('authorization', authorization));
    expect(reply.status).toBe(401);
    expect(reply.body).toEqual({ status: 'unauthorized', message: expect.any(String) as string });
  }
});

test('an unknown order is a 404, an impossible key a 400', async () => {
  const get = (path: string) => checkout.http().get(path).set('authorization', AUTHORIZATION);
  expect((await get('/orders/nobody')).body).toMatchObject({ status: 'orderNotFound' });
  expect((await get('/orders/nobody')).status).toBe(404);
  expect((await get('/orders/a%00b')).status).toBe(400);
  expect((await get('/orders/%E0%A4%A')).status).toBe(400);
});
