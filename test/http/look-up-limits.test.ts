import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

/** The limits of look-ups, wired: `src/iamport/look-up-quota.ts` has the rules. */
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

test('a flood for a waiting order does not block its buyer or i’mport', async () => {
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

describe('known payments of orders that do not wait', () => {
  const AFTER_SETTLING_MS = 11_000;
  const TRIES = 40;

  /** Sends reports for two paid orders in turn; most of them must cause no look-up. */
  async function repeat(send: (impUid: string, merchantUid: string, n: number) => ReturnType<typeof checkout.webhook>) {
    const settled = [await checkout.paidOrder(), await checkout.paidOrder()];
    checkout.letPass(AFTER_SETTLING_MS);
    const before = lookUps();
    const replies = [];
    for (let n = 0; n < TRIES; n += 1) {
      const { impUid, merchantUid } = settled[n % settled.length]!;
      replies.push(await send(impUid, merchantUid, n));
    }
    const asked = lookUps() - before;
    expect(asked).toBeLessThan(TRIES / 2);
    return { replies, asked };
  }

  test.each(['cancelled', 'failed'])('share the quota; over it, a webhook that says "%s" gets 503', async (status) => {
    const { replies, asked } = await repeat((impUid, merchantUid) => checkout.webhook(impUid, merchantUid, status));
    const refused = replies.filter((reply) => reply.status === 503);
    expect(refused).toHaveLength(TRIES - asked);
    expect(refused.every(({ headers }) => headers['retry-after'] === '5')).toBe(true);
  });

  test.each(['callback', 'redirect'] as const)(
    'share the ration; beyond it, the order answers a %s',
    async (source) => {
      const { replies } = await repeat((impUid, merchantUid) => checkout[source](impUid, merchantUid));
      expect(replies.map(({ body }) => (body as { status: unknown }).status)).toEqual(Array(TRIES).fill('success'));
    },
  );

  test('never use up the quota of an order that waits', async () => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid, { status: 'ready' });
    await repeat((ofSettled, settled, n) =>
      n % 2 === 0 ? checkout.webhook(ofSettled, settled, 'failed') : checkout.callback(ofSettled, settled),
    );
    for (let n = 0; n < 20; n += 1) expect((await checkout.webhook(impUid, merchantUid, 'failed')).status).toBe(200);
  });
});

test('a console cancel that was refused over the quota is recorded when it is sent again', async () => {
  const [flooded, { merchantUid, impUid }] = [await checkout.paidOrder(), await checkout.paidOrder()];
  checkout.sandbox().payments.consoleCancel(impUid);
  await waitUntil(async () => (await checkout.webhook(flooded.impUid, flooded.merchantUid, 'failed')).status === 503);
  const answered = await waitUntil(
    async () => {
      expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid' });
      const { status } = await checkout.webhook(impUid, merchantUid, 'cancelled');
      return status !== 503 && status;
    },
    { pauseMs: 200 },
  );
  expect(answered).toBe(200);
  expect(await checkout.read(merchantUid)).toMatchObject({ status: 'cancelled' });
});
