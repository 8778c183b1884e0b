import { orderView, type SeenOrder } from '../../../sandbox/shop/order-view';
import { ORDERS_API_KEY, useShop } from './shop-stack';

const shop = useShop();

function buildOrder(overrides: Partial<SeenOrder> = {}): SeenOrder {
  return {
    merchant_uid: 'order1',
    status: 'pending',
    name: '당근 10kg',
    amount: 1_004,
    currency: 'KRW',
    virtual_account: null,
    payments: [],
    attention: [],
    ...overrides,
  };
}
const failed = { outcome: 'failed', fail_reason: '한도 초과' } as const;
const refused = { reason: 'amountDiffers' } as const;

test.each<[string, Partial<SeenOrder>, string]>([
  ['nothing has happened', {}, 'pending'],
  ['the last attempt failed', { payments: [failed] }, 'failed'],
  ['the last payment was forged', { attention: [refused] }, 'forgery'],
  ['an account is issued', { status: 'ready' }, 'vbankIssued'],
  ['it is paid', { status: 'paid' }, 'success'],
  [
    'it is paid after a failure',
    { status: 'paid', payments: [failed, { outcome: 'success', fail_reason: null }] },
    'success',
  ],
  ['it is paid after a forgery', { status: 'paid', attention: [refused] }, 'success'],
  ['a part is given back', { status: 'partially_cancelled' }, 'partlyCancelled'],
  ['all is given back', { status: 'cancelled' }, 'cancelled'],
  ['its deadline passed', { status: 'expired' }, 'orderClosed'],
  ['the shop closed it', { status: 'closed' }, 'orderClosed'],
  ['its state is one that this shop does not know', { status: 'on_hold' }, 'pending'],
])('where %s', (_, order, outcome) => {
  expect(orderView(buildOrder(order)).outcome).toBe(outcome);
});

test('a failure’s reason is shown only while it counts', () => {
  expect(orderView(buildOrder({ payments: [failed] })).fail_reason).toBe('한도 초과');
  expect(orderView(buildOrder({ status: 'paid', payments: [failed] })).fail_reason).toBeNull();
});

test('a second payment is told', () => {
  expect(orderView(buildOrder({ status: 'paid', attention: [{ reason: 'duplicate' }] })).paid_twice).toBe(true);
});

test('card: paid as the service says it', async () => {
  const order = await shop.place();
  expect(await shop.view(order)).toMatchObject({ status: 'pending', outcome: 'pending' });
  const reply = await shop.report(shop.pay(order), order);
  expect(reply.body).toMatchObject({ status: 'success' });
  expect(reply.headers['access-control-allow-origin']).toBe(shop.shop().url);
  expect(await shop.view(order)).toMatchObject({ status: 'paid', outcome: 'success' });
});

test('virtual account: shown with all that the buyer needs, and paid once the deposit is there', async () => {
  const order = await shop.place({ method: 'vbank' });
  const impUid = shop.pay(order, {
    status: 'ready',
    pay_method: 'vbank',
    vbank_code: '004',
    vbank_name: 'KB국민은행',
    vbank_num: '90001234567890',
    vbank_holder: '모퉁이상점',
    vbank_date: 1_900_000_000,
  });
  await shop.report(impUid, order);
  expect(await shop.view(order)).toMatchObject({
    outcome: 'vbankIssued',
    virtual_account: {
      vbank_name: 'KB국민은행',
      vbank_num: '90001234567890',
      vbank_holder: '모퉁이상점',
      vbank_date: '2030-03-17T17:46:40.000Z',
    },
  });
  shop.sandbox().payments.deposit(impUid);
  await shop.report(impUid, order);
  expect(await shop.view(order)).toMatchObject({ status: 'paid', outcome: 'success' });
});

test('less paid than the order says: refused, and the order stays unpaid', async () => {
  const order = await shop.place();
  expect((await shop.report(shop.pay(order, { amount: 100 }), order)).body).toMatchObject({ status: 'forgery' });
  expect(await shop.view(order)).toMatchObject({ status: 'pending', outcome: 'forgery' });
});

test('the view tells of nobody and of no payment', async () => {
  const order = await shop.place({ customer: { name: '한바다', tel: '010-9876-5432', email: 'han@example.test' } });
  const impUid = shop.pay(order);
  await shop.report(impUid, order);
  const view = await shop.view(order);
  expect(Object.keys(view).toSorted()).toEqual([
    'amount',
    'currency',
    'fail_reason',
    'merchant_uid',
    'name',
    'outcome',
    'paid_twice',
    'status',
    'virtual_account',
  ]);
  for (const secret of ['한바다', '9876', 'han@', impUid, ORDERS_API_KEY]) {
    expect(JSON.stringify(view)).not.toContain(secret);
  }
});

test.each(['nobody', 'a%20b', '%3Cscript%3E', 'x'.repeat(41), '..%2F..%2Fhealthz'])('%s is no order', async (id) => {
  const reply = await shop.http().get(`/api/orders/${id}`);
  expect([reply.status, reply.body]).toMatchObject([404, { status: 'orderNotFound' }]);
});
