import { LIMITS } from '../../src/composition/limits';
import { useAudit } from '../support/audit';
import { bearer } from '../support/operator-keys';
import { waitUntil } from '../support/wait-until';

/** What changes no order is recorded, too, and no entry names a buyer. */
const { checkout, collection, send, order, entriesOf } = useAudit();

test('a resend of a period that sends nothing again is recorded, too; a refused one is not', async () => {
  const from = checkout.timeIn(-60_000);
  const body = { request_id: 'restore-1', from, reason: '백업 복구' };
  for (let n = 0; n < 2; n += 1) expect((await send('pager', 'post', '/outbox/resends', body)).status).toBe(202);
  expect((await send('pager', 'post', '/outbox/resends', { ...body, from: '2020-01-01' })).status).toBe(409);
  const found = await waitUntil(async () => {
    checkout.runPasses();
    const entries = await collection().find({ actor: 'pager', action: 'resend' }).toArray();
    return entries.length > 0 && entries;
  });
  expect(found).toMatchObject([
    { operator: 'pager of ours', merchantUid: null, reason: '백업 복구', details: { request_id: 'restore-1' } },
  ]);
});

test('a resend of an order without events changes nothing, and is not recorded', async () => {
  const merchantUid = await order();
  expect((await send('kim', 'post', `/orders/${merchantUid}/resend`, {})).status).toBe(409);
  expect(await collection().countDocuments({ merchantUid, action: 'resend' })).toBe(0);
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
