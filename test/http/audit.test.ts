import { LIMITS } from '../../src/composition/limits';
import { SCOPES } from '../../src/domain/access-key';
import type { AuditEntry } from '../../src/domain/audit';
import type { OrderDocument } from '../../src/store/order.model';
import { useCheckout } from '../support/checkout';
import { bearer, keysText, useKeysFile } from '../support/operator-keys';
import { ORDERS_API_KEY } from '../support/service-settings';
import { waitUntil } from '../support/wait-until';

const file = useKeysFile(
  keysText({
    kim: SCOPES,
    lee: SCOPES.filter((scope) => scope !== 'refunds'),
    flooder: ['orders:read'],
    pager: SCOPES,
    exporter: ['operate'],
  }),
);
const checkout = useCheckout({ OPERATOR_KEYS_FILE: file.path });
const collection = () => checkout.db().collection<AuditEntry & { _id: string }>('audit');

/** A request of an operator. */
function send(name: string, method: 'get' | 'post' | 'patch', path: string, body?: object) {
  const asked = checkout.http()[method](path).set(bearer(name)).set('x-operator', `${name} of ours`);
  return body === undefined ? asked : asked.send(body);
}

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly actor: string;
  readonly merchant_uid: string | null;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}
async function read(query: Readonly<Record<string, string>>): Promise<{ entries: Entry[]; next: string | null }> {
  const reply = await checkout.http().get('/audit').query(query).set(bearer('pager'));
  expect(reply.status).toBe(200);
  return reply.body as { entries: Entry[]; next: string | null };
}

/** The entries of an order, the oldest first, once so many are copied. */
const entriesOf = (merchantUid: string, count: number) =>
  waitUntil(async () => {
    checkout.runPasses();
    const found = await collection().find({ merchantUid }).sort({ at: 1 }).toArray();
    return found.length >= count && found;
  });

async function order(name = 'kim', fields: object = {}): Promise<string> {
  const merchant_uid = checkout.newMerchantUid();
  const reply = await send(name, 'post', '/orders', { merchant_uid, name: 'chair', amount: 64_900, ...fields });
  expect(reply.status).toBe(201);
  return merchant_uid;
}
async function paid(): Promise<{ merchantUid: string; impUid: string }> {
  const merchantUid = await order();
  const impUid = checkout.pay(merchantUid);
  await checkout.callback(impUid, merchantUid);
  return { merchantUid, impUid };
}
async function withAccount(): Promise<{ merchantUid: string; impUid: string }> {
  const merchantUid = await order();
  const impUid = checkout.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
  checkout.sandbox().payments.issueVirtualAccount(impUid);
  await checkout.callback(impUid, merchantUid);
  return { merchantUid, impUid };
}
async function duplicate(): Promise<{ merchantUid: string; impUid: string }> {
  const { merchantUid } = await paid();
  const impUid = checkout.pay(merchantUid);
  await checkout.callback(impUid, merchantUid);
  return { merchantUid, impUid };
}

