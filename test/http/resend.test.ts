import { Webhook } from 'standardwebhooks';
import type { OrderDocument } from '../../src/store/order.model';
import type { ResendDocument } from '../../src/store/resend.model';
import type { OutboxMessage } from '../../src/domain/outbox';
import { buildEntry } from '../support/build-entry';
import { useCheckout } from '../support/checkout';
import { SHOP_EVENT } from '../support/delivery';
import { liftTimeLimits } from '../support/lift-time-limits';
import { useReceiver } from '../support/receiver';
import { readScrape } from '../support/scrape';
import { ORDERS_API_KEY } from '../support/service-settings';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

/** The whole service with a shop's server that loses what it has accepted. */
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const receiver = useReceiver();
const checkout = useCheckout(() => ({ SHOP_WEBHOOK_URL: receiver.url(), SHOP_WEBHOOK_SECRET: SECRET }));
const KEY = `Bearer ${ORDERS_API_KEY}`;
const post = (path: string, body: object = {}) => checkout.http().post(path).set('authorization', KEY).send(body);
const get = (path: string) => checkout.http().get(path).set('authorization', KEY);

const scrape = async () => readScrape((await get('/metrics')).text);
const outboxOf = async (merchantUid: string) => (await checkout.stored(merchantUid))?.outbox ?? [];
const received = (merchantUid: string) =>
  receiver.received
    .map(({ headers, body }) => ({
      id: String(headers['webhook-id']),
      ...(new Webhook(SECRET).verify(body, headers as Record<string, string>) as {
        type: string;
        data: Record<string, unknown>;
      }),
    }))
    .filter(({ data }) => data['merchant_uid'] === merchantUid);
const allDelivered = (merchantUid: string) =>
  waitUntil(async () => {
    checkout.runPasses();
    return (await outboxOf(merchantUid)).every(({ deliveredAt }) => deliveredAt !== null);
  });

/** An order that is paid and partly refunded, of which the shop's server has accepted both events. */
async function toldOrder(): Promise<string> {
  const { merchantUid } = await checkout.paidOrder();
  await checkout.cancel(merchantUid, { amount: 900 });
  await allDelivered(merchantUid);
  return merchantUid;
}

