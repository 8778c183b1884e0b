import { createShop } from '../../../sandbox/shop/create-shop';
import supertest from 'supertest';
import { ORDERS_API_KEY, useShop, type PlacedOrder } from './shop-stack';

const shop = useShop();
const chair = { goods: 'chair', method: 'card' };

test('the order stands at the service before the browser hears of it', async () => {
  const customer = { name: '한바다', tel: '010-0000-0000', email: 'han@example.test' };
  const reply = await shop.post({ ...chair, customer });
  const { merchant_uid } = reply.body as PlacedOrder;
  expect(reply.status).toBe(201);
  expect(reply.body).toEqual({
    merchant_uid: expect.stringMatching(/^[A-Za-z0-9]{1,40}$/) as string,
    order_path: `/orders/${merchant_uid}`,
    payment: {
      channelKey: 'channel-live',
      pay_method: 'card',
      merchant_uid,
      name: '노르웨이 회전의자',
      amount: 64_900,
      buyer_name: '한바다',
      buyer_tel: '010-0000-0000',
      buyer_email: 'han@example.test',
      m_redirect_url: `${shop.service().url}/payments/complete`,
      confirm_url: `${shop.service().url}/payments/confirm`,
    },
  });
  expect(await shop.stored(merchant_uid)).toMatchObject({ amount: 64_900, state: 'pending', buyer: customer });
});

test.each([
  ['chair', 1, 64_900],
  ['carrots', 1, 1_004],
  ['carrots', 9, 9_036],
  ['lamp', 3, 114_000],
])('%s, %i of it, costs what the server says', async (goods, quantity, amount) => {
  const { merchant_uid, payment } = await shop.place({ goods, quantity });
  expect(payment.amount).toBe(amount);
  expect(payment.name.length).toBeLessThanOrEqual(40);
  expect(await shop.stored(merchant_uid)).toMatchObject({ amount });
});

test.each([
  ['card', { pay_method: 'card', channelKey: 'channel-live' }],
  ['trans', { pay_method: 'trans', channelKey: 'channel-live' }],
  ['phone', { pay_method: 'phone', digital: false }],
  ['easypay', { pay_method: 'kakaopay', channelKey: 'channel-kakaopay' }],
  // It is 00:30 on 22 November in Korea.
  ['vbank', { pay_method: 'vbank', vbank_due: '2026-11-25 23:59:59' }],
])('%s becomes what request_pay takes', async (method, parameters) => {
  expect((await shop.place({ method })).payment).toMatchObject(parameters);
});

test('the order’s name is in the buyer’s language', async () => {
  const reply = await shop.post({ ...chair, quantity: 2 }).set('accept-language', 'en-US,en;q=0.9');
  expect((reply.body as PlacedOrder).payment.name).toBe('Norway swivel chair × 2');
});

test.each<[string, Record<string, unknown>, string]>([
  ['a price of the browser’s own', { amount: 100 }, 'body'],
  ['a price under another name', { price: 100 }, 'body'],
  ['an order key of the browser’s own', { merchant_uid: 'mine' }, 'body'],
  ['no method', { method: undefined }, 'method'],
  ['an unknown method', { method: 'cash' }, 'method'],
  ['no goods', { goods: undefined }, 'goods'],
  ['an operator where goods belong', { goods: { $ne: null } }, 'goods'],
  ['a quantity of 0', { quantity: 0 }, 'quantity'],
  ['a negative quantity', { quantity: -1 }, 'quantity'],
  ['a part of a chair', { quantity: 0.001 }, 'quantity'],
  ['too many', { quantity: 10 }, 'quantity'],
  ['a quantity in text', { quantity: '1' }, 'quantity'],
  ['a name longer than i’mport keeps', { customer: { name: 'x'.repeat(17) } }, 'customer.name'],
  ['a control character in a name', { customer: { name: 'a\u0000b' } }, 'customer.name'],
  ['a phone number that is none', { customer: { tel: '<script>' } }, 'customer.tel'],
  ['an address that is none', { customer: { email: 'nobody' } }, 'customer.email'],
])('%s is refused by name, and no order is made', async (_, fields, field) => {
  const before = await shop.storedCount();
  const reply = await shop.post({ ...chair, ...fields });
  expect(reply.status).toBe(400);
  expect(reply.body).toMatchObject({ status: 'invalidRequest', errors: [{ field }] });
  expect(await shop.storedCount()).toBe(before);
});

test('unknown goods are a 404', async () => {
  const reply = await shop.post({ ...chair, goods: 'constructor' });
  expect([reply.status, reply.body]).toMatchObject([404, { status: 'goodsNotFound' }]);
});

test.each([
  ['broken JSON', 'application/json', '{"goods":'],
  ['a form', 'application/x-www-form-urlencoded', 'goods=chair&method=card'],
  ['nothing', 'application/json', ''],
  ['a body beyond all measure', 'application/json', JSON.stringify({ goods: 'x'.repeat(20_000) })],
])('%s is a 400 that tells nothing of the server', async (_, type, body) => {
  const reply = await shop.http().post('/api/orders').set('content-type', type).send(body);
  expect(reply.status).toBe(400);
  expect(reply.text).not.toMatch(/node_modules|at .*\.ts/);
});

test('before the service has started everything is a 503 that asks to try again', async () => {
  let service: string | null = null;
  const early = await createShop({
    serviceUrl: () => service,
    deskUrl: () => `${service}/desk`,
    ordersApiKey: ORDERS_API_KEY,
    sandboxUrl: shop.sandbox().url,
  });
  const http = supertest(early.url);
  const replies = await Promise.all([http.post('/api/orders').send(chair), http.get('/'), http.get('/orders/someone')]);
  for (const reply of replies) {
    expect([reply.status, reply.headers['retry-after']]).toEqual([503, '1']);
    expect(reply.body).toEqual({ status: 'unavailable', message: 'Try again in a moment' });
  }
  service = shop.service().url;
  expect((await http.post('/api/orders').send(chair)).status).toBe(201);
  await early.close();
});

test('while the service is away an order is a 503, and says neither where nor with which key', async () => {
  const lonely = await createShop({
    serviceUrl: 'http://127.0.0.1:9',
    ordersApiKey: ORDERS_API_KEY,
    sandboxUrl: shop.sandbox().url,
  });
  const reply = await supertest(lonely.url).post('/api/orders').send(chair);
  expect([reply.status, reply.body]).toEqual([503, { status: 'unavailable', message: 'Try again in a moment' }]);
  const page = await supertest(lonely.url).get('/orders/someone');
  expect([page.status, page.text.includes('"view":null')]).toEqual([200, true]);
  await lonely.close();
});
