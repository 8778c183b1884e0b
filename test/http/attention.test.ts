import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';

liftTimeLimits();

const checkout = useCheckout();
const KEY = `Bearer ${ORDERS_API_KEY}`;
const list = (query: Record<string, unknown> | string) =>
  checkout.http().get('/orders').query(query).set('authorization', KEY);
const acknowledge = (merchantUid: string, body: object) =>
  checkout.http().post(`/orders/${merchantUid}/attention/acknowledge`).set('authorization', KEY).send(body);

interface Page {
  readonly orders: readonly { readonly merchant_uid: string; readonly needs_attention: boolean }[];
  readonly next: string | null;
}

async function forgedOrder(): Promise<string> {
  const merchantUid = await checkout.order();
  await checkout.webhook(checkout.pay(merchantUid, { amount: 100 }), merchantUid);
  return merchantUid;
}

async function listed(limit = 100): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null; ;) {
    const reply = await list({ needs_attention: 'true', limit, ...(after !== null && { after }) });
    const page = reply.body as Page;
    found.push(...page.orders.map(({ merchant_uid }) => merchant_uid));
    if (page.next === null) return found;
    after = page.next;
  }
}

test('lists the orders that need attention, the newest first, page by page, each once', async () => {
  await checkout.paidOrder();
  const forged: string[] = [];
  for (let i = 0; i < 5; i += 1) forged.push(await forgedOrder());
  for (const limit of [1, 2, 5, 100]) expect(await listed(limit)).toEqual(forged.toReversed());
  const reply = await list({ needs_attention: 'true', limit: 1 });
  expect(reply.body).toMatchObject({ orders: [{ needs_attention: true, attention: [{ reason: 'amountDiffers' }] }] });
  for (const merchantUid of forged) await acknowledge(merchantUid, { entries: 1 });
  expect(await listed()).toEqual([]);
});

test('orders of one moment are sorted by their key, and none is skipped', async () => {
  const orders = await Promise.all(Array.from({ length: 6 }, forgedOrder));
  const attentionSince = new Date('2026-11-21T00:00:00Z');
  await checkout
    .db()
    .collection<{ _id: string }>('orders')
    .updateMany({ _id: { $in: orders } }, { $set: { attentionSince } });
  expect(await listed(2)).toEqual(orders.toSorted().toReversed());
  for (const merchantUid of orders) await acknowledge(merchantUid, { entries: 1 });
});

test('an acknowledged order leaves the list and keeps its evidence; a later entry brings it back', async () => {
  const merchantUid = await forgedOrder();
  expect(await listed()).toContain(merchantUid);
  expect((await acknowledge(merchantUid, { entries: 1 })).status).toBe(204);
  expect(await listed()).not.toContain(merchantUid);
  expect(await checkout.read(merchantUid)).toMatchObject({
    needs_attention: false,
    attention: [{ reason: 'amountDiffers' }],
  });
  await checkout.webhook(checkout.pay(merchantUid, { amount: 200 }), merchantUid);
  expect(await listed()).toContain(merchantUid);
  const stale = await acknowledge(merchantUid, { entries: 1 });
  expect(stale.status).toBe(409);
  expect(stale.body).toMatchObject({ status: 'attentionChanged' });
  expect(await listed()).toContain(merchantUid);
  expect((await acknowledge(merchantUid, { entries: 2 })).status).toBe(204);
});

test.each([{}, { entries: -1 }, { entries: '1' }, { entries: { $gte: 0 } }])(
  'acknowledged with %j: 400',
  async (body) => {
    const merchantUid = await forgedOrder();
    expect((await acknowledge(merchantUid, body)).status).toBe(400);
    expect((await acknowledge(merchantUid, { entries: 1 })).status).toBe(204);
  },
);

test('both need the key', async () => {
  const merchantUid = await forgedOrder();
  expect((await checkout.http().get('/orders').query({ needs_attention: 'true' })).status).toBe(401);
  const path = `/orders/${merchantUid}/attention/acknowledge`;
  expect((await checkout.http().post(path).send({ entries: 1 })).status).toBe(401);
  expect(await checkout.read(merchantUid)).toMatchObject({ needs_attention: true });
});