describe('one event', () => {
  test('is sent again with the same id and content, is recorded, and is counted', async () => {
    const before = await scrape();
    const merchant_uid = await toldOrder();
    const paid = received(merchant_uid)[0]!;
    const reply = await post(`/outbox/${paid.id}/resend`);
    expect(reply.status).toBe(202);
    expect(reply.body).toMatchObject({ status: 'resending', id: paid.id, merchant_uid });
    await waitUntil(() => received(merchant_uid).length === 3);
    expect(received(merchant_uid)[2]).toEqual(paid);
    await allDelivered(merchant_uid);
    const { entries } = (await get(`/orders/${merchant_uid}/timeline`)).body as { entries: Record<string, unknown>[] };
    expect(entries.filter(({ type }) => type === 'resent')).toMatchObject([
      { messages: 1, notification_id: paid.id, request_id: null },
    ]);
    const [entry] = entries.filter(({ notification_id, type }) => notification_id === paid.id && type === 'message');
    expect(entry).toMatchObject({ status: 'delivered', tries: 2, resent_at: expect.any(String) as string });
    expect(String(entry?.['first_delivered_at']) < String(entry?.['delivered_at'])).toBe(true);
    const growth = async (series: string) => ((await scrape()).value(series) ?? 0) - (before.value(series) ?? 0);
    expect(await growth('checkout_messages_resent_total{by="message"}')).toBe(1);
    // A delivery is counted after it is stored.
    await waitUntil(async () => (await growth('checkout_deliveries_total{carrier="shop",result="delivered"}')) === 3);
  });

  test('that waits to be sent again is not sent twice', async () => {
    const merchantUid = await toldOrder();
    const paid = received(merchantUid)[0]!;
    receiver.answerWith((_req, res) => res.writeHead(503).end());
    expect(await post(`/outbox/${paid.id}/resend`)).toMatchObject({ status: 202 });
    await waitUntil(async () => (await outboxOf(merchantUid))[0]?.lastError !== null);
    expect(await post(`/outbox/${paid.id}/resend`)).toMatchObject({ status: 202, body: { status: 'resending' } });
    receiver.answerWith((_req, res) => res.end());
    checkout.letPass(60_000);
    await allDelivered(merchantUid);
    const log = (await checkout.stored(merchantUid))?.log ?? [];
    expect(log.filter(({ kind }) => kind === 'resent')).toHaveLength(1);
  });

  test.each<[string, object, number, string]>([
    ['was never delivered', {}, 409, 'messageWaiting'],
    ['is a dead letter', { deadAt: new Date() }, 409, 'messageDead'],
    ['is a text message to the buyer', { deliveredAt: new Date(), isForBuyer: true }, 409, 'notForShop'],
  ])(
    'that %s is refused, and nothing is sent',
    async (_which, { isForBuyer = false, ...fields }: Row, http, status) => {
      const merchantUid = await checkout.order();
      const message = isForBuyer ? {} : { message: shopMessage(merchantUid) };
      const entry = buildEntry({ id: `${merchantUid}_x`, ...message, ...fields });
      await orders().updateOne({ _id: merchantUid }, { $push: { outbox: entry } });
      const reply = await post(`/outbox/${merchantUid}_x/resend`);
      expect(reply).toMatchObject({ status: http, body: { status, merchant_uid: merchantUid } });
      expect(await outboxOf(merchantUid)).toEqual([entry]);
    },
  );

  test('that the order has dropped is gone', async () => {
    const merchantUid = await checkout.order();
    const outbox = Array.from({ length: 50 }, (_, n) =>
      buildEntry({ id: `${merchantUid}_${n}`, message: shopMessage(merchantUid), deliveredAt: new Date() }),
    );
    await orders().updateOne({ _id: merchantUid }, { $set: { outbox } });
    expect(await post(`/outbox/${merchantUid}_50/resend`)).toMatchObject({
      status: 410,
      body: { status: 'messageGone' },
    });
  });

  test('of no order is not found, and no malformed id is looked for', async () => {
    const merchantUid = await checkout.order();
    for (const id of ['nobody', 'nobody_1', `${merchantUid}_1`]) {
      expect(await post(`/outbox/${id}/resend`)).toMatchObject({ status: 404, body: { status: 'messageNotFound' } });
    }
    for (const id of ['a%20b', '%24ne', 'x'.repeat(81), 'a.b']) {
      expect(await post(`/outbox/${id}/resend`)).toMatchObject({ status: 400 });
    }
  });
});

describe('the events of an order', () => {
  test('are sent again in their sequence, before a newer one', async () => {
    const merchant_uid = await toldOrder();
    const before = received(merchant_uid).map(({ id, type }) => [id, type]);
    receiver.answerWith((_req, res) => res.writeHead(503).end());
    const reply = await post(`/orders/${merchant_uid}/resend`);
    expect(reply).toMatchObject({ status: 202, body: { status: 'resending', merchant_uid, messages: 2 } });
    await checkout.cancel(merchant_uid, { all: true });
    expect(await post(`/orders/${merchant_uid}/resend`)).toMatchObject({ status: 202, body: { messages: 2 } });
    receiver.received.length = 0;
    receiver.answerWith((_req, res) => res.end());
    checkout.letPass(60_000);
    await allDelivered(merchant_uid);
    const accepted = received(merchant_uid).map(({ id, type }) => [id, type]);
    expect(accepted.slice(-3, -1)).toEqual(before);
    expect(accepted.at(-1)?.[1]).toBe('order.cancelled');
  });

  test('of another time, or of an order without any, are none', async () => {
    const merchantUid = await toldOrder();
    const past = { from: '2020-01-01', to: '2020-01-31' };
    const none = { status: 409, body: { status: 'nothingToResend', messages: 0 } };
    expect(await post(`/orders/${merchantUid}/resend`, past)).toMatchObject(none);
    expect(await post(`/orders/${await checkout.order()}/resend`)).toMatchObject(none);
    expect(await post('/orders/nobody/resend')).toMatchObject({ status: 404, body: { status: 'orderNotFound' } });
  });

  test.each<[string, object]>([
    ['an object for a time', { from: { $gt: '' } }],
    ['a time without an offset', { from: '2026-11-30T10:00:00' }],
    ['an end before the start', { from: '2026-11-30', to: '2026-11-29' }],
    ['an unknown field', { since: '2026-11-30' }],
  ])('%s is malformed', async (_which, body) => {
    const merchantUid = await checkout.order();
    expect(await post(`/orders/${merchantUid}/resend`, body)).toMatchObject({ status: 400 });
  });
});

