import { useCheckout } from '../support/checkout';

/** The limits of look-ups, wired: `src/iamport/ration-look-ups.ts` has the rules. */
const checkout = useCheckout({ LOOKUPS_PER_MINUTE: '10', TRUST_PROXY: '1' });
const READ = 'GET /payments/:imp_uid';
const lookUps = () => checkout.sandbox().calls.count(READ);
let ids = 0;
const randomId = () => `imp_forged_${(ids += 1)}`;
const forge = (merchantUid: string, address: string) =>
  checkout.webhook(randomId(), merchantUid).set('x-forwarded-for', address);

test('a flood for a settled order is refused with 503, and an order that waits is served', async () => {
  const settled = await checkout.order();
  await checkout.webhook(checkout.pay(settled), settled);
  const before = lookUps();
  const replies = await Promise.all(Array.from({ length: 40 }, () => forge(settled, '203.0.113.1')));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  const refused = replies.filter(({ status }) => status === 503);
  expect(refused).toHaveLength(39);
  expect(refused.every(({ headers }) => headers['retry-after'] === '5')).toBe(true);
  expect(lookUps() - before).toBe(1);

  const waiting = await checkout.order();
  expect((await checkout.webhook(checkout.pay(waiting), waiting)).body).toEqual({ status: 'success' });
});

test('a flood for a waiting order does not keep out its buyer, or i’mport', async () => {
  const order = await checkout.order();
  const before = lookUps();
  for (let n = 0; n < 20; n += 1) await forge(order, '203.0.113.2');
  expect(lookUps() - before).toBeLessThan(20);
  const impUid = checkout.pay(order);
  const webhook = checkout.webhook(impUid, order).set('x-forwarded-for', '52.78.100.19');
  expect((await webhook).body).toEqual({ status: 'success' });
  expect((await checkout.callback(impUid, order).set('x-forwarded-for', '198.51.100.4')).status).toBe(200);
});

test('the same unknown id is looked up once', async () => {
  const order = await checkout.order();
  const before = lookUps();
  const impUid = randomId();
  for (let n = 0; n < 5; n += 1) expect((await checkout.webhook(impUid, order)).status).toBe(503);
  expect(lookUps() - before).toBe(1);
});
