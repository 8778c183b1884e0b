import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { createSandbox, type Sandbox } from '../sandbox/iamport/create-sandbox';
import { startDatabase } from '../sandbox/mongodb/start-database';
import { loadConfig } from '../src/config/load-config';
import { startService } from '../src/composition/start-service';
import { SYSTEM_CLOCK_AND_RANDOM } from '../src/composition/clock-and-random';
import { withDatabaseName } from '../test/support/database-uri';
import { serviceSettings } from '../test/support/service-settings';
import { countCommands, type CommandCounts } from './count-commands';
import { readOptions } from './read-options';

/**
 * `npm run bench:footprint`: how many files and lines of `src` one payment and one cancel run through, from the socket to
 * the answer, and how many reads and writes they send. Nothing of it depends on the speed of the machine.
 */
const OPTIONS = {
  files: [false, 'lists the files'],
  'max-payment-files': [null, 'goal: files that POST /payments/complete runs through'],
  'max-payment-lines': [null, 'goal: lines of these files'],
  'max-cancel-files': [null, 'goal: files that a cancel runs through'],
  'max-cancel-lines': [null, 'goal: lines of these files'],
} as const;

const SRC = join(__dirname, '..', 'src');
const AMOUNT = 64_900;

/** What one request runs through: the files of `src` of which a function was called, and the commands that it sends. */
interface Footprint extends CommandCounts {
  readonly files: readonly { readonly name: string; readonly lines: number }[];
  readonly lines: number;
}

/** Runs one piece of work under V8's coverage. */
async function measure(
  inspector: Session,
  commands: ReturnType<typeof countCommands>,
  work: () => Promise<unknown>,
): Promise<Footprint> {
  commands.reset();
  // This resets the counts: what ran at import, or before, is not in them.
  await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await work();
  const counts = commands.read();
  const { result } = await inspector.post('Profiler.takePreciseCoverage');
  await inspector.post('Profiler.stopPreciseCoverage');
  const called = result.filter(({ functions }) => functions.some(({ ranges }) => (ranges[0]?.count ?? 0) > 0));
  const paths = new Set(called.map(({ url }) => pathOf(url)).filter((path) => path.startsWith(SRC + sep)));
  const files = [...paths].sort().map((path) => ({ name: relative(SRC, path), lines: linesOf(path) }));
  return { ...counts, files, lines: files.reduce((sum, { lines }) => sum + lines, 0) };
}

const pathOf = (url: string): string => (url.startsWith('file://') ? fileURLToPath(url) : url);

const linesOf = (path: string): number => readFileSync(path, 'utf8').split('\n').length - 1;

function print(name: string, { files, lines, reads, writes }: Footprint, withFiles: boolean): void {
  console.log(`${name}: ${files.length} files, ${lines} lines, ${reads} reads, ${writes} writes`);
  if (withFiles) for (const file of files) console.log(`  ${file.name} ${file.lines}`);
}

/** The service in this process. Its passes run once at the start, and never again. */
async function startQuietService(sandbox: Sandbox) {
  const database = await startDatabase({ env: process.env, log: () => undefined });
  const uri = withDatabaseName(database.uri, 'bench_footprint', 'bench');
  // A limit, so that its code is run through as in production.
  const settings = { ...serviceSettings(uri, sandbox), RECONCILE: 'off', RATE_LIMIT_PER_MINUTE: '100' };
  const world = { ...SYSTEM_CLOCK_AND_RANDOM, pause: () => new Promise<void>(() => undefined) };
  const service = await startService(loadConfig(settings), pino({ level: 'silent' }), world);
  await service.started;
  return { url: service.url, key: settings.ORDERS_API_KEY };
}

/** The requests that are measured, and those that come before them. */
function createShop({ url, key }: { readonly url: string; readonly key: string }, sandbox: Sandbox) {
  async function post(path: string, body: object): Promise<void> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    const reply = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text}`);
  }
  return {
    async order(merchant_uid: string) {
      await post('/orders', { merchant_uid, name: 'Norway swivel chair', amount: AMOUNT });
      const { imp_uid } = sandbox.payments.create({ merchant_uid, amount: AMOUNT, status: 'paid' });
      return { imp_uid, merchant_uid };
    },
    complete: (ids: object) => post('/payments/complete', ids),
    cancel: (merchantUid: string) =>
      post(`/orders/${merchantUid}/cancel`, { amount: 3_000, reason: '고객 변심', request_id: `req-${merchantUid}` }),
  };
}

async function main(): Promise<void> {
  const options = readOptions('npm run bench:footprint', OPTIONS);
  const commands = countCommands();
  const sandbox = await createSandbox();
  const shop = createShop(await startQuietService(sandbox), sandbox);
  const inspector = new Session();
  inspector.connect();
  await inspector.post('Profiler.enable');

  // The first of each makes what is made once: the token, the connections.
  const run = `${process.pid}-${Date.now()}`;
  const first = await shop.order(`footprint-${run}-1`);
  await shop.complete(first);
  await shop.cancel(first.merchant_uid);
  const second = await shop.order(`footprint-${run}-2`);
  const payment = await measure(inspector, commands, () => shop.complete(second));
  const cancel = await measure(inspector, commands, () => shop.cancel(second.merchant_uid));

  print('POST /payments/complete', payment, options.files);
  print('POST /orders/:merchant_uid/cancel', cancel, options.files);
  const isOver = (value: number, goal: number | null) => goal !== null && value > goal;
  const isMissed =
    isOver(payment.files.length, options['max-payment-files']) ||
    isOver(payment.lines, options['max-payment-lines']) ||
    isOver(cancel.files.length, options['max-cancel-files']) ||
    isOver(cancel.lines, options['max-cancel-lines']);
  process.exit(isMissed ? 1 : 0);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
