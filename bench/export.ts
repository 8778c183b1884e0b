import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { connectStore } from '../src/store/connection';
import { copyOrder } from './growth/copy-order';
import { makeTemplates, type OrderTemplate, type StoredOrder } from './growth/order-templates';
import { onEngines } from './on-engines';
import { startBuiltService } from './overload/start-built-service';
import { watchMemory, type MemorySample } from './overload/watch-memory';
import { printTable } from './print-table';
import { readOptions } from './read-options';
import { serviceSettings, startWorld, stopProcesses, type World } from './start-processes';

/**
 * `npm run bench:export`: how much memory the built service takes while it exports a month of payments, for a reader that
 * takes all at once and for one that pauses.
 */
const OPTIONS = {
  engines: ['secantus', 'databases, as DATABASE_ENGINE names them'],
  rows: [200_000, 'payments of the month'],
  'heap-mb': [128, 'heap of the service: it ends where an export needs more'],
  'max-database-mb': [8_000, 'memory at which a database server of ours is ended, and the run with it'],
  'max-growth-mb': [null, 'goal: memory above that of the service at rest'],
} as const;
type Options = ReturnType<typeof readOptions<typeof OPTIONS>>;

const MONTH = '2026-01';
const START_MS = Date.parse(`${MONTH}-01T00:00:00+09:00`);
const MONTH_MS = 31 * 24 * 60 * 60_000;
const BATCH = 1_000;
/** A pause after each so many bytes: the reader is slower than the service. */
const PAUSE_BYTES = 1024 * 1024;
const PAUSE_MS = 100;
const REST_MS = 2_000;

interface Export {
  readonly rows: number;
  readonly mb: number;
  readonly seconds: number;
  readonly peak: MemorySample;
}

/** Fills the service's database with settled orders, paid in even steps over the month. */
async function fill({ uri }: World, template: OrderTemplate, rows: number): Promise<void> {
  await (await connectStore({ uri, operationTimeoutMs: 30_000, poolSize: 1, heartbeatMs: 10_000 })).close();
  const client = await mongo.MongoClient.connect(uri);
  const orders = client.db().collection<StoredOrder>('orders');
  for (let from = 0; from < rows; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, rows - from) }, (_, i) => {
      return paidAt(copyOrder(template, from + i), new Date(START_MS + Math.floor(((from + i) * MONTH_MS) / rows)));
    });
    await orders.insertMany(batch, { ordered: false });
  }
  await client.close();
}

function paidAt(order: StoredOrder, at: Date): StoredOrder {
  const payments = (order['payments'] as object[]).map((payment) => ({ ...payment, paidAt: at }));
  return { ...order, createdAt: at, payments, money: { key: order._id, firstAt: at } };
}

async function readExport(url: string, key: string, samples: MemorySample[], isSlow: boolean): Promise<Export> {
  samples.length = 0;
  const startedAt = performance.now();
  const headers = { authorization: `Bearer ${key}` };
  const reply = await fetch(`${url}/exports/payments.csv?month=${MONTH}`, { headers });
  let bytes = 0;
  let paused = 0;
  let tail = '';
  for await (const part of (reply.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    tail = (tail + Buffer.from(part).toString()).slice(-100);
    if (isSlow && bytes - paused > PAUSE_BYTES) {
      paused = bytes;
      await sleep(PAUSE_MS);
    }
  }
  const end = /end,(\d+)\r\n$/.exec(tail);
  if (end === null) throw new Error(`the export is not whole: ${reply.status} ${tail}`);
  const seconds = (performance.now() - startedAt) / 1000;
  return { rows: Number(end[1]), mb: bytes / 1024 / 1024, seconds, peak: peakOf(samples) };
}

function peakOf(samples: readonly MemorySample[]): MemorySample {
  const largest = (field: keyof MemorySample) => Math.max(0, ...samples.map((sample) => sample[field]));
  return { atS: 0, rss: largest('rss'), heap: largest('heap') };
}

async function measureOn(engine: string, options: Options): Promise<string[]> {
  const world = await startWorld(engine, options['max-database-mb']);
  const { settled } = await makeTemplates(world);
  await fill(world, settled, options.rows);
  const { url, child } = await startBuiltService(world, options['heap-mb']);
  const samples = watchMemory(child);
  await sleep(REST_MS);
  const atRest = peakOf(samples);
  const key = serviceSettings(world)['ORDERS_API_KEY'] ?? '';
  const fast = await readExport(url, key, samples, false);
  const slow = await readExport(url, key, samples, true);
  await stopProcesses();
  console.log(`\nnode ${process.version}, ${world.engine}, heap of ${options['heap-mb']} MB`);
  const row = (name: string, { rows, mb, seconds, peak }: Export) => [
    name,
    rows.toLocaleString('en'),
    mb.toFixed(1),
    seconds.toFixed(1),
    peak.rss.toFixed(0),
    peak.heap.toFixed(0),
  ];
  printTable(
    ['', 'rows', 'file MB', 's', 'peak RSS MB', 'peak heap MB'],
    [
      ['at rest', '', '', '', atRest.rss.toFixed(0), atRest.heap.toFixed(0)],
      row('a fast reader', fast),
      row('a reader that pauses', slow),
    ],
  );
  const { 'max-growth-mb': max } = options;
  const growth = Math.max(fast.peak.rss, slow.peak.rss) - atRest.rss;
  return max !== null && growth > max
    ? [`${engine}: ${growth.toFixed(0)} MB more than at rest, to be at most ${max}`]
    : [];
}

async function main(): Promise<void> {
  const options = readOptions('npm run bench:export', OPTIONS);
  await onEngines(options.engines, (engine) => measureOn(engine, options));
}

void main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => stopProcesses().then(() => process.exit()));
