import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { useReceiver } from '../support/receiver';
import { ORDERS_API_KEY } from '../support/service-settings';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

const receiver = useReceiver();
const checkout = useCheckout(() => ({
  SHOP_WEBHOOK_URL: receiver.url(),
  SHOP_WEBHOOK_SECRET: `whsec_${Buffer.alloc(24, 7).toString('base64')}`,
}));
const authorization = `Bearer ${ORDERS_API_KEY}`;
const BUYER = { name: '홍길동', email: 'gildong@example.com', tel: '010-4242-9876', addr: '서울 강남구 661-16' };

type Entry = Record<string, unknown> & { readonly at: string; readonly type: string };
interface Timeline {
  readonly is_whole: boolean;
  readonly entries: readonly Entry[];
}

async function read(merchantUid: string): Promise<Timeline> {
  const reply = await checkout.http().get(`/orders/${merchantUid}/timeline`).set('authorization', authorization);
  expect(reply.status).toBe(200);
  return reply.body as Timeline;
}
const post = (path: string, body: object = {}) =>
  checkout.http().post(path).set('authorization', authorization).send(body);

/** Entries without their times, without what a pass adds to messages, and without the audit log (audit.test.ts). */
const steps = ({ entries }: Timeline) =>
  entries.filter(({ type }) => type !== 'message' && type !== 'audit').map(({ at: _, ...entry }) => entry);

test('tells a paid and refunded order in order: terms, report and verdict, transition, each step of the cancel', async () => {
  const merchantUid = await checkout.order({ name: '의자', amount: 60_000 });
  await checkout
    .http()
    .patch(`/orders/${merchantUid}`)
    .set('authorization', authorization)
    .send({ amount: 64_900, expires_at: checkout.timeIn(3_600_000) });
  const impUid = checkout.pay(merchantUid);
  await checkout.callback(impUid, merchantUid);
  await checkout.webhook(impUid, merchantUid);
  await checkout.cancel(merchantUid, { amount: 900, request_id: 'req-a' });
  const timeline = await read(merchantUid);
  expect(timeline.is_whole).toBe(true);
  expect(steps(timeline)).toEqual([
    { type: 'registered', name: '의자', amount: 64_900, currency: 'KRW' },
    { type: 'amended', fields: ['amount', 'expires_at'] },
    { type: 'report', source: 'callback', imp_uid: impUid, status: 'paid', outcome: 'success' },
    { type: 'transition', from: 'pending', to: 'paid', source: 'callback', imp_uid: impUid },
    { type: 'cancel', request_id: 'req-a', status: 'requested', why: 'recorded' },
    { type: 'cancel', request_id: 'req-a', status: 'sent', why: 'turnCame' },
    expect.objectContaining({ type: 'report', source: 'cancel', imp_uid: impUid, outcome: 'success' }),
    { type: 'cancel', request_id: 'req-a', status: 'done', why: 'shown' },
    { type: 'transition', from: 'paid', to: 'partially_cancelled', source: 'cancel', imp_uid: impUid },
  ]);
  const times = timeline.entries.map(({ at }) => at);
  expect(times).toEqual(times.toSorted());
});

test('tells of refused payments, who acknowledged them, and what an earlier verdict was', async () => {
  const merchantUid = await checkout.order();
  const forged = checkout.pay(merchantUid, { amount: 100 });
  await checkout.webhook(forged, merchantUid);
  await post(`/orders/${merchantUid}/attention/acknowledge`, { entries: 1, by: '김담당' });
  const attempt = checkout.pay(merchantUid, { status: 'failed', fail_reason: '한도 초과' });
  await checkout.callback(attempt, merchantUid);
  expect(steps(await read(merchantUid)).slice(1, 5)).toEqual([
    { type: 'report', source: 'webhook', imp_uid: forged, status: 'paid', outcome: 'forgery' },
    { type: 'attention', reason: 'amountDiffers', source: 'webhook', imp_uid: forged },
    { type: 'acknowledged', by: '김담당', entries: 1 },
    { type: 'report', source: 'callback', imp_uid: attempt, status: 'failed', outcome: 'failed' },
  ]);
});

test('tells each message: to whom, when, how often it was tried, what was answered; nothing personal', async () => {
  receiver.answerWith((_req, res) => res.writeHead(503).end());
  const merchantUid = await checkout.order({ buyer: BUYER, customer_id: 'customer-1' });
  const account = checkout.sandbox().payments.create({ merchant_uid: merchantUid, amount: 64_900, status: 'ready' });
  checkout.sandbox().payments.issueVirtualAccount(account.imp_uid);
  await checkout.callback(account.imp_uid, merchantUid);
  const messages = (timeline: Timeline) => timeline.entries.filter(({ type }) => type === 'message');
  const timeline = await waitUntil(async () => {
    checkout.runPasses();
    const found = await read(merchantUid);
    return messages(found).some(({ last_error }) => last_error !== null) && found;
  });
  expect(messages(timeline).map(({ channel, event, to }) => ({ channel, event, to }))).toEqual([
    { channel: 'shop', event: 'order.virtual_account_issued', to: null },
    { channel: 'customerRecord', event: null, to: 'customer-1' },
    { channel: 'sms', event: null, to: '*********9876' },
  ]);
  const [event] = messages(timeline);
  expect(event).toMatchObject({ status: 'waiting', delivered_at: null, dead_at: null });
  expect(event?.['tries']).toBeGreaterThan(0);
  expect(event?.['last_error']).toContain('503');
  const text = JSON.stringify(timeline);
  const stored = await checkout.stored(merchantUid);
  const secrets = [...Object.values(BUYER), stored?.virtualAccount?.number ?? 'no account', '4242'];
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});

