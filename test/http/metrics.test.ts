import { setTimeout } from 'node:timers/promises';
import supertest from 'supertest';
import { loadConfig } from '../../src/config/load-config';
import { LIMITS } from '../../src/composition/limits';
import { serveMetrics } from '../../src/composition/serve-metrics';
import { startService } from '../../src/composition/start-service';
import { METRICS } from '../../src/metrics/metrics';
import type { ResendDocument } from '../../src/store/resend.model';
import { quietLogger } from '../support/quiet-logger';
import { useCheckout } from '../support/checkout';
import { readScrape, type Scrape } from '../support/scrape';
import { ORDERS_API_KEY, serviceSettings } from '../support/service-settings';
import { waitUntil } from '../support/wait-until';

// Each scrape reads the database.
jest.replaceProperty(LIMITS, 'backlogKeepMs', 1 as never);
const checkout = useCheckout({ RATE_LIMIT_PER_MINUTE: '1000' });
const KEY = `Bearer ${ORDERS_API_KEY}`;

async function scrape(): Promise<Scrape> {
  const { status, text } = await checkout.http().get('/metrics').set('authorization', KEY);
  expect(status).toBe(200);
  return readScrape(text);
}

/** By how much series grow while something happens. */
async function growth<Name extends string>(
  series: Readonly<Record<Name, string>>,
  happen: () => Promise<unknown>,
): Promise<Record<string, number>> {
  const before = await scrape();
  await happen();
  const after = await scrape();
  return Object.fromEntries(
    Object.entries<string>(series).map(([name, each]) => [name, (after.value(each) ?? 0) - (before.value(each) ?? 0)]),
  );
}

test('the metrics are behind the orders key', async () => {
  expect((await checkout.http().get('/metrics')).status).toBe(401);
  const reply = await checkout.http().get('/metrics').set('authorization', KEY);
  expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
});

test('a verification is counted by its source and outcome, and timed: the part of the gateway and the rest', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid);
  const { call, ...counts } = await growth(
    {
      callback: 'checkout_verifications_total{outcome="success",source="callback"}',
      webhook: 'checkout_verifications_total{outcome="success",source="webhook"}',
      unknown: 'checkout_verifications_total{outcome="orderNotFound",source="webhook"}',
      gateway: 'checkout_verification_duration_seconds_count{part="gateway"}',
      own: 'checkout_verification_duration_seconds_count{part="own"}',
      calls: 'checkout_gateway_calls_total{operation="getPayment",result="answered"}',
      call: 'checkout_gateway_call_duration_seconds_sum{operation="getPayment"}',
    },
    async () => {
      await checkout.callback(impUid, merchantUid);
      await checkout.webhook(impUid, merchantUid);
      await checkout.webhook('imp_990000000001', 'no-such-order');
    },
  );
  expect(counts).toEqual({ callback: 1, webhook: 1, unknown: 1, gateway: 3, own: 3, calls: 1 });
  expect(call).toBeGreaterThan(0);
});

test('a return without an imp_uid is a verification by redirect', async () => {
  const merchantUid = await checkout.order();
  checkout.pay(merchantUid);
  const counts = await growth({ redirect: 'checkout_verifications_total{outcome="success",source="redirect"}' }, () =>
    checkout.http().get('/payments/complete').query({ merchant_uid: merchantUid }).set('accept', 'application/json'),
  );
  expect(counts).toEqual({ redirect: 1 });
});

test('a confirm call is counted by what was answered', async () => {
  const merchantUid = await checkout.order();
  const confirm = (amount: number) =>
    checkout.http().post('/payments/confirm').send({ imp_uid: 'imp_990000000002', merchant_uid: merchantUid, amount });
  const counts = await growth(
    {
      approved: 'checkout_confirmations_total{outcome="mayApprove"}',
      refused: 'checkout_confirmations_total{outcome="amountDiffers"}',
    },
    async () => {
      await confirm(64_900);
      await confirm(100);
    },
  );
  expect(counts).toEqual({ approved: 1, refused: 1 });
});

test('what a recheck and a repair on read find is counted as what the passes find', async () => {
  const series = {
    found: 'checkout_reconcile_findings_total{outcome="success"}',
    verified: 'checkout_verifications_total{outcome="success",source="reconcile"}',
    unreadable: 'checkout_reconcile_problems_total{problem="paymentUnreadable"}',
  };
  const unreported = async () => {
    const merchantUid = await checkout.order();
    checkout.pay(merchantUid);
    return merchantUid;
  };
  const recheck = (merchantUid: string) =>
    checkout.http().post(`/orders/${merchantUid}/recheck`).set('authorization', KEY).send({});
  const rechecked = await unreported();
  expect(await growth(series, () => recheck(rechecked))).toEqual({ found: 1, verified: 1, unreadable: 0 });
  const read = await unreported();
  const createdAt = new Date(Date.now() - 60_000);
  await checkout.db().collection<{ _id: string }>('orders').updateOne({ _id: read }, { $set: { createdAt } });
  expect(await growth(series, () => checkout.read(read))).toEqual({ found: 1, verified: 1, unreadable: 0 });
  const unreadable = await checkout.order();
  checkout.pay(unreadable, { custom_data: 'x'.repeat(17 * 1024 * 1024) });
  expect(await growth(series, () => recheck(unreadable))).toMatchObject({ unreadable: 1 });
});

