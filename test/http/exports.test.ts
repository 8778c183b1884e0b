import { EventEmitter, once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { createApp, type AppDeps } from '../../src/http/create-app';
import { createKeyRing } from '../../src/http/create-key-ring';
import { CheckoutError } from '../../src/domain/errors';
import { ORDER_LIMITS } from '../../src/domain/order-limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';
import { waitUntil } from '../support/wait-until';

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

describe('a broken export', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  /** The app alone, with these records. */
  async function serve(readExport: AppDeps['readExport'], exportStallMs = 60_000): Promise<string> {
    const deps = {
      readExport,
      exportStallMs,
      inExportQueue: (_what: string, work: () => Promise<unknown>) => work(),
      logger: pino({ level: 'silent' }),
      keys: createKeyRing(ORDERS_API_KEY),
      corsOrigins: [],
      gatewayAddresses: [],
      rateLimitPerMinute: 0,
      trustedProxyHops: 0,
      desk: null,
    };
    server = createServer(createApp(deps as unknown as AppDeps)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/exports/payments.csv?day=${DAY}`;
  }
  const row = (no: number) => [no, 'x'.repeat(1_000)];
  const page = (no: number) => [row(no)];
  const fault = () => new CheckoutError('unavailable', 'database: gone');

  test('a fault before the first page is a 503', async () => {
    // eslint-disable-next-line require-yield -- it fails before it yields
    const url = await serve(async function* () {
      throw fault();
    });
    expect((await fetch(url, { headers: { authorization } })).status).toBe(503);
  });

  test('a fault later on breaks the connection, and what came has no end record', async () => {
    const url = await serve(async function* () {
      for (let no = 1; no <= 500; no += 1) yield page(no);
      throw fault();
    });
    const reply = await fetch(url, { headers: { authorization } });
    expect(reply.status).toBe(200);
    let text = '';
    const readAll = async () => {
      for await (const part of reply.body ?? []) text += Buffer.from(part).toString();
    };
    await expect(readAll()).rejects.toThrow('terminated');
    expect(text).not.toContain('end,');
  });

  test('HEAD has the headers and reads nothing', async () => {
    let reads = 0;
    const url = await serve(async function* () {
      reads += 1;
      yield [['end', 0]];
    });
    const reply = await fetch(url, { method: 'HEAD', headers: { authorization } });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename=payments-2026-11-30.csv');
    expect(reads).toBe(0);
  });

  test('pages without a record take longer than the limit of a reader, and the export goes on', async () => {
    const url = await serve(async function* () {
      yield [];
      await sleep(600);
      yield page(1);
      await sleep(600);
      yield [['end', 1]];
    }, 100);
    const reply = await fetch(url, { headers: { authorization } });
    expect(await reply.text()).toMatch(/end,1\r\n$/);
  });

  test('the headers come after the first page, not the first record', async () => {
    const gate = new EventEmitter();
    const url = await serve(async function* () {
      yield [];
      await once(gate, 'open');
      yield [['end', 0]];
    });
    const reply = await fetch(url, { headers: { authorization } });
    expect(reply.status).toBe(200);
    gate.emit('open');
    expect(await reply.text()).toMatch(/end,0\r\n$/);
  });

  test('an export whose client is gone stops at the next page, also where pages have no record', async () => {
    let read = 0;
    let isClosed = false;
    const url = await serve(async function* () {
      try {
        for (;;) {
          yield [];
          read += 1;
          await setImmediate();
        }
      } finally {
        isClosed = true;
      }
    });
    const sending = request(url, { headers: { authorization } }).end();
    await once(sending, 'response');
    await waitUntil(() => read > 10);
    expect(isClosed).toBe(false);
    sending.destroy();
    await waitUntil(() => isClosed);
  });

  test('a reader that takes nothing holds the reading up, and is cut off', async () => {
    let read = 0;
    let isClosed = false;
    const url = await serve(async function* () {
      try {
        for (;;) yield page((read += 1));
      } finally {
        isClosed = true;
      }
    }, 300);
    const sending = request(url, { headers: { authorization } }).end();
    const [reply] = (await once(sending, 'response')) as [IncomingMessage];
    const isBroken = once(reply, 'error');
    await waitUntil(() => isClosed);
    // What the sockets of both sides and the streams hold.
    expect(read).toBeLessThan(20_000);
    reply.resume();
    await isBroken;
  });
});
