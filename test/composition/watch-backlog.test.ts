import { createBacklogReading } from '../../src/composition/watch-backlog';
import { LIMITS } from '../../src/composition/limits';
import { CheckoutError } from '../../src/domain/errors';
import type { Backlog } from '../../src/store/backlog';

const NOW = new Date('2026-11-21T01:00:00Z');
const NOTHING = { count: 0, since: null };
const BACKLOG: Backlog = {
  unsettled: { pending: { count: 3, since: new Date('2026-11-21T00:58:00Z') }, ready: NOTHING },
  due: {
    shop: NOTHING,
    sms: NOTHING,
    customerRecord: NOTHING,
    alert: NOTHING,
    audit: NOTHING,
    handler: NOTHING,
    poll: NOTHING,
    cancel: NOTHING,
    prepare: NOTHING,
    redact: NOTHING,
    resent: NOTHING,
  },
  dead: { shop: NOTHING, sms: NOTHING, customerRecord: NOTHING, alert: NOTHING, audit: NOTHING, handler: NOTHING },
  attention: { since: null, byReason: new Map() },
  resends: { count: 2, since: new Date('2026-11-20T23:00:00Z') },
  redactions: { count: 1, since: new Date('2026-11-20T01:00:00Z') },
  cancels: { requested: 0, sent: 0, accepted: 0 },
  oldestCancel: null,
};

function setUp(answer: () => Promise<Backlog> = async () => BACKLOG) {
  let atMs = 0;
  let reads = 0;
  const failures: unknown[] = [];
  const read = createBacklogReading({
    read: () => ((reads += 1), answer()),
    withinLimit: (work) => work(new AbortController().signal),
    keepMs: LIMITS.backlogKeepMs,
    elapsedMs: () => atMs,
    now: () => NOW,
    onFailure: (error) => void failures.push(error),
  });
  return { read, letPass: (ms: number) => (atMs += ms), reads: () => reads, failures };
}

test('concurrent scrapes and those of the next ten seconds share one reading', async () => {
  const { read, letPass, reads } = setUp();
  letPass(1);
  await Promise.all([read(), read(), read()]);
  letPass(10_000 - 1);
  await read();
  expect(reads()).toBe(1);
  letPass(2);
  await read();
  expect(reads()).toBe(2);
});

test('each kind has its count and the age of the oldest; 0 where nothing waits', async () => {
  const samples = new Map(
    (await setUp().read()).map(({ name, labels, value }) => [[name, ...Object.values(labels)].join(' '), value]),
  );
  expect(samples.get('checkout_orders_waiting pending')).toBe(3);
  expect(samples.get('checkout_orders_waiting_oldest_age_seconds pending')).toBe(120);
  expect(samples.get('checkout_orders_waiting_oldest_age_seconds ready')).toBe(0);
  expect(samples.get('checkout_messages_dead shop')).toBe(0);
  expect(samples.get('checkout_resends_under_way')).toBe(2);
  expect(samples.get('checkout_resends_oldest_age_seconds')).toBe(7_200);
  expect(samples.get('checkout_redactions_waiting')).toBe(1);
  expect(samples.get('checkout_redactions_waiting_oldest_age_seconds')).toBe(86_400);
  expect(samples.get('checkout_cancels_under_way sent')).toBe(0);
});

test('where the database fails, the gauges are absent, the scrape says so, and the failure is kept for ten seconds', async () => {
  const { read, letPass, reads, failures } = setUp(() => Promise.reject(new CheckoutError('unavailable', 'database')));
  letPass(1);
  expect(await read()).toEqual([{ name: 'checkout_store_read_success', labels: {}, value: 0 }]);
  await read();
  expect([reads(), failures.length]).toEqual([1, 1]);
});