/** Each change of an order: what is asked, and what the audit log then has of it beside the registration. */
const CHANGES: readonly [string, () => Promise<[string, Partial<Record<keyof AuditEntry, unknown>>]>][] = [
  [
    'an amendment',
    async () => {
      const merchantUid = await order();
      await send('kim', 'patch', `/orders/${merchantUid}`, { name: 'desk', amount: 1_000 });
      return [merchantUid, { action: 'amend', reason: null, details: { fields: 'name,amount', amount: 1_000 } }];
    },
  ],
  [
    'a cancel',
    async () => {
      const { merchantUid, impUid } = await paid();
      const body = { request_id: 'return-1', amount: 900, reason: '부분 반품' };
      await send('kim', 'post', `/orders/${merchantUid}/cancel`, body);
      await send('kim', 'post', `/orders/${merchantUid}/cancel`, body);
      const details = { request_id: 'return-1', imp_uid: impUid, amount: 900, currency: 'KRW' };
      return [merchantUid, { action: 'cancel', reason: '부분 반품', details }];
    },
  ],
  [
    'a revocation',
    async () => {
      const { merchantUid, impUid } = await withAccount();
      const body = { request_id: 'revoke-1', all: true, imp_uid: impUid, reason: '재고 없음' };
      await send('kim', 'post', `/orders/${merchantUid}/cancel`, body);
      const details = { request_id: 'revoke-1', imp_uid: impUid };
      return [merchantUid, { action: 'revoke', reason: '재고 없음', details }];
    },
  ],
  [
    'a closing',
    async () => {
      const merchantUid = await order();
      const body = { request_id: 'close-1', all: true, reason: '품절' };
      await send('kim', 'post', `/orders/${merchantUid}/cancel`, body);
      await send('kim', 'post', `/orders/${merchantUid}/cancel`, body);
      return [merchantUid, { action: 'close', reason: '품절', details: { request_id: 'close-1' } }];
    },
  ],
  [
    'an acceptance',
    async () => {
      const merchantUid = await order('kim', { expires_at: checkout.timeIn(60_000) });
      const impUid = checkout.pay(merchantUid, { status: 'ready' });
      checkout.letPass(10 * 60_000);
      await send('kim', 'post', `/orders/${merchantUid}/cancel`, { request_id: 'end', all: true, reason: '마감' });
      checkout.sandbox().payments.approve(impUid);
      await checkout.callback(impUid, merchantUid);
      const body = { imp_uid: impUid, reason: '고객 확인' };
      const reply = await send('kim', 'post', `/orders/${merchantUid}/accept`, body);
      expect(reply.body).toMatchObject({ status: 'accepted' });
      return [merchantUid, { action: 'accept', reason: '고객 확인', details: { imp_uid: impUid } }];
    },
  ],
  [
    'an acknowledgement',
    async () => {
      const { merchantUid } = await duplicate();
      const path = `/orders/${merchantUid}/attention/acknowledge`;
      expect((await send('kim', 'post', path, { entries: 1 })).status).toBe(204);
      expect((await send('kim', 'post', path, { entries: 1 })).status).toBe(204);
      return [merchantUid, { action: 'acknowledge', details: {} }];
    },
  ],
  [
    'an acknowledgement with a note, in which the buyer is masked',
    async () => {
      const merchantUid = await order('kim', { buyer: { name: '한바다' } });
      await checkout.webhook(checkout.pay(merchantUid, { amount: 100 }), merchantUid);
      const body = { entries: 1, reason: '한바다 님과 통화, 010-9876-5432' };
      await send('kim', 'post', `/orders/${merchantUid}/attention/acknowledge`, body);
      return [merchantUid, { action: 'acknowledge', reason: '*** 님과 통화, ***-****-*432' }];
    },
  ],
  [
    'a recheck',
    async () => {
      const merchantUid = await order();
      expect((await send('kim', 'post', `/orders/${merchantUid}/recheck`)).status).toBe(200);
      return [merchantUid, { action: 'recheck', details: {} }];
    },
  ],
  [
    'a replay',
    async () => {
      const merchantUid = await order();
      await entriesOf(merchantUid, 1);
      const at = new Date();
      const id = `letter-of-${merchantUid}`;
      const message = { channel: 'sms', to: '010-1234-5678', text: '안내' } as const;
      const letter = { id, message, createdAt: at, attempts: 60, lastError: 'HTTP 500', deliveredAt: null, deadAt: at };
      await checkout
        .db()
        .collection<OrderDocument>('orders')
        .updateOne({ _id: merchantUid }, { $push: { outbox: letter }, $set: { deadSince: at } });
      expect((await send('kim', 'post', `/outbox/${id}/replay`)).status).toBe(200);
      return [merchantUid, { action: 'replay', details: { notification_id: id } }];
    },
  ],
];

test.each(CHANGES)('%s is recorded once, with its actor, operator and reason', async (_, change) => {
  const [merchantUid, wanted] = await change();
  const [registered, ...entries] = await entriesOf(merchantUid, wanted.action === 'accept' ? 3 : 2);
  expect(registered).toMatchObject({ action: 'register', details: { amount: 64_900, currency: 'KRW' } });
  expect(entries.filter(({ action }) => action === wanted.action)).toEqual([
    expect.objectContaining({ ...wanted, merchantUid, actor: 'kim', operator: 'kim of ours' }),
  ]);
  await waitUntil(async () => {
    checkout.runPasses();
    const stored = await checkout.db().collection<OrderDocument>('orders').findOne({ _id: merchantUid });
    return stored?.outbox.every(({ message }) => message.channel !== 'audit');
  });
});

test('the shop’s server is an actor, too, and needs no operator', async () => {
  const merchantUid = await checkout.order();
  expect(await entriesOf(merchantUid, 1)).toMatchObject([{ actor: 'shop-server', operator: null, action: 'register' }]);
});

