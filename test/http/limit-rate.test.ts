import { useCheckout } from '../support/checkout';

const checkout = useCheckout({ RATE_LIMIT_PER_MINUTE: '20', TRUST_PROXY: '1' });
let senders = 0;

/** Sends from one address, which has had its share of requests already. */
async function overLimit() {
  const address = `203.0.113.${(senders += 1)}`;
  const complete = () => checkout.callback('imp_nobody', 'nobody').set('x-forwarded-for', address);
  await Promise.all(Array.from({ length: 20 }, complete));
  expect((await complete()).status).toBe(429);
  return (impUid: string, merchantUid: string) => checkout.webhook(impUid, merchantUid).set('x-forwarded-for', address);
}

test('a webhook over the limit is heard for an order that waits for it', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid);
  const send = await overLimit();
  expect((await send(impUid, merchantUid)).body).toEqual({ status: 'success' });
});

test('a webhook over the limit that tells nothing new is answered from the order', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid);
  await checkout.webhook(impUid, merchantUid);
  const send = await overLimit();
  expect((await send(impUid, merchantUid)).body).toEqual({ status: 'success' });
  expect((await send(impUid, 'ord-nobody-has')).body).toEqual({ status: 'orderNotFound' });
});

test('a webhook over the limit that no order waits for is a 503 without a look-up', async () => {
  const merchantUid = await checkout.order();
  await checkout.webhook(checkout.pay(merchantUid), merchantUid);
  const send = await overLimit();
  const before = checkout.sandbox().calls.count('GET /payments/:imp_uid');
  const reply = await send('imp_forged_1', merchantUid);
  expect([reply.status, reply.headers['retry-after']]).toEqual([503, '5']);
  expect(checkout.sandbox().calls.count('GET /payments/:imp_uid')).toBe(before);
});
