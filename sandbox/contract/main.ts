import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDatabaseName } from '../demo/with-database-name';
import { createSandbox } from '../iamport/create-sandbox';
import { startDatabase } from '../mongodb/start-database';
import { startBuiltServer } from '../smoke/built-server';
import { createChecks, type Checks } from '../smoke/checks';
import { countFaults } from './count-faults';
import { fillShop } from './fill-shop';
import { schemathesisSettings, type RunOptions } from './schemathesis-settings';

const ORDERS_KEY = 'contract-orders-key-0123456789';
const API_SECRET = 'contract-secret-0123456789';
const SCHEMATHESIS = process.env['SCHEMATHESIS'] ?? 'schemathesis';
const SEED = process.env['CONTRACT_SEED'] ?? String(randomInt(1, 1_000_000));
const MANY = 40;
const SOME = 15;
const print = (line: string) => console.log(line);

/** Lets schemathesis send requests to the built service, and compare the answers with the contract that it serves. */
async function compare(mongodbUri: string, cwd: string, { check }: Checks): Promise<void> {
  const sandbox = await createSandbox({ impSecret: API_SECRET });
  const env = {
    NODE_ENV: 'production',
    API_DOCS: 'on',
    PORT: '0',
    HOST: '127.0.0.1',
    MONGODB_URI: mongodbUri,
    IAMPORT_API_URL: sandbox.url,
    IAMPORT_API_KEY: sandbox.impKey,
    IAMPORT_API_SECRET: API_SECRET,
    IAMPORT_MODE: 'live',
    ORDERS_API_KEY: ORDERS_KEY,
    // The limits would answer most requests, and nothing would be learnt of the routes.
    LOOKUPS_PER_MINUTE: '0',
  };
  const server = startBuiltServer({ root: join(__dirname, '..', '..'), cwd, env });
  try {
    const url = await server.listening;
    const orders = await fillShop({ url, ordersKey: ORDERS_KEY, sandbox });
    const run = (options: RunOptions, phases: string) => runSchemathesis(url, cwd, options, phases);
    const all = 'examples,coverage,fuzzing,stateful';
    const codes = {
      'with the orders key': await run({ ordersKey: ORDERS_KEY, order: null, maxExamples: MANY }, all),
      'without a key': await run({ ordersKey: null, order: null, maxExamples: SOME }, all),
    };
    for (const [name, code] of Object.entries(codes)) check(code === 0, `schemathesis ${name} (exit code ${code})`);
    for (const order of orders) {
      const code = await run({ ordersKey: ORDERS_KEY, order, maxExamples: SOME }, 'examples,fuzzing');
      check(code === 0, `schemathesis on the order ${order.merchantUid} (exit code ${code})`);
    }
    const { unexpected, notKnownYet } = countFaults(server.output());
    check(unexpected.length === 0, `no 5xx ${unexpected.slice(0, 3).join('\n')}`);
    print(`    but ${notKnownYet} times 503 to a webhook about a payment that i'mport does not show yet`);
  } finally {
    server.signal('SIGKILL');
    await sandbox.close();
  }
}

async function runSchemathesis(url: string, cwd: string, options: RunOptions, phases: string): Promise<number | null> {
  const key = options.ordersKey === null ? 'without a key' : 'with the orders key';
  print(`\n--- ${key}, ${options.order?.merchantUid ?? 'any order'} (CONTRACT_SEED=${SEED})\n`);
  const settings = join(cwd, 'schemathesis.toml');
  await writeFile(settings, schemathesisSettings(options));
  const args = ['--config-file', settings, 'run', `${url}/openapi.json`, '--phases', phases, '--seed', SEED];
  const child = spawn(SCHEMATHESIS, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
}

async function main(): Promise<void> {
  const checks = createChecks(print);
  const cwd = await mkdtemp(join(tmpdir(), 'checkout-contract-'));
  const database = await startDatabase({ env: process.env, log: print });
  try {
    await compare(withDatabaseName(database.uri, 'checkout_contract'), cwd, checks);
  } finally {
    await database.stop();
    await rm(cwd, { recursive: true });
  }
  process.exit(checks.failed() === 0 ? 0 : 1);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