test('a repeated acknowledgement, and one of an order that is on no list, are answered and logged once', async () => {
  const merchantUid = await checkout.order();
  const acknowledge = (entries: number) => post(`/orders/${merchantUid}/attention/acknowledge`, { entries, by: 'kim' });
  expect((await acknowledge(0)).status).toBe(204);
  await checkout.webhook(checkout.pay(merchantUid, { amount: 100 }), merchantUid);
  expect((await acknowledge(1)).status).toBe(204);
  expect((await acknowledge(1)).status).toBe(204);
  const logged = steps(await read(merchantUid)).filter(({ type }) => type === 'acknowledged');
  expect(logged).toEqual([{ type: 'acknowledged', by: 'kim', entries: 1 }]);
});

test('keeps the newest 200 reports, and apart from them 200 other entries, and says that older ones are gone', async () => {
  const merchantUid = await checkout.order();
  const at = new Date(checkout.timeIn(0));
  const amended = { kind: 'amended', at, fields: ['name'] };
  const report = { kind: 'report', at, source: 'webhook', impUid: 'imp_1', status: 'ready', outcome: 'vbankIssued' };
  const full = (entry: object) => Array.from({ length: 200 }, () => entry);
  const count = ({ entries }: Timeline, kind: string) => entries.filter(({ type }) => type === kind).length;
  await checkout
    .db()
    .collection<{ _id: string }>('orders')
    .updateOne({ _id: merchantUid }, { $set: { log: full(amended), reportLog: full(report) } });
  const impUid = checkout.pay(merchantUid);
  await checkout.callback(impUid, merchantUid);
  const reported = await read(merchantUid);
  expect(reported.is_whole).toBe(false);
  expect([count(reported, 'amended'), count(reported, 'report')]).toEqual([200, 200]);
  expect(steps(reported)).toContainEqual(expect.objectContaining({ type: 'report', imp_uid: impUid }));
  await post(`/orders/${merchantUid}/cancel`, { all: true, reason: 'x', request_id: 'req-log' });
  const cancelled = await read(merchantUid);
  expect(count(cancelled, 'cancel')).toBeGreaterThan(0);
  expect(count(cancelled, 'amended') + count(cancelled, 'cancel')).toBe(200);
});

test.each([
  ['an unknown order', 'nobody', 404],
  ['a key that is none', '%24where', 400],
])('%s: the status of the answer is that of other reads', async (_, key, status) => {
  expect((await checkout.http().get(`/orders/${key}/timeline`).set('authorization', authorization)).status).toBe(
    status,
  );
  expect((await post(`/orders/${key}/recheck`)).status).toBe(status);
});

test.each([
  { entries: 0, by: { $gt: '' } },
  { entries: 0, by: '' },
  { entries: 0, by: 'a\nb' },
  { entries: 0, who: 'x' },
])('acknowledged with %j: 400', async (body) => {
  const merchantUid = await checkout.order();
  expect((await post(`/orders/${merchantUid}/attention/acknowledge`, body)).status).toBe(400);
});

describe('a recheck', () => {
  test('finds a payment that nobody reported, records it, and says so once', async () => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid);
    const reply = await post(`/orders/${merchantUid}/recheck`);
    expect(reply.body).toMatchObject({
      status: 'rechecked',
      payments: [{ imp_uid: impUid, status: 'paid' }],
      differences: [{ imp_uid: impUid, outcome: 'success', before: 'pending', after: 'paid' }],
      unreadable: 0,
      order: { status: 'paid', paid_by: impUid },
    });
    expect((await post(`/orders/${merchantUid}/recheck`)).body).toMatchObject({
      differences: [],
      order: { status: 'paid' },
    });
    expect(steps(await read(merchantUid))).toContainEqual(
      expect.objectContaining({ type: 'report', source: 'reconcile', outcome: 'success' }),
    );
  });

  test('asks for a settled order too, and finds a refund of i’mport’s console', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    checkout.sandbox().payments.consoleCancel(impUid, { amount: 900 });
    expect((await post(`/orders/${merchantUid}/recheck`)).body).toMatchObject({
      differences: [{ imp_uid: impUid, before: 'paid', after: 'partially_cancelled' }],
    });
  });

  test('without an answer of i’mport’s it is a 503, and changes nothing', async () => {
    const merchantUid = await checkout.order();
    checkout.pay(merchantUid);
    checkout.sandbox().faults.set({ kind: 'status', status: 500 });
    try {
      expect((await post(`/orders/${merchantUid}/recheck`)).status).toBe(503);
    } finally {
      checkout.sandbox().faults.clear();
    }
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'pending' });
  });
});
