import { Webhook } from 'standardwebhooks';
import { LIMITS } from '../../src/composition/limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';
import { useReceiver } from '../support/receiver';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

/** The whole service with a shop's server that receives its events. */
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const receiver = useReceiver();
const checkout = useCheckout(() => ({ SHOP_WEBHOOK_URL: receiver.url(), SHOP_WEBHOOK_SECRET: SECRET }));

const eventsOf = (merchantUid: string) =>
  receiver.received
    .map(({ headers, body }) => ({
      id: headers['webhook-id'],
      event: new Webhook(SECRET).verify(body, headers as Record<string, string>) as {
        type: string;
        data: Record<string, unknown>;
      },
    }))
    .filter(({ event }) => event.data['merchant_uid'] === merchantUid);
const outboxOf = async (merchantUid: string) => (await checkout.stored(merchantUid))?.outbox ?? [];

test('a payment is sent to the shop as one signed event, under the id of its entry', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid);
  await Promise.all([checkout.callback(impUid, merchantUid), checkout.webhook(impUid, merchantUid)]);
  await waitUntil(async () => (await outboxOf(merchantUid)).some(({ deliveredAt }) => deliveredAt !== null));
  const events = eventsOf(merchantUid);
  expect(events).toMatchObject([{ event: { type: 'order.paid', data: { imp_uid: impUid, amount: 64_900 } } }]);
  expect(events[0]?.id).toBe((await outboxOf(merchantUid))[0]?.id);
});

test('while the shop’s server is down the event stays queued, and is sent later under the same id', async () => {
  let isDown = true;
  receiver.answerWith((_req, res) => res.writeHead(isDown ? 500 : 204).end());
  const merchantUid = await checkout.order();
  await checkout.callback(checkout.pay(merchantUid), merchantUid);
  await waitUntil(async () => (await outboxOf(merchantUid))[0]?.lastError != null);
  expect((await outboxOf(merchantUid))[0]).toMatchObject({
    attempts: 1,
    deliveredAt: null,
    lastError: "the shop's webhook answered HTTP 500",
  });
  isDown = false;
  checkout.letPass(LIMITS.deliveryRetry.firstDelayMs);
  await waitUntil(async () => {
    checkout.runPasses();
    return (await outboxOf(merchantUid))[0]?.deliveredAt != null;
  });
  const ids = eventsOf(merchantUid).map(({ id }) => id);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test('while the shop’s server hangs, orders can be read, and text message and customer record are delivered', async () => {
  const letGo: (() => void)[] = [];
  receiver.answerWith((_req, res) => void letGo.push(() => res.writeHead(204).end()));
  const merchantUid = await checkout.order({ customer_id: 'customer-1', buyer: { tel: '010-1234-5678' } });
  const vbank = { vbank_num: '9000-1', vbank_name: 'KB', vbank_date: Math.floor(Date.now() / 1000) + 86_400 };
  const impUid = checkout.pay(merchantUid, { status: 'ready', pay_method: 'vbank', ...vbank });
  expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'vbankIssued' });
  await waitUntil(async () => {
    const outbox = await outboxOf(merchantUid);
    return outbox.filter(({ deliveredAt }) => deliveredAt !== null).length === 2 && letGo.length === 1;
  });
  const waiting = (await outboxOf(merchantUid)).filter(({ deliveredAt }) => deliveredAt === null);
  expect(waiting).toMatchObject([{ message: { channel: 'shop' } }]);
  expect((await checkout.stored(merchantUid))?.queues).toMatchObject({
    shop: { dueAt: expect.any(Date) as Date, lease: expect.any(String) as string },
  });
  expect(
    (await checkout.http().get(`/orders/${merchantUid}`).set('authorization', `Bearer ${ORDERS_API_KEY}`)).status,
  ).toBe(200);
  letGo.forEach((answer) => answer());
  await waitUntil(async () => (await outboxOf(merchantUid)).every(({ deliveredAt }) => deliveredAt !== null));
});