test('what changes nothing is not recorded: a repeated registration, a refused amendment, an unknown order', async () => {
  const { merchantUid } = await paid();
  const same = { merchant_uid: merchantUid, name: 'chair', amount: 64_900 };
  expect((await send('kim', 'post', '/orders', same)).status).toBe(200);
  expect((await send('kim', 'patch', `/orders/${merchantUid}`, { amount: 1 })).status).toBe(409);
  expect((await send('kim', 'post', '/orders/nobody/recheck')).status).toBe(404);
  await send('kim', 'post', `/orders/${merchantUid}/recheck`);
  expect((await entriesOf(merchantUid, 2)).map(({ action }) => action)).toEqual(['register', 'recheck']);
  expect(await collection().countDocuments({ merchantUid: 'nobody' })).toBe(0);
});

test('a request to send events again is recorded before it is done', async () => {
  const merchantUid = await order('pager');
  await send('pager', 'post', `/orders/${merchantUid}/resend`, {});
  expect(await collection().find({ actor: 'pager', action: 'resend' }).toArray()).toMatchObject([
    { operator: 'pager of ours', merchantUid, reason: null },
  ]);
});

test('an export is recorded before its first row is sent; HEAD reads nothing', async () => {
  const path = '/exports/payments.csv?day=2026-11-30';
  await checkout.http().head(path).set(bearer('exporter'));
  expect(await collection().countDocuments({ actor: 'exporter' })).toBe(0);
  await send('exporter', 'get', path);
  expect(await collection().find({ actor: 'exporter' }).toArray()).toMatchObject([
    {
      action: 'export',
      operator: 'exporter of ours',
      merchantUid: null,
      details: { exported: 'payments 2026-11-29T15:00:00.000Z 2026-11-30T15:00:00.000Z' },
    },
  ]);
});

test('a try without the scope, and one with an unknown key, are recorded', async () => {
  const merchantUid = await order();
  await send('lee', 'post', `/orders/${merchantUid}/cancel`, { request_id: 'a', all: true, reason: 'x' });
  const route = 'POST /orders/:merchant_uid/cancel';
  expect(await collection().find({ actor: 'lee' }).toArray()).toMatchObject([
    { action: 'refused', operator: 'lee of ours', merchantUid: null, details: { route, scope: 'refunds' } },
  ]);
  await send('stranger', 'get', '/orders');
  expect(await collection().find({ actor: 'unknown' }).toArray()).toMatchObject([
    { action: 'refused', operator: null, details: { route: 'GET /orders' } },
  ]);
});

test('a flood of refused tries does not fill the log, and is refused to its end', async () => {
  const { points } = LIMITS.auditedRefusals;
  for (let n = 0; n < points + 10; n += 1) expect((await send('flooder', 'get', '/audit')).status).toBe(403);
  expect(await collection().countDocuments({ actor: 'flooder' })).toBe(points);
});

test('the timeline has the entries, those that are copied and those that wait', async () => {
  const { merchantUid } = await paid();
  await send('kim', 'post', `/orders/${merchantUid}/cancel`, { request_id: 'r', amount: 900, reason: '반품' });
  const look = async () => {
    const reply = await send('kim', 'get', `/orders/${merchantUid}/timeline`);
    const { entries } = reply.body as { entries: { type: string; channel?: string }[] };
    expect(entries.filter(({ channel }) => channel === 'audit')).toEqual([]);
    return entries.filter(({ type }) => type === 'audit');
  };
  const wanted = [
    { action: 'register', actor: 'kim', operator: 'kim of ours', reason: null },
    { action: 'cancel', actor: 'kim', reason: '반품', details: { request_id: 'r', amount: 900 } },
  ];
  expect(await look()).toMatchObject(wanted);
  await entriesOf(merchantUid, 2);
  expect(await look()).toMatchObject(wanted);
});

test('orders stay small: a hundred amendments leave nothing in the order', async () => {
  const merchantUid = await order();
  for (let n = 1; n <= 100; n += 1) {
    const expires_at = checkout.timeIn(n * 60_000);
    expect((await send('kim', 'patch', `/orders/${merchantUid}`, { expires_at })).status).toBe(200);
  }
  await entriesOf(merchantUid, 101);
  await waitUntil(async () => {
    checkout.runPasses();
    const stored = await checkout.db().collection<OrderDocument>('orders').findOne({ _id: merchantUid });
    return stored?.outbox.length === 0 && stored.queues.audit === undefined;
  });
});

