import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDatabaseName } from '../demo/with-database-name';
import { createSandbox } from '../iamport/create-sandbox';
import { startDatabase } from '../mongodb/start-database';
import { startServer } from '../smoke/built-server';
import { createChecks, type Checks } from '../smoke/checks';
import { checkSpans } from './check-spans';
import { startCollector } from './collector';
import { startEventReceiver } from './event-receiver';
import { PAYMENTS, SECRETS, untilReady, useService } from './use-service';

const ROOT = join(__dirname, '..', '..');
const SHOP_SECRET = `whsec_${Buffer.from('the secret of the checked traces').toString('base64')}`;
const print = (line: string) => console.log(line);

/** The command that docs/traces.md gives, with the paths of this repository. */
function command(): string[] {
  const [line] = /^node .*--import .*$/m.exec(readFileSync(join(ROOT, 'docs', 'traces.md'), 'utf8')) ?? [];
  if (line === undefined) throw new Error('docs/traces.md has no command that starts the service');
  const [, ...args] = line.split(' ');
  return [process.execPath, ...args.map((arg) => (/\.m?js$/.test(arg) ? join(ROOT, arg) : arg))];
}

/** Starts the built service with the recipe of docs/traces.md, uses it, stops it, and reads what it exported. */
async function traceService(mongodbUri: string, cwd: string, checks: Checks): Promise<void> {
  const sandbox = await createSandbox({ impSecret: SECRETS['API secret'] });
  const [collector, receiver] = [await startCollector(), await startEventReceiver()];
  const env = {
    NODE_ENV: 'production',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    PORT: '0',
    HOST: '127.0.0.1',
    MONGODB_URI: mongodbUri,
    IAMPORT_API_URL: sandbox.url,
    IAMPORT_API_KEY: sandbox.impKey,
    IAMPORT_API_SECRET: SECRETS['API secret'],
    IAMPORT_MODE: 'live',
    ORDERS_API_KEY: SECRETS['orders key'],
    SHOP_WEBHOOK_URL: receiver.url,
    SHOP_WEBHOOK_SECRET: SHOP_SECRET,
    // Else a pass may find a payment before its report does.
    RECONCILE: 'off',
  };
  const server = startServer({ command: command(), cwd, env });
  try {
    const url = await server.listening;
    await untilReady(url);
    const sent = await useService({ url, sandbox, runId: Date.now().toString(36) });
    // Of the payments at once, the shared one, the webhook's, and a cancel; the first request is refused.
    await receiver.until(PAYMENTS + 4);
    server.signal('SIGTERM');
    const code = await server.exited;
    checks.check(code === 0, `the service ends with 0 (${code})`);
    const isJson = (line: string) => line.startsWith('{');
    checks.check(server.output().split('\n').every(isJson), 'its log has no line of OpenTelemetry');
    checkSpans({ collector, sent, traceparents: receiver.traceparents }, checks);
  } finally {
    server.signal('SIGKILL');
    collector.close();
    receiver.close();
    await sandbox.close();
  }
}

async function main(): Promise<void> {
  const checks = createChecks(print);
  const cwd = await mkdtemp(join(tmpdir(), 'checkout-traces-'));
  const database = await startDatabase({ env: process.env, log: print });
  try {
    await traceService(withDatabaseName(database.uri, `checkout_traces_${Date.now()}`), cwd, checks);
  } finally {
    await database.stop();
    await rm(cwd, { recursive: true });
  }
  print(`\n${checks.failed() === 0 ? 'The traces are as docs/traces.md says' : `${checks.failed()} checks failed`}`);
  process.exit(checks.failed() === 0 ? 0 : 1);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
