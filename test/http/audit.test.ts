import type { AuditEntry } from '../../src/domain/audit';
import type { OrderDocument } from '../../src/store/order.model';
import { useAudit } from '../support/audit';
import { waitUntil } from '../support/wait-until';

/** Each change of an order is recorded, in one write with it. */
const { checkout, send, order, paid, entriesOf } = useAudit();

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

/** A paid order of which the shop's server has accepted the event. */
async function told(): Promise<{ merchantUid: string; id: string }> {
  const { merchantUid } = await paid();
  const entry = await waitUntil(async () => {
    const outbox = (await checkout.stored(merchantUid))?.outbox ?? [];
    return outbox.find(({ message, deliveredAt }) => message.channel === 'shop' && deliveredAt !== null);
  });
  return { merchantUid, id: entry.id };
}

/** Each change of an order: what is asked, and what the audit log then has of it beside the registration. */
const CHANGES: readonly [string, () => Promise<[string, Partial<Record<keyof AuditEntry, unknown>>]>][] = [
  [
    'an amendment',
    async () => {
      const merchantUid = await order();
      await send('kim', 'patch', `/orders/${merchantUid}`, { name: 'desk', amount: 1_000 });
      return [
        merchantUid,
        { action: 'amend', reason: null, details: { fields: 'name,amount', amount: 1_000, currency: 'KRW' } },
      ];
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
      expect((await send('kim', 'post', `/outbox/${id}/replay`)).status).not.toBe(200);
      return [merchantUid, { action: 'replay', details: { notification_id: id } }];
    },
  ],
  [
    'a resend of an event',
    async () => {
      const { merchantUid, id } = await told();
      expect((await send('kim', 'post', `/outbox/${id}/resend`)).status).toBe(202);
      return [merchantUid, { action: 'resend', reason: null, details: { notification_id: id } }];
    },
  ],
  [
    'a resend of an order’s events',
    async () => {
      const { merchantUid } = await told();
      const body = { reason: '백업 복구' };
      expect((await send('kim', 'post', `/orders/${merchantUid}/resend`, body)).status).toBe(202);
      return [merchantUid, { action: 'resend', reason: '백업 복구', details: {} }];
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
  expect(await checkout.db().collection('audit').countDocuments({ merchantUid: 'nobody' })).toBe(0);
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
