import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { keysText, useKeysFile } from '../support/operator-keys';
import { useReceiver } from '../support/receiver';
import { ORDERS_API_KEY } from '../support/service-settings';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

const receiver = useReceiver();
const keys = useKeysFile(keysText({ kim: ['orders:read'] }));
const checkout = useCheckout(() => ({
  DESK: 'on',
  OPERATOR_KEYS_FILE: keys.path,
  ALERT_WEBHOOK_URL: receiver.url(),
  PUBLIC_URL: 'https://checkout.example.test/',
}));
const texts = () => receiver.received.map(({ body }) => (JSON.parse(body) as { text: string }).text);
const alertsIn = async (merchantUid: string) =>
  (await checkout.stored(merchantUid))?.outbox.filter(({ message }) => message.channel === 'alert') ?? [];

test('attention is told at once, without personal data', async () => {
  const { merchantUid } = await checkout.paidOrder({
    buyer: { name: '홍길동', email: 'gildong@example.com', tel: '010-4242-9876' },
  });
  expect(await alertsIn(merchantUid)).toEqual([]);
  await checkout.callback(checkout.pay(merchantUid), merchantUid);
  const line = `[checkout] duplicate: order ${merchantUid} https://checkout.example.test/desk/orders/${merchantUid}`;
  await waitUntil(() => {
    checkout.runPasses();
    return texts().includes(line);
  });
  expect(texts().join('\n')).not.toMatch(/홍길동|gildong|4242/);
  await waitUntil(async () => (await alertsIn(merchantUid)).every(({ deliveredAt }) => deliveredAt));
  const stored = await checkout.stored(merchantUid);
  expect(stored?.queues.alert).toBeUndefined();
  expect(stored?.attention).toHaveLength((await alertsIn(merchantUid)).length);
});

test('a payment without attention records no alert', async () => {
  const { merchantUid } = await checkout.paidOrder();
  expect((await checkout.stored(merchantUid))?.outbox.map(({ message }) => message.channel)).toEqual(['shop']);
});

test('the timeline shows that people were told', async () => {
  const { merchantUid } = await checkout.paidOrder();
  await checkout.callback(checkout.pay(merchantUid), merchantUid);
  const reply = await checkout
    .http()
    .get(`/orders/${merchantUid}/timeline`)
    .set('authorization', `Bearer ${ORDERS_API_KEY}`);
  const { entries } = reply.body as { entries: Record<string, unknown>[] };
  expect(entries.filter(({ channel }) => channel === 'alert')).toMatchObject([
    { type: 'message', event: null, to: null },
  ]);
});
