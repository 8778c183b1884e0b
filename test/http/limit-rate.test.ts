import { LIMITS } from '../../src/composition/limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();
// With small limits the rules are the same, and the tests send a fifth of the requests.
const PER_MINUTE = 10;
const { lookUpQuota } = LIMITS;
const fewWaiting = { ...lookUpQuota, overLimit: { ...lookUpQuota.overLimit, maxWaiting: 5 } };
jest.replaceProperty(LIMITS, 'lookUpQuota', fewWaiting as never);
const checkout = useCheckout({ RATE_LIMIT_PER_MINUTE: String(PER_MINUTE), TRUST_PROXY: '1' });
const lookUps = () => checkout.sandbox().calls.count('GET /payments/:imp_uid');
let senders = 0;
const newAddress = () => `203.0.113.${(senders += 1)}`;

/** Sends from an address that is over its limit. */
async function overLimit() {
  const address = newAddress();
  const complete = () => checkout.callback('imp_404', 'nobody').set('x-forwarded-for', address);
  await Promise.all(Array.from({ length: PER_MINUTE }, complete));
  expect((await complete()).status).toBe(429);
  return (impUid: string, merchantUid: string) => checkout.webhook(impUid, merchantUid).set('x-forwarded-for', address);
}

test('a webhook over the limit is looked up for an order that waits for it', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid);
  const send = await overLimit();
  expect((await send(impUid, merchantUid)).body).toEqual({ status: 'success' });
});

test('a webhook over the limit that reports nothing new is answered from the order', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid);
  await checkout.webhook(impUid, merchantUid);
  const send = await overLimit();
  const before = lookUps();
  expect((await send(impUid, merchantUid)).body).toEqual({ status: 'success' });
  expect((await send(impUid, 'ord-nobody-has')).body).toEqual({ status: 'orderNotFound' });
  expect(lookUps()).toBe(before);
});

test('a webhook over the limit that no order waits for is a 503 without a look-up', async () => {
  const merchantUid = await checkout.order();
  await checkout.webhook(checkout.pay(merchantUid), merchantUid);
  const send = await overLimit();
  const before = lookUps();
  const reply = await send('imp_forged_1', merchantUid);
  expect([reply.status, reply.headers['retry-after']]).toEqual([503, '5']);
  expect(lookUps()).toBe(before);
});

/** The shop uses its own address, so that the order does not count against another sender. */
async function orderOfAnotherShop(): Promise<string> {
  const merchant_uid = checkout.newMerchantUid();
  const reply = await checkout
    .http()
    .post('/orders')
    .set({ authorization: `Bearer ${ORDERS_API_KEY}`, 'x-forwarded-for': newAddress() })
    .send({ merchant_uid, name: 'chair', amount: 64_900 });
  expect(reply.status).toBe(201);
  return merchant_uid;
}

test('true reports of an address over the limit: five are looked up at once, others wait up to the queue’s limit', async () => {
  const { maxUnderWay, maxWaiting } = LIMITS.lookUpQuota.overLimit;
  const refused = 3;
  // One order per report, because the reports of one order have their own limit.
  const merchantUids = await Promise.all(
    Array.from({ length: maxUnderWay + maxWaiting + refused }, () => orderOfAnotherShop()),
  );
  const send = await overLimit();
  const before = lookUps();
  checkout.sandbox().faults.set({ kind: 'hold', route: 'GET /payments/:imp_uid' });
  const statuses: number[] = [];
  const replies = merchantUids.map((merchantUid) =>
    send(checkout.pay(merchantUid), merchantUid).then(({ status }) => {
      statuses.push(status);
    }),
  );
  // While the five are held no place becomes free: only refused reports are answered.
  await checkout.sandbox().faults.untilHeld(maxUnderWay);
  await waitUntil(() => statuses.length >= refused);
  expect(statuses).toEqual(Array(refused).fill(503));
  expect(lookUps() - before).toBe(maxUnderWay);
  checkout.sandbox().faults.clear();
  await Promise.all(replies);
  expect(statuses.slice(refused)).toEqual(Array(maxUnderWay + maxWaiting).fill(200));
});
