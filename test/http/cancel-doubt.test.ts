import { quietLogger } from '../support/quiet-logger';
import supertest from 'supertest';
import { loadConfig } from '../../src/config/load-config';
import { startService, type Service } from '../../src/composition/start-service';
import { useCheckout } from '../support/checkout';
import { startCuttableProxy, type CuttableProxy } from '../support/cuttable-proxy';
import { ORDERS_API_KEY, serviceSettings } from '../support/service-settings';

/** Cancels with an unknown result: lost answers, later refunds, an outage of i'mport or the database. */
const checkout = useCheckout();
const CANCEL = 'POST /payments/cancel';
const READ = 'GET /payments/:imp_uid';
const MINUTE_MS = 60_000;

beforeEach(() => checkout.sandbox().calls.reset());
afterEach(() => {
  checkout.sandbox().faults.clear();
  checkout.sandbox().settings.reset();
});

const sent = () => checkout.sandbox().calls.count(CANCEL);
const atIamport = (impUid: string) => checkout.sandbox().payments.get(impUid);

describe('an answer that is lost after the effect', () => {
  test.each([
    ['a broken connection', { kind: 'connection-reset' }],
    ['500', { kind: 'status', status: 500 }],
    ['502', { kind: 'status', status: 502 }],
    ['half an answer', { kind: 'broken-json' }],
    ['an empty one', { kind: 'empty' }],
    ['code 0 without a payment', { kind: 'null-response' }],
    ['a captive portal', { kind: 'html' }],
  ] as const)('%s: found by reading, answered at once, never sent again', async (_, fault) => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    checkout.sandbox().faults.set({ ...fault, route: CANCEL, impUid, when: 'after' });
    expect((await checkout.cancel(merchantUid, { amount: 900 })).body).toMatchObject({
      status: 'cancelDone',
      cancel: { cancellation_id: atIamport(impUid)?.cancel_history[0]?.cancellation_id },
      order: { status: 'partially_cancelled' },
    });
    expect(atIamport(impUid)).toMatchObject({ cancel_amount: 900 });
    expect(sent()).toBe(1);
  });

  test('while i’mport is silent afterwards: 202, and the cancel is found once i’mport answers', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    // The look-up before the call is answered, later ones are not.
    checkout.sandbox().faults.set({ kind: 'hold', route: CANCEL, impUid, times: 1 });
    checkout.sandbox().faults.set({ kind: 'connection-reset', route: CANCEL, impUid, when: 'after' });
    const reply = checkout.cancel(merchantUid, { amount: 900, request_id: 'lost' }).then((answer) => answer);
    await checkout.sandbox().faults.untilHeld(1);
    const silence = checkout.sandbox().faults.set({ kind: 'status', status: 503, route: READ, impUid });
    checkout.sandbox().faults.release();
    expect((await reply).body).toMatchObject({ status: 'cancelling', cancel: { status: 'sent' } });
    expect((await reply).status).toBe(202);

    checkout.sandbox().faults.remove(silence);
    checkout.letPass(MINUTE_MS);
    await checkout.until(merchantUid, ({ cancels }) => cancels[0]?.status === 'done');
    expect((await checkout.cancel(merchantUid, { amount: 900, request_id: 'lost' })).body).toMatchObject({
      status: 'cancelDone',
    });
    expect(sent()).toBe(1);
  });

  test('the cancel’s webhook is enough, too', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    checkout.sandbox().faults.set({ kind: 'hold', route: CANCEL, impUid, when: 'after', times: 1 });
    const reply = checkout.cancel(merchantUid, { amount: 900 }).then((answer) => answer);
    await checkout.sandbox().faults.untilHeld(1);
    await checkout.webhook(impUid, merchantUid, 'cancelled');
    expect(await checkout.read(merchantUid)).toMatchObject({
      status: 'partially_cancelled',
      cancels: [{ status: 'done' }],
    });
    checkout.sandbox().faults.release();
    expect((await reply).body).toMatchObject({ status: 'cancelDone' });
    const order = await checkout.stored(merchantUid);
    expect(order?.history).toHaveLength(2);
    expect(order?.payments[0]?.cancellations).toHaveLength(1);
  });
});

