import supertest from 'supertest';
import { useShop, type PlacedOrder } from './shop-stack';

const shop = useShop();

/** Comes back from a phone's payment window, and follows the redirects as a browser does. */
const comeBack = (imp_uid: string, { merchant_uid }: PlacedOrder) =>
  supertest(shop.service().url)
    .get('/payments/complete')
    .query({ imp_uid, merchant_uid, imp_success: 'true' })
    .redirects(3);

test('a phone that paid lands on its order’s own page, which says so', async () => {
  const order = await shop.place();
  const page = await comeBack(shop.pay(order), order);
  expect(page.redirects.at(-1)).toBe(shop.shop().url + order.order_path);
  expect(viewIn(page.text)).toMatchObject({ outcome: 'success', merchant_uid: order.merchant_uid });
});

test('a phone that paid too little is told, whatever its query says', async () => {
  const order = await shop.place();
  const page = await comeBack(shop.pay(order, { amount: 100 }), order);
  expect(viewIn(page.text)).toMatchObject({ outcome: 'forgery', status: 'pending' });
});

test('the result page believes no query', async () => {
  const { merchant_uid, order_path } = await shop.place();
  const reply = await shop.http().get('/result').query({ merchant_uid, status: 'success' });
  expect([reply.status, reply.headers['location']]).toEqual([303, order_path]);
  expect(viewIn((await shop.http().get(order_path)).text)).toMatchObject({ outcome: 'pending' });
});

test.each(['', 'https://evil.example', '//evil.example', '../x', '<script>', 'a'.repeat(41)])(
  'an order key %p leads nowhere',
  async (merchant_uid) => {
    const reply = await shop.http().get('/result').query({ merchant_uid, status: 'success' });
    expect([reply.status, reply.headers['location']]).toEqual([404, undefined]);
  },
);

test('a PG’s words that look like HTML stay in their data block', async () => {
  const order = await shop.place();
  const fail_reason = '</script><img src=x onerror=alert(1)>';
  const page = await comeBack(shop.pay(order, { status: 'failed', fail_reason }), order);
  expect(page.text).not.toContain('<img src=x');
  expect(viewIn(page.text)).toMatchObject({ outcome: 'failed', fail_reason });
});

function viewIn(page: string): unknown {
  const [, json = 'null'] = /id="page-data">([^<]*)<\/script>/.exec(page) ?? [];
  return (JSON.parse(json) as { view?: unknown } | null)?.view;
}