test('no personal data of a buyer comes into the log, whatever field it was sent in', async () => {
  const buyer = {
    name: '한바다',
    email: 'bada@buyer.example',
    tel: '010-9876-5432',
    addr: '서울 중구 1',
    postcode: '04524',
  };
  const merchantUid = await order('kim', { buyer, customer_id: 'customer-77', name: '의자' });
  const impUid = checkout.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
  checkout.sandbox().payments.issueVirtualAccount(impUid);
  await checkout.callback(impUid, merchantUid);
  checkout.sandbox().payments.deposit(impUid);
  await checkout.callback(impUid, merchantUid);
  const refund = { holder: '한바다', bank: '088', account: '110-123-456789' };
  const reason = '한바다 010-9876-5432 bada@buyer.example 계좌 110-123-456789로 환불';
  const reply = await send('kim', 'post', `/orders/${merchantUid}/cancel`, {
    request_id: 'r',
    all: true,
    reason,
    refund,
  });
  expect([200, 202]).toContain(reply.status);
  await entriesOf(merchantUid, 2);
  // Without the random ids, which may have any four digits.
  const text = JSON.stringify(
    await collection()
      .find({}, { projection: { _id: 0, 'details.imp_uid': 0 } })
      .toArray(),
  );
  for (const value of [...Object.values(buyer), 'customer-77', '456789', '9876']) expect(text).not.toContain(value);
});

describe('GET /audit', () => {
  const DAY = new Date('2026-10-01T03:00:00Z');
  /** Entries of 20 moments, each with three of one actor and two of another. */
  beforeAll(async () => {
    const entries = Array.from({ length: 100 }, (_, n) => ({
      _id: `page-${String(n).padStart(3, '0')}`,
      at: new Date(DAY.getTime() + Math.floor(n / 5) * 60_000),
      action: 'amend' as const,
      actor: n % 5 < 3 ? 'park' : 'choi',
      operator: null,
      merchantUid: 'ord-of-october',
      reason: null,
      details: {},
    }));
    await collection().insertMany(entries);
  });
  const october = { from: '2026-10-01', to: '2026-10-01' };

  test.each([
    ['of all actors', {}, 100],
    ['of one actor', { actor: 'park' }, 60],
    ['of nobody', { actor: 'nobody' }, 0],
  ])('has the entries of a period %s, the newest first, each once over all pages', async (_, filter, count) => {
    const found: Entry[] = [];
    for (let after: string | undefined; ;) {
      const page = await read({ ...filter, ...october, limit: '7', ...(after !== undefined && { after }) });
      found.push(...page.entries);
      if (page.next === null) break;
      after = page.next;
    }
    expect(found).toHaveLength(count);
    const keys = found.map(({ at, id }) => `${at} ${id}`);
    expect(keys).toEqual([...new Set(keys)].toSorted().toReversed());
  });

  test('a period ends before its last moment', async () => {
    const [from, to] = ['2026-10-01T12:05:00+09:00', '2026-10-01T12:07:00+09:00'];
    expect((await read({ from, to })).entries.map(({ at }) => at)).toEqual(
      ['06', '06', '06', '06', '06', '05', '05', '05', '05', '05'].map((minute) => `2026-10-01T03:${minute}:00.000Z`),
    );
  });

  test.each([
    [
      'a cursor of another filter',
      async () => ({ ...october, actor: 'park', after: (await read({ ...october, limit: '1' })).next ?? '' }),
    ],
    ['a cursor that is none', async () => ({ after: 'x' })],
    ['an unknown parameter', async () => ({ merchant_uid: 'a' })],
    ['an operator', async () => ({ 'actor[$ne]': 'a' })],
    ['a limit above 100', async () => ({ limit: '101' })],
    ['a period that ends before it begins', async () => ({ from: '2026-10-02', to: '2026-10-01' })],
  ])('%s: 400', async (_, query) => {
    const reply = await checkout
      .http()
      .get('/audit')
      .query(await query())
      .set(bearer('pager'));
    expect(reply.status).toBe(400);
  });

  test('the key of the shop’s server may not read it', async () => {
    const reply = await checkout.http().get('/audit').set('authorization', `Bearer ${ORDERS_API_KEY}`);
    expect([reply.status, reply.body]).toEqual([403, expect.objectContaining({ scope: 'audit' })]);
  });
});
