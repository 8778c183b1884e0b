import { LIMITS } from '../../src/limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();
const checkout = useCheckout({ RATE_LIMIT_PER_MINUTE: '20', TRUST_PROXY: '1' });
const lookUps = () => checkout.sandbox().calls.count('GET /payments/:imp_uid');
let senders = 0;

/** Sends from one address, which has had its share of requests already. */
async function overLimit() {
  const address = `203.0.113.${(senders += 1)}`;
  const complete = () => checkout.callback('imp_404', 'nobody').set('x-forwarded-for', address);
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

test('however many true reports an address sends over the limit, five at once are looked up', async () => {
  const merchantUid = await checkout.order();
  const impUids = Array.from({ length: 60 }, () => checkout.pay(merchantUid));
  const send = await overLimit();
  const before = lookUps();
  const { maxUnderWay, maxWaiting } = LIMITS.overLimitQueue;
  checkout.sandbox().faults.set({ kind: 'hold', route: 'GET /payments/:imp_uid' });
  const statuses: number[] = [];
  const replies = impUids.map((impUid) =>
    send(impUid, merchantUid).then(({ status }) => {
      statuses.push(status);
    }),
  );
  // What does not even find a place to wait is refused at once; all else waits for the five.
  await checkout.sandbox().faults.untilHeld(maxUnderWay);
  const unplaced = impUids.length - maxUnderWay - maxWaiting;
  await waitUntil(() => statuses.length >= unplaced);
  expect(new Set(statuses)).toEqual(new Set([503]));
  expect(lookUps() - before).toBe(maxUnderWay);
  checkout.sandbox().faults.clear();
  await Promise.all(replies);
});