test('lost before the effect: never sent again, unclear after ten minutes, and attention is raised', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  checkout.sandbox().faults.set({ kind: 'connection-reset', route: CANCEL, impUid });
  const reply = await checkout.cancel(merchantUid, { amount: 900, request_id: 'lost' });
  expect(reply.status).toBe(202);
  expect(reply.body).toMatchObject({ status: 'cancelling', cancel: { status: 'sent' } });

  checkout.letPass(10 * MINUTE_MS);
  const order = await checkout.until(merchantUid, ({ cancels }) => cancels[0]?.status === 'unclear');
  expect(order).toMatchObject({ status: 'paid', needs_attention: true, attention: [{ reason: 'cancelUnclear' }] });
  const again = await checkout.cancel(merchantUid, { amount: 900, request_id: 'lost' });
  expect(again.status).toBe(409);
  expect(again.body).toMatchObject({ status: 'cancelUnclear' });
  expect(sent()).toBe(1);
  expect(atIamport(impUid)).toMatchObject({ cancel_amount: 0 });

  // The shop has checked the console, and sends a new request.
  checkout.sandbox().faults.clear();
  expect((await checkout.cancel(merchantUid, { amount: 900 })).body).toMatchObject({ status: 'cancelDone' });
  expect(atIamport(impUid)).toMatchObject({ cancel_amount: 900 });
});

describe('a refund that comes later (code 0 without a cancel)', () => {
  beforeEach(() => checkout.sandbox().settings.change({ cancelMode: 'later' }));

  test('stays "cancelling" until the API shows the cancel; a webhook alone is verified', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    const reply = await checkout.cancel(merchantUid, { amount: 900, request_id: 'later' });
    expect(reply.status).toBe(202);
    expect(reply.body).toMatchObject({
      status: 'cancelling',
      cancel: { status: 'accepted' },
      order: { status: 'paid' },
    });
    await checkout.webhook(impUid, merchantUid, 'cancelled');
    checkout.letPass(30 * MINUTE_MS);
    expect((await checkout.cancel(merchantUid, { amount: 900, request_id: 'later' })).status).toBe(202);

    checkout.sandbox().payments.finishCancel(impUid);
    await checkout.webhook(impUid, merchantUid, 'cancelled');
    expect((await checkout.cancel(merchantUid, { amount: 900, request_id: 'later' })).body).toMatchObject({
      status: 'cancelDone',
      order: { status: 'partially_cancelled', attention: [] },
    });
    expect(sent()).toBe(1);
  });

  test('is found without a webhook', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    await checkout.cancel(merchantUid, { all: true });
    checkout.sandbox().payments.finishCancel(impUid);
    checkout.letPass(MINUTE_MS);
    const order = await checkout.until(merchantUid, ({ status }) => status === 'cancelled');
    expect(order.cancels).toMatchObject([{ status: 'done' }]);
    expect(sent()).toBe(1);
  });

  test('keeps its amount reserved, and the next cancel waiting', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    await checkout.cancel(merchantUid, { amount: 60_000 });
    expect((await checkout.cancel(merchantUid, { amount: 5_000 })).body).toMatchObject({ cancellable: 4_900 });
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({ cancel: { status: 'requested' } });
    expect(sent()).toBe(1);
    checkout.sandbox().settings.reset();
    checkout.sandbox().payments.finishCancel(impUid);
    await checkout.webhook(impUid, merchantUid, 'cancelled');
    await checkout.until(merchantUid, ({ status }) => status === 'cancelled');
    expect(atIamport(impUid)?.cancel_history.map(({ amount }) => amount)).toEqual([60_000, 4_900]);
  });
});

