import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoOptions } from '../demo/demo-options';
import { DEMO_ORDERS_KEY, startDemo, type Demo } from '../demo/start-demo';
import { takeTour } from '../demo/take-tour';
import { withDatabaseName } from '../demo/with-database-name';
import { startDatabase } from '../mongodb/start-database';
import { createChecks, type Checks } from '../smoke/checks';
import { dashboardQueries } from './dashboard-queries';
import { startPrometheus, type Prometheus } from './start-prometheus';

const print = (line: string) => console.log(line);
const SCRAPE_WAIT_MS = 15_000;

/** What the demo did, as a query, and what the sandbox saw of it. Without a number, more than 0 is expected. */
function questions({ sandbox }: Demo): readonly (readonly [query: string, expected: number | null])[] {
  return [
    ['up{job="checkout"}', 1],
    ['checkout_store_read_success', 1],
    ['sum(checkout_gateway_calls_total{operation="cancel"})', sandbox.calls.count('POST /payments/cancel')],
    ['sum(checkout_gateway_calls_total{operation="getPayment"})', sandbox.calls.count('GET /payments/:imp_uid')],
    ['sum(checkout_verifications_total{source="callback",outcome="success"})', null],
    ['sum(checkout_verifications_total{outcome="forgery"})', null],
    ['sum(checkout_verification_duration_seconds_count{part="gateway"})', null],
    ['sum(checkout_attention_orders)', null],
    ['count(checkout_pass_last_success_timestamp_seconds)', null],
    ['sum(checkout_guard_places)', null],
    ['count(checkout_build_info)', 1],
    ['count(nodejs_version_info)', 1],
  ];
}

/** What may not happen in the demo: then there is no series. */
const MAY_BE_SILENT = /checkout_(guard_refusals|reconcile_findings|reconcile_problems|confirmations)_total/;

/** Asks what each panel of the dashboard asks. A rate needs two scrapes. */
async function askAsDashboard({ ask, count }: Prometheus, { check }: Checks): Promise<void> {
  await until(async () => ((await ask('max(count_over_time(checkout_build_info[1m]))')) ?? 0) >= 2);
  for (const { title, query } of dashboardQueries()) {
    const series = await count(query);
    check(series > 0 || MAY_BE_SILENT.test(query), `panel "${title}": ${series} series`);
  }
}

/** Starts the demo, shows it, and asks a real Prometheus that scrapes it what it did. */
async function askAboutDemo(demo: Demo, folder: string, checks: Checks): Promise<void> {
  const { failed } = await takeTour(demo, () => {});
  checks.check(failed.length === 0, 'the tour of the demo');
  const prometheus = await startPrometheus(demo.service.url, DEMO_ORDERS_KEY, folder);
  try {
    checks.check(await isScraped(prometheus), 'Prometheus scrapes the service');
    for (const [query, expected] of questions(demo)) {
      const value = await prometheus.ask(query);
      const isRight = expected === null ? value !== null && value > 0 : value === expected;
      checks.check(isRight, `${query} = ${value}${isRight ? '' : `, expected ${expected ?? 'more than 0'}`}`);
    }
    await askAsDashboard(prometheus, checks);
  } finally {
    await prometheus.stop();
  }
}

const isScraped = ({ ask }: Prometheus) => until(async () => (await ask('count(checkout_build_info)')) === 1);

/** @returns false where it does not come true in time */
async function until(isTrue: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + SCRAPE_WAIT_MS;
  while (Date.now() < end) {
    if (await isTrue()) return true;
    await sleep(200);
  }
  return false;
}

async function main(): Promise<void> {
  const checks = createChecks(print);
  const folder = await mkdtemp(join(tmpdir(), 'checkout-prometheus-'));
  const database = await startDatabase({ env: process.env, log: print, mayDownload: false });
  const options = demoOptions({ PORT: '0', SANDBOX_PORT: '0', SHOP_PORT: '0' }, ['--once']);
  const demo = await startDemo(options, withDatabaseName(database.uri, 'checkout_prometheus'));
  try {
    await askAboutDemo(demo, folder, checks);
  } finally {
    await demo.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
  process.exit(checks.failed() === 0 ? 0 : 1);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
