import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

const checkout = useCheckout();
const LOOK_UP = 'GET /payments/:imp_uid';

/** All three sources in turn, `count` deliveries in all. */
function mixedRoads(count: number, impUid: string, merchantUid: string) {
  const sources = [checkout.callback, checkout.redirect, checkout.webhook];
  return Array.from({ length: count }, (_, i) => sources[i % sources.length]!(impUid, merchantUid));
}

test('100 simultaneous deliveries by mixed sources: one transition, one notification, 100 consistent answers', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid);
  checkout.sandbox().calls.reset();

  const replies = await Promise.all(mixedRoads(100, impUid, merchantUid));

  expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]));
  expect(new Set(replies.map((reply) => (reply.body as { status: string }).status))).toEqual(new Set(['success']));
  // Without sharing it would be 100; the exact number depends on the machine.
  expect(checkout.sandbox().calls.count(LOOK_UP)).toBeLessThan(50);
  const order = await checkout.stored(merchantUid);
  expect(order).toMatchObject({ state: 'paid', revision: 1, paidBy: impUid });
  expect(order?.history).toHaveLength(1);
  expect(order?.payments).toHaveLength(1);
  expect(order?.outbox.map(({ message }) => message)).toMatchObject([{ channel: 'shop', event: 'order.paid' }]);
});

test('two payments of one order at once: one settles it, the other is a duplicate', async () => {
  const merchantUid = await checkout.order();
  const payments = [checkout.pay(merchantUid), checkout.pay(merchantUid)];
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, i) => checkout.callback(payments[i % 2], merchantUid)),
  );
  const order = await checkout.read(merchantUid);
  const [loser] = payments.filter((impUid) => impUid !== order.paid_by);
  expect(payments).toContain(order.paid_by);
  expect(replies.filter((reply) => reply.status === 200)).toHaveLength(10);
  expect(replies.filter((reply) => reply.status === 409)).toHaveLength(10);
  expect(order.history).toHaveLength(1);
  expect(order.attention).toMatchObject([{ reason: 'duplicate', imp_uid: loser }]);
});

test.each([
  ['before the callback', ['webhook', 'callback']],
  ['after the callback', ['callback', 'webhook']],
  ['five times', ['webhook', 'webhook', 'webhook', 'webhook', 'webhook']],
  ['between callback and redirect', ['callback', 'webhook', 'redirect']],
] as const)('a webhook %s: one transition', async (_, sources) => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid);
  for (const source of sources) {
    expect((await checkout[source](impUid, merchantUid)).body).toMatchObject({ status: 'success' });
  }
  const order = await checkout.stored(merchantUid);
  expect(order).toMatchObject({ state: 'paid', revision: 1, history: [{ source: sources[0] }] });
  expect(order?.outbox).toHaveLength(1);
});

test('a late "paid" webhook for a cancelled payment changes nothing that the API does not say', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid);
  await checkout.callback(impUid, merchantUid);
  checkout.sandbox().payments.change(impUid, { status: 'cancelled', cancel_amount: 64_900 });
  await checkout.webhook(impUid, merchantUid, 'cancelled');
  const cancelled = await checkout.stored(merchantUid);
  expect(cancelled).toMatchObject({ state: 'cancelled' });

  expect((await checkout.webhook(impUid, merchantUid, 'paid')).body).toEqual({ status: 'cancelled' });
  expect(await checkout.stored(merchantUid)).toMatchObject({ state: 'cancelled', revision: cancelled?.revision });
});

test('a "cancelled" webhook for a paid payment, sent by an attacker, changes nothing', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid);
  await checkout.callback(impUid, merchantUid);
  expect((await checkout.webhook(impUid, merchantUid, 'cancelled')).body).toEqual({ status: 'success' });
  expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', history: [{ to: 'paid' }] });
});

test('the states of a virtual account: issued, deposited, cancelled in part and whole', async () => {
  const merchantUid = await checkout.order({ customer_id: `customer-${process.pid}`, buyer: { tel: '010-1234-5678' } });
  const { payments } = checkout.sandbox();
  const impUid = checkout.pay(merchantUid, { status: 'ready' });
  payments.issueVirtualAccount(impUid);
  expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({
    status: 'vbankIssued',
    vbank_num: payments.get(impUid)?.vbank_num,
    vbank_date: new Date((payments.get(impUid)?.vbank_date ?? 0) * 1000).toISOString(),
  });
  payments.deposit(impUid);
  await checkout.webhook(impUid, merchantUid);
  payments.consoleCancel(impUid, { amount: 10_000 });
  await checkout.webhook(impUid, merchantUid, 'cancelled');
  payments.consoleCancel(impUid, { amount: 4_900 });
  await checkout.webhook(impUid, merchantUid, 'cancelled');
  payments.consoleCancel(impUid);
  await checkout.webhook(impUid, merchantUid, 'cancelled');

  const order = await checkout.stored(merchantUid);
  expect(order?.history.map(({ from, to }) => `${from} -> ${to}`)).toEqual([
    'pending -> ready',
    'ready -> paid',
    'paid -> partially_cancelled',
    'partially_cancelled -> partially_cancelled',
    'partially_cancelled -> cancelled',
  ]);
  expect(order?.payments[0]?.cancellations).toHaveLength(3);
  expect(order?.outbox.map(({ message }) => (message.channel === 'shop' ? message.event : message.channel))).toEqual([
    'order.virtual_account_issued',
    'customerRecord',
    'sms',
    'order.paid',
    'sms',
    'order.partially_cancelled',
    'order.partially_cancelled',
    'order.cancelled',
  ]);
});

test('a payment that failed may still be approved later', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid, { status: 'failed' });
  expect((await checkout.callback(impUid, merchantUid)).status).toBe(402);
  checkout.sandbox().payments.approve(impUid);
  await checkout.webhook(impUid, merchantUid);
  expect(await checkout.read(merchantUid)).toMatchObject({
    status: 'paid',
    paid_by: impUid,
    payments: [{ outcome: 'success' }],
  });
});
