import { ORDER_LIMITS } from '../../src/domain/order-limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';

liftTimeLimits();

const checkout = useCheckout();
const authorization = `Bearer ${ORDERS_API_KEY}`;
const BOM = '\uFEFF';
const DAY = '2026-11-30';
const MIDNIGHT = Date.parse(`${DAY}T00:00:00+09:00`) / 1000;
const HOUR = 3_600;

const get = (kind: string, query: Record<string, unknown> | string) =>
  checkout.http().get(`/exports/${kind}.csv`).query(query).set('authorization', authorization);

/** The records of an export, the header first. The cells of these tests have no commas. */
async function records(kind: string, query: Record<string, unknown>): Promise<string[][]> {
  const reply = await get(kind, query);
  if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`);
  expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(reply.text.startsWith(BOM)).toBe(true);
  expect(reply.text.endsWith('\r\n')).toBe(true);
  return reply.text
    .slice(1, -2)
    .split('\r\n')
    .map((line) => line.split(','));
}

/** The rows without header and end, by column. */
async function rows(kind: string, query: Record<string, unknown>): Promise<Record<string, string>[]> {
  const [header = [], ...all] = await records(kind, query);
  expect(all.at(-1)).toEqual(['end', String(all.length - 1)]);
  return all.slice(0, -1).map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
}

/** Registers an order in the past, with a payment of that time. */
async function paid(fields: Record<string, unknown>, order: Record<string, unknown> = {}) {
  const merchantUid = await checkout.order(order);
  await checkout
    .db()
    .collection<{ _id: string }>('orders')
    .updateOne({ _id: merchantUid }, { $set: { createdAt: new Date((MIDNIGHT - 100 * HOUR) * 1000) } });
  const impUid = checkout.pay(merchantUid, fields);
  await checkout.callback(impUid, merchantUid);
  return { merchantUid, impUid };
}

const koreanToday = () => new Date(Date.parse(checkout.timeIn(0)) + 9 * HOUR * 1000).toISOString().slice(0, 10);

afterEach(() => checkout.database().clear());

test('a payment has one row: i’mport’s ids, exact amounts, times in Korea', async () => {
  const card = await paid({ paid_at: MIDNIGHT, pg_provider: 'html5_inicis', pg_tid: 'TID-1', pay_method: 'card' });
  const dollars = await paid(
    { paid_at: MIDNIGHT + 5 * HOUR + 61, amount: 1_234.5, currency: 'USD', pg_tid: null },
    { amount: 1_234.5, currency: 'USD' },
  );
  expect(await rows('payments', { day: DAY })).toEqual([
    expect.objectContaining({
      no: '1',
      imp_uid: card.impUid,
      merchant_uid: card.merchantUid,
      pg_provider: 'html5_inicis',
      pg_tid: 'TID-1',
      pay_method: 'card',
      amount: '64900',
      cancel_amount: '0',
      currency: 'KRW',
      paid_at: '2026-11-30 00:00:00',
      status: 'paid',
      outcome: 'success',
      order_status: 'paid',
      sandbox: 'false',
    }),
    expect.objectContaining({
      no: '2',
      imp_uid: dollars.impUid,
      pg_tid: '',
      amount: '1234.50',
      cancel_amount: '0.00',
      currency: 'USD',
      paid_at: '2026-11-30 05:01:01',
    }),
  ]);
});

test('a Korean day ends at midnight in Korea, and a month with its last day', async () => {
  const first = await paid({ paid_at: MIDNIGHT });
  const last = await paid({ paid_at: MIDNIGHT + 24 * HOUR - 1 });
  await paid({ paid_at: MIDNIGHT - 1 });
  const next = await paid({ paid_at: MIDNIGHT + 24 * HOUR });
  const paidOn = async (query: object) => (await rows('payments', { ...query })).map(({ imp_uid }) => imp_uid);
  expect(await paidOn({ day: DAY })).toEqual([first.impUid, last.impUid]);
  expect(await paidOn({ day: '2026-12-01' })).toEqual([next.impUid]);
  expect(await paidOn({ month: '2026-11' })).toHaveLength(3);
  expect(await paidOn({ month: '2026-12' })).toEqual([next.impUid]);
});

test('money that settled no order is exported too, but a payment of another order only with its own', async () => {
  const { merchantUid, impUid } = await paid({ paid_at: MIDNIGHT });
  const twice = checkout.pay(merchantUid, { paid_at: MIDNIGHT + 48 * HOUR });
  await checkout.callback(twice, merchantUid);
  const other = await paid({ paid_at: MIDNIGHT + HOUR, amount: 100 });
  await checkout.callback(impUid, other.merchantUid);
  expect(await rows('payments', { day: DAY })).toMatchObject([
    { imp_uid: impUid, merchant_uid: merchantUid, outcome: 'success' },
    { imp_uid: other.impUid, outcome: 'forgery', amount: '100' },
  ]);
  expect(await rows('payments', { day: '2026-12-02' })).toMatchObject([{ imp_uid: twice, outcome: 'duplicate' }]);
});

test('each refund has a row in the period in which it was made', async () => {
  const { merchantUid, impUid } = await paid({ paid_at: MIDNIGHT, pg_tid: 'TID-1' });
  await checkout.cancel(merchantUid, { amount: 900, request_id: 'req-a', reason: '고객 변심' });
  await checkout.cancel(merchantUid, { amount: 1_000, request_id: 'req-b' });
  const today = koreanToday();
  const cancels = await rows('cancels', { day: today });
  const { payments } = await checkout.read(merchantUid);
  const ids = payments[0]?.cancel_history.map(({ cancellation_id }) => cancellation_id);
  expect(cancels.map(({ cancellation_id }) => cancellation_id)).toEqual(ids);
  expect(cancels).toMatchObject([
    {
      no: '1',
      imp_uid: impUid,
      amount: '900',
      request_id: 'req-a',
      reason: '고객 변심',
      paid_at: '2026-11-30 00:00:00',
    },
    { no: '2', merchant_uid: merchantUid, pg_tid: 'TID-1', amount: '1000', request_id: 'req-b', currency: 'KRW' },
  ]);
  if (today !== DAY) expect(await rows('cancels', { day: DAY })).toEqual([]);
  expect(await rows('payments', { day: DAY })).toMatchObject([{ cancel_amount: '1900' }]);
});

test.each([
  ['none', undefined],
  ['an empty one', []],
])('a refund is exported also where i’mport sends no history: %s', async (_, cancel_history) => {
  const { merchantUid, impUid } = await paid({ paid_at: MIDNIGHT });
  checkout.sandbox().payments.distort(impUid, { cancel_history });
  await checkout.cancel(merchantUid, { amount: 900, request_id: 'req-a' });
  await checkout.cancel(merchantUid, { all: true, request_id: 'req-b' });
  const month = koreanToday().slice(0, 7);
  expect(await rows('cancels', { month })).toMatchObject([
    { imp_uid: impUid, amount: '900', request_id: 'req-a', cancellation_id: '' },
    { imp_uid: impUid, amount: '64000', request_id: 'req-b', cancellation_id: '' },
  ]);
});

test('a refund in the console without history is exported at the time of the payment', async () => {
  const { merchantUid, impUid } = await paid({ paid_at: MIDNIGHT });
  checkout.sandbox().payments.distort(impUid, { cancel_history: undefined, cancelled_at: MIDNIGHT + 30 * HOUR });
  checkout.sandbox().payments.consoleCancel(impUid, { amount: 64_900 });
  await checkout.webhook(impUid, merchantUid, 'cancelled');
  expect(await rows('cancels', { day: DAY })).toEqual([]);
  expect(await rows('cancels', { day: '2026-12-01' })).toMatchObject([
    { imp_uid: impUid, amount: '64900', cancelled_at: '2026-12-01 06:00:00', request_id: '' },
  ]);
});

test('of more refunds than an order keeps of the history, each is exported', async () => {
  const { merchantUid, impUid } = await paid({ paid_at: MIDNIGHT });
  const refunds = ORDER_LIMITS.cancellations + 3;
  for (let n = 1; n <= refunds; n += 1) await checkout.cancel(merchantUid, { amount: n });
  const cancels = await rows('cancels', { month: koreanToday().slice(0, 7) });
  expect(new Set(cancels.map(({ cancellation_id }) => cancellation_id)).size).toBe(refunds);
  const sum = cancels.reduce((all, { amount }) => all + Number(amount), 0);
  expect(sum).toBe(checkout.sandbox().payments.get(impUid)?.cancel_amount);
});

test('a settled payment without a time is found by its start, and its cell stays empty', async () => {
  const { impUid } = await paid({ paid_at: MIDNIGHT, started_at: MIDNIGHT });
  const other = await checkout.order();
  const untimed = checkout.pay(other, { paid_at: MIDNIGHT, started_at: MIDNIGHT + HOUR });
  checkout.sandbox().payments.distort(untimed, { paid_at: 0, started_at: MIDNIGHT + HOUR });
  await checkout.callback(untimed, other);
  expect(await rows('payments', { day: DAY })).toMatchObject([
    { imp_uid: impUid, paid_at: '2026-11-30 00:00:00' },
    { imp_uid: untimed, paid_at: '', status: 'paid' },
  ]);
});

test.each([
  ['=1+1', "'=1+1"],
  ['+821012345678', "'+821012345678"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1+1', "'＝1+1"],
  ['TID=1', 'TID=1'],
])('a spreadsheet runs no cell as a formula: %s', async (pg_tid, cell) => {
  await paid({ paid_at: MIDNIGHT, pg_tid });
  expect(await rows('payments', { day: DAY })).toMatchObject([{ pg_tid: cell }]);
});

test('commas, quotes and line ends stay within their cell', async () => {
  await paid({ paid_at: MIDNIGHT, pg_tid: 'a,"b"\r\n=c' });
  expect((await get('payments', { day: DAY })).text).toContain(',"a,""b""\r\n=c",');
});

test('a period without payments is a whole file', async () => {
  expect(await rows('payments', { month: '2020-02' })).toEqual([]);
  expect((await get('payments', { day: DAY })).headers['content-disposition']).toBe(
    'attachment; filename=payments-2026-11-30.csv',
  );
});

test.each<[string, Record<string, unknown> | string]>([
  ['no period', {}],
  ['two periods', { day: DAY, month: '2026-11' }],
  ['a day that is none', { day: '2026-02-30' }],
  ['a moment', { day: '2026-11-30T00:00:00Z' }],
  ['a month that is none', { month: '2026-13' }],
  ['a repeated day', { day: [DAY, DAY] }],
  ['an object for a day', 'day[$gt]='],
  ['an unknown field', { day: DAY, kind: 'x' }],
])('%s: 400', async (_, query) => {
  for (const kind of ['payments', 'cancels']) expect((await get(kind, query)).status).toBe(400);
});

test('needs the orders key', async () => {
  for (const kind of ['payments', 'cancels']) {
    expect((await checkout.http().get(`/exports/${kind}.csv`).query({ day: DAY })).status).toBe(401);
  }
});