describe('not sent', () => {
  test.each([
    ['429', { kind: 'status', status: 429 }],
    ['401 that stays', { kind: 'status', status: 401 }],
  ] as const)('%s: 202, and tried again by itself', async (_, fault) => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    checkout.sandbox().faults.set({ ...fault, route: CANCEL, impUid });
    const reply = await checkout.cancel(merchantUid, { amount: 900 });
    expect(reply.status).toBe(202);
    expect(reply.body).toMatchObject({ cancel: { status: 'requested', sent_at: null } });
    checkout.sandbox().faults.clear();
    await checkout.until(merchantUid, ({ cancels }) => cancels[0]?.status === 'done');
    expect(atIamport(impUid)).toMatchObject({ cancel_amount: 900 });
  });

  test('i’mport down: recorded with 202, and done when it is back', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    checkout.sandbox().faults.set({ kind: 'status', status: 503 });
    const reply = await checkout.cancel(merchantUid, { amount: 900 });
    expect(reply.status).toBe(202);
    expect(reply.body).toMatchObject({ cancel: { status: 'requested' } });
    expect(sent()).toBe(0);
    checkout.sandbox().faults.clear();
    checkout.letPass(2 * MINUTE_MS);
    await checkout.until(merchantUid, ({ cancels }) => cancels[0]?.status === 'done');
    expect(atIamport(impUid)).toMatchObject({ cancel_amount: 900 });
  });

  test('i’mport down while it is not known whether anything was paid: 503, nothing recorded', async () => {
    const merchantUid = await checkout.order();
    checkout.sandbox().faults.set({ kind: 'status', status: 503 });
    const reply = await checkout.cancel(merchantUid, { all: true });
    expect(reply.status).toBe(503);
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'pending', cancels: [] });
  });
});

describe('the database', () => {
  let proxy: CuttableProxy;
  let other: Service;
  /** A second instance of the service whose database connection can be cut. */
  beforeAll(async () => {
    const uri = new URL(checkout.database().uri);
    proxy = await startCuttableProxy({ host: uri.hostname, port: Number(uri.port || 27017) });
    uri.host = `127.0.0.1:${proxy.port}`;
    uri.searchParams.set('directConnection', 'true');
    const config = loadConfig(serviceSettings(uri.href, checkout.sandbox()));
    other = await startService(config, quietLogger());
    await other.started;
  });
  afterEach(() => proxy.mend());
  afterAll(async () => {
    await other.stop();
    await proxy.close();
  });

  const cancelThere = async (merchantUid: string) =>
    supertest(other.url)
      .post(`/orders/${merchantUid}/cancel`)
      .set('authorization', `Bearer ${ORDERS_API_KEY}`)
      .send({ amount: 900, reason: '고객 변심', request_id: 'cut' });

  test('out of reach before anything is recorded: 503, nothing sent; the same request then goes through', async () => {
    const { merchantUid } = await checkout.paidOrder();
    proxy.cut();
    const reply = await cancelThere(merchantUid);
    expect(reply.status).toBe(503);
    expect(reply.headers['retry-after']).toBe('5');
    expect(sent()).toBe(0);
    proxy.mend();
    expect((await checkout.cancel(merchantUid, { amount: 900, request_id: 'cut' })).body).toMatchObject({
      status: 'cancelDone',
    });
    expect(sent()).toBe(1);
  });

  test('lost between the call and the outcome: not "nothing was changed"; found later, never sent again', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    checkout.sandbox().faults.set({ kind: 'hold', route: CANCEL, impUid, times: 1 });
    const reply = cancelThere(merchantUid);
    await checkout.sandbox().faults.untilHeld(1);
    proxy.cut();
    checkout.sandbox().faults.release();
    expect((await reply).status).toBe(202);
    expect((await reply).body).toMatchObject({ status: 'cancelling' });
    proxy.mend();

    checkout.letPass(2 * MINUTE_MS);
    await checkout.until(merchantUid, ({ cancels }) => cancels[0]?.status === 'done');
    expect(atIamport(impUid)).toMatchObject({ cancel_amount: 900 });
    expect(sent()).toBe(1);
  });
});