test('what waits in the database is counted, with the age of the oldest', async () => {
  const counts = await growth(
    {
      forged: 'checkout_attention_orders{reason="amountDiffers"}',
      waiting: 'checkout_orders_waiting{state="pending"}',
    },
    async () => {
      const forged = await checkout.order();
      await checkout.callback(checkout.pay(forged, { amount: 100 }), forged);
    },
  );
  expect(counts).toEqual({ forged: 1, waiting: 1 });
  checkout.letPass(60_000);
  await setTimeout(2);
  const { value } = await scrape();
  expect(value('checkout_store_read_success')).toBe(1);
  expect(value('checkout_orders_waiting_oldest_age_seconds{state="pending"}')).toBeGreaterThanOrEqual(60);
  expect(value('checkout_attention_oldest_age_seconds')).toBeGreaterThanOrEqual(60);
});

test('every carrier and result has its series from the start', async () => {
  const { value } = await scrape();
  const carriers = ['shop', 'sms', 'customerRecord', 'alert', 'audit'];
  const series = carriers.flatMap((carrier) =>
    ['delivered', 'postponed', 'dead', 'lost'].map((result) => `carrier="${carrier}",result="${result}"`),
  );
  expect(series.filter((labels) => value(`checkout_deliveries_total{${labels}}`) === undefined)).toEqual([]);
});

test('resends of a period that have not ended are counted, with the age of the oldest', async () => {
  const requestedAt = new Date(Date.now() - 2 * 60 * 60_000);
  const resend = { from: requestedAt, to: requestedAt, requestedAt, orders: 0, messages: 0 };
  const resends = checkout.db().collection<ResendDocument>('resends');
  const dueAt = new Date(Date.now() + 24 * 60 * 60_000);
  const open = { _id: 'waits', ...resend, queue: { dueAt } };
  await resends.insertMany([open, { _id: 'ended', ...resend, endedAt: new Date() }]);
  await setTimeout(2);
  const { value } = await scrape();
  expect(value('checkout_resends_under_way')).toBe(1);
  expect(value('checkout_resends_oldest_age_seconds')).toBeGreaterThanOrEqual(7_200);
});

test('each queue shows its places, each pass its last success, and the build its version', async () => {
  const runs = 'checkout_pass_runs_total{pass="delivery (shop)",result="succeeded"}';
  const lastCancels = 'checkout_pass_last_success_timestamp_seconds{pass="cancel"}';
  const { value } = await waitUntil(async () => {
    checkout.runPasses();
    const found = await scrape();
    return [runs, lastCancels].every((series) => (found.value(series) ?? 0) > 0) && found;
  });
  expect(value('checkout_guard_places{guard="databaseQueue",queue="reports"}')).toBe(20);
  expect(value('checkout_guard_places_taken{guard="gatewayQueue",queue="reports"}')).toBe(0);
  expect(value('checkout_guard_waiting{guard="lookUpQuota",queue="overLimit"}')).toBe(0);
  expect(value(lastCancels)).toBeGreaterThan(1_700_000_000);
  const build = `iamport_mode="live",node_version="${process.version}",version="0.1.0"`;
  expect(value(`checkout_build_info{${build}}`)).toBe(1);
});

test('every metric of the table is exposed, those of Node.js too, and none carries an id', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  const { names, text } = await scrape();
  expect(Object.keys(METRICS).filter((name) => !names.has(name))).toEqual([]);
  expect(names).toContain('nodejs_eventloop_lag_seconds');
  expect(names).toContain('process_cpu_seconds_total');
  for (const id of [merchantUid, impUid, 'ord-', 'imp_']) expect(text).not.toContain(id);
});

describe('with METRICS_PORT', () => {
  test('the port is opened at METRICS_HOST, whatever HOST is', async () => {
    // No machine has this address.
    const opened = serveMetrics(
      { metricsPort: 0, metricsHost: '192.0.2.1' },
      async () => ({ contentType: 'text/plain', text: '' }),
      quietLogger(),
    );
    await expect(opened).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
  });

  test('the metrics have a port of their own, without a key, and the service’s port has none', async () => {
    const settings = { ...serviceSettings(checkout.database().uri, checkout.sandbox()), METRICS_PORT: '0' };
    const service = await startService(loadConfig({ ...settings, RECONCILE: 'off' }), quietLogger());
    try {
      const reply = await supertest(String(service.metricsUrl)).get('/metrics');
      expect(reply.status).toBe(200);
      // Another service of this process counts for itself.
      expect(readScrape(reply.text).value('checkout_guard_refusals_total{guard="gatewayBreaker"}')).toBeUndefined();
      expect((await supertest(service.url).get('/metrics').set('authorization', KEY)).status).toBe(404);
      expect((await supertest(String(service.metricsUrl)).get('/orders')).status).toBe(404);
    } finally {
      await service.stop();
    }
  });
});
