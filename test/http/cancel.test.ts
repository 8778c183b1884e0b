import { ORDERS_API_KEY, useCheckout } from '../support/checkout';

const checkout = useCheckout();
const KEY = `Bearer ${ORDERS_API_KEY}`;
let requests = 0;

async function paidOrder(fields: Record<string, unknown> = {}, payment: Parameters<typeof checkout.pay>[1] = {}) {
  const merchantUid = await checkout.order(fields);
  const impUid = checkout.pay(merchantUid, payment);
  await checkout.callback(impUid, merchantUid);
  return { merchantUid, impUid };
}

const cancel = (merchantUid: string, body: Record<string, unknown>) =>
  checkout
    .http()
    .post(`/orders/${merchantUid}/cancel`)
    .set('authorization', KEY)
    .send({ reason: '고객 변심', request_id: `req-${(requests += 1)}`, ...body });

test('a whole cancel gives all back, once, and ends the order', async () => {
  const { merchantUid, impUid } = await paidOrder();
  const reply = await cancel(merchantUid, { all: true });
  expect(reply.body).toMatchObject({ status: 'cancelDone', cancel: { status: 'done', amount: 64_900 } });
  expect(reply.status).toBe(200);
  expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ status: 'cancelled', cancel_amount: 64_900 });
  expect(await checkout.read(merchantUid)).toMatchObject({ status: 'cancelled' });
});

test('parts leave the order partially cancelled until the last one', async () => {
  const { merchantUid } = await paidOrder();
  expect((await cancel(merchantUid, { amount: 900 })).body).toMatchObject({ order: { status: 'partially_cancelled' } });
  expect((await cancel(merchantUid, { amount: 64_000 })).body).toMatchObject({ order: { status: 'cancelled' } });
});

test('closing', async () => {
  const merchantUid = await checkout.order();
  expect((await cancel(merchantUid, { all: true })).body).toMatchObject({ status: 'closed', order: { status: 'closed' } });
});
