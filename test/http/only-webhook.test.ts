import { pino } from 'pino';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** i'mport sends a webhook once (§7.5). It gets a 503 where the order waits and i'mport does not know the payment yet. */
const lines: Record<string, unknown>[] = [];
const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line) as never) });
const checkout = useCheckout({ TRUST_PROXY: '1' }, logger);
const READ = 'GET /payments/:imp_uid';
const LOG_LINE = 'payment not known to the gateway yet';
let ids = 0;
const newImpUid = () => `imp_w${process.pid}${(ids += 1)}`;
const dueIn = async (merchantUid: string) => {
  const dueAt = (await checkout.stored(merchantUid))?.queues.poll?.dueAt;
  return dueAt && dueAt.getTime() - Date.parse(checkout.timeIn(0));
};
/** The order's next poll is far away, as for an old order. */
const putOff = (merchantUid: string) =>
  checkout
    .db()
    .collection<{ _id: string }>('orders')
    .updateOne({ _id: merchantUid }, { $set: { 'queues.poll.dueAt': new Date(Date.now() + 24 * 3_600_000) } });
const account = () => ({ status: 'ready', pay_method: 'vbank', vbank_num: '90001234567890' });

beforeEach(() => (lines.length = 0));

describe('for an order that waits, a webhook of a payment that i’mport does not know yet', () => {
  test('gets 503, and the order is looked up within half a minute', async () => {
    const merchantUid = await checkout.order();
    await putOff(merchantUid);
    const reply = await checkout.webhook(newImpUid(), merchantUid);
    expect([reply.status, reply.body]).toEqual([503, expect.objectContaining({ status: 'unavailable' })]);
    expect(reply.headers['retry-after']).toBe('5');
    expect(await dueIn(merchantUid)).toBeLessThanOrEqual(30_000);
  });

  test('also for an order that waits for a deposit', async () => {
    const merchantUid = await checkout.order();
    await checkout.callback(checkout.pay(merchantUid, account()), merchantUid);
    await putOff(merchantUid);
    expect((await checkout.webhook(newImpUid(), merchantUid)).status).toBe(503);
    expect(await dueIn(merchantUid)).toBeLessThanOrEqual(30_000);
  });

  test('is never answered 200 from memory', async () => {
    const merchantUid = await checkout.order();
    const impUid = newImpUid();
    const asked = checkout.sandbox().calls.count(READ);
    expect((await checkout.callback(impUid, merchantUid)).status).toBe(404);
    checkout.pay(merchantUid, { imp_uid: impUid });
    expect((await checkout.webhook(impUid, merchantUid)).status).toBe(503);
    expect(checkout.sandbox().calls.count(READ) - asked).toBe(1);
  });

  test('sent again once i’mport knows it, it settles the order', async () => {
    const merchantUid = await checkout.order();
    const impUid = newImpUid();
    const send = () => checkout.webhook(impUid, merchantUid).set('x-forwarded-for', '52.78.5.241');
    expect((await send()).status).toBe(503);
    checkout.pay(merchantUid, { imp_uid: impUid });
    expect((await send()).body).toEqual({ status: 'success' });
  });

  test('has its own log line, which is not an error', async () => {
    const merchantUid = await checkout.order();
    const impUid = newImpUid();
    await checkout.webhook(impUid, merchantUid);
    const ids = { imp_uid: impUid, merchant_uid: merchantUid, source: 'webhook' };
    expect(lines.filter(({ msg }) => msg === LOG_LINE)).toMatchObject([ids]);
    expect(lines.filter(({ msg }) => msg === 'request failed')).toEqual([]);
  });
});

test('many random ids bring an order’s poll forward once a minute', async () => {
  const merchantUid = await checkout.order();
  await putOff(merchantUid);
  await checkout.webhook(newImpUid(), merchantUid);
  const first = (await checkout.stored(merchantUid))?.queues.poll;
  await putOff(merchantUid);
  const off = (await checkout.stored(merchantUid))?.queues.poll;
  for (let n = 0; n < 5; n += 1) expect((await checkout.webhook(newImpUid(), merchantUid)).status).toBe(503);
  expect((await checkout.stored(merchantUid))?.queues.poll).toEqual(off);
  checkout.letPass(60_001);
  await checkout.webhook(newImpUid(), merchantUid);
  expect(await dueIn(merchantUid)).toBeLessThanOrEqual(30_000);
  expect((await checkout.stored(merchantUid))?.queues.poll?.dueAt).not.toEqual(first?.dueAt);
});

describe('200 stays', () => {
  test('for an order that is not ours', async () => {
    const reply = await checkout.webhook(newImpUid(), checkout.newMerchantUid());
    expect([reply.status, reply.body]).toEqual([200, { status: 'orderNotFound' }]);
  });

  test('for a paid and a closed order, and neither is polled earlier', async () => {
    const { merchantUid: paid } = await checkout.paidOrder();
    const closed = await checkout.order();
    await checkout.cancel(closed, { all: true });
    for (const merchantUid of [paid, closed]) {
      const before = await checkout.stored(merchantUid);
      const reply = await checkout.webhook(newImpUid(), merchantUid);
      expect([reply.status, reply.body]).toEqual([200, { status: 'paymentNotFound' }]);
      expect((await checkout.stored(merchantUid))?.queues.poll).toEqual(before?.queues.poll);
    }
  });
});

describe('the passes', () => {
  const passes = useCheckout({ RECONCILE: 'on', RECONCILE_POLL_SCHEDULE: '1d', REPAIR_ON_READ_AFTER_S: '0' });
  test('find the payment, although i’mport never sends its webhook again', async () => {
    const merchantUid = await passes.order();
    const impUid = newImpUid();
    expect((await passes.webhook(impUid, merchantUid)).status).toBe(503);
    passes.pay(merchantUid, { imp_uid: impUid });
    passes.letPass(30_000);
    expect(await passes.until(merchantUid, ({ status }) => status === 'paid')).toMatchObject({
      history: [{ source: 'reconcile', imp_uid: impUid }],
    });
  });
});