describe('the events of a period', () => {
  test('are sent again once, however often it is asked for', async () => {
    checkout.letPass(1_000);
    const from = checkout.timeIn(0);
    const told = [await toldOrder(), await toldOrder(), await toldOrder()];
    const body = { request_id: 'restore-1', from };
    receiver.received.length = 0;
    checkout.letPass(1_000);
    const replies = await Promise.all([1, 2, 3].map(() => post('/outbox/resends', body)));
    for (const reply of replies) {
      expect(reply).toMatchObject({ status: 202, body: { status: 'resending', resend: { request_id: 'restore-1' } } });
    }
    await waitUntil(async () => {
      checkout.runPasses();
      const { text } = await get('/outbox/resends/restore-1');
      return (JSON.parse(text) as { ended_at: string | null }).ended_at !== null;
    });
    for (const merchantUid of told) await allDelivered(merchantUid);
    expect((await get('/outbox/resends/restore-1')).body).toMatchObject({ orders: 3, messages: 6 });
    for (const merchantUid of told) {
      expect(received(merchantUid).map(({ type }) => type)).toEqual(['order.paid', 'order.partially_cancelled']);
    }
    expect(await post('/outbox/resends', body)).toMatchObject({ status: 202, body: { resend: { messages: 6 } } });
    const other = await post('/outbox/resends', { ...body, from: checkout.timeIn(-2_000_000) });
    expect(other).toMatchObject({ status: 409, body: { status: 'resendConflict', request_id: 'restore-1' } });
  });

  test('are not asked for again while five resends go on', async () => {
    const resends = checkout.db().collection<ResendDocument>('resends');
    const at = new Date();
    const waiting = {
      from: at,
      to: at,
      requestedAt: at,
      orders: 0,
      messages: 0,
      queue: { dueAt: new Date('2099-01-01') },
    };
    const ids = ['w-1', 'w-2', 'w-3', 'w-4', 'w-5'];
    await resends.insertMany(ids.map((_id) => ({ _id, ...waiting })));
    const reply = await post('/outbox/resends', { request_id: 'restore-9', from: checkout.timeIn(-60_000) });
    expect(reply).toMatchObject({ status: 409, body: { status: 'tooManyResends', open: 5 } });
    await resends.deleteMany({ _id: { $in: ids } });
    expect(await get('/outbox/resends/restore-9')).toMatchObject({ status: 404 });
  });

  test.each<[string, object, string]>([
    ['no request_id', { from: '2026-11-30' }, 'request_id'],
    ['an object for the request_id', { request_id: { $ne: null }, from: '2026-11-30' }, 'request_id'],
    ['no start', { request_id: 'r-1' }, 'from'],
    ['an object for the start', { request_id: 'r-1', from: { $gt: '' } }, 'from'],
    ['a start that is too long ago', { request_id: 'r-1', from: '2020-01-01' }, 'from'],
    ['an end before the start', { request_id: 'r-1', from: '2026-11-30', to: '2026-11-29' }, 'to'],
  ])('%s is malformed, and nothing is recorded', async (_which, body, field) => {
    const reply = await post('/outbox/resends', body);
    expect(reply).toMatchObject({ status: 400, body: { status: 'invalidRequest', errors: [{ field }] } });
    expect(await get('/outbox/resends/r-1')).toMatchObject({ status: 404, body: { status: 'resendNotFound' } });
  });
});

test.each([
  ['POST', '/outbox/x_1/resend'],
  ['POST', '/orders/ord-1/resend'],
  ['POST', '/outbox/resends'],
  ['GET', '/outbox/resends/restore-1'],
] as const)('%s %s needs the orders key', async (method, path) => {
  const request = () => (method === 'POST' ? checkout.http().post(path) : checkout.http().get(path));
  expect(await request()).toMatchObject({ status: 401 });
  expect(await request().set('authorization', 'Bearer wrong-key-0123456789')).toMatchObject({ status: 401 });
});

interface Row {
  readonly isForBuyer?: boolean;
}
const orders = () => checkout.db().collection<OrderDocument>('orders');
const shopMessage = (merchant_uid: string): OutboxMessage => ({
  ...SHOP_EVENT,
  data: { ...SHOP_EVENT.data, merchant_uid },
});
