import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDatabaseName } from '../demo/with-database-name';
import { createSandbox } from '../iamport/create-sandbox';
import { startDatabase } from '../mongodb/start-database';
import { startBuiltServer } from './built-server';
import { createChecks, type Checks } from './checks';
import { opensTheDesk, writeDeskKey } from './opens-the-desk';
import { refusesToStart } from './refuses-to-start';
import { stopsCleanly } from './stops-cleanly';
import { takesPayments } from './takes-payments';

const ORDERS_KEY = 'smoke-orders-key-0123456789';
const API_SECRET = 'smoke-secret-0123456789';
const print = (line: string) => console.log(line);

/** Starts what `npm run build` made as a process in production mode, and sees whether it does its work. */
async function smoke(mongodbUri: string, cwd: string, checks: Checks): Promise<void> {
  const sandbox = await createSandbox({ impSecret: API_SECRET });
  const place = { root: join(__dirname, '..', '..'), cwd };
  const settings = {
    NODE_ENV: 'production',
    PORT: '0',
    HOST: '127.0.0.1',
    MONGODB_URI: mongodbUri,
    IAMPORT_API_URL: sandbox.url,
    IAMPORT_API_KEY: sandbox.impKey,
    IAMPORT_API_SECRET: API_SECRET,
    IAMPORT_MODE: 'live',
    ORDERS_API_KEY: ORDERS_KEY,
    DESK: 'on',
    OPERATOR_KEYS_FILE: join(cwd, 'keys.json'),
  };
  const deskKey = await writeDeskKey(settings.OPERATOR_KEYS_FILE);
  print('\nA start that must be refused');
  await refusesToStart(place, settings, checks);
  print('\nThe built server in production mode');
  const server = startBuiltServer({ ...place, env: settings });
  try {
    const deps = { ordersKey: ORDERS_KEY, runId: `smoke-${randomInt(1000, 10_000)}`, sandbox, checks };
    await takesPayments({ url: await server.listening, ...deps });
    await opensTheDesk(await server.listening, deskKey, checks);
    await stopsCleanly(server, deps);
    const secrets = {
      'orders key': ORDERS_KEY,
      'desk key': deskKey,
      'API secret': API_SECRET,
      "buyer's phone number": '010-1234-5678',
    };
    for (const [name, secret] of Object.entries(secrets)) {
      checks.check(!server.output().includes(secret), `the log does not hold the ${name}`);
    }
  } finally {
    server.signal('SIGKILL');
    await sandbox.close();
  }
}

async function main(): Promise<void> {
  const checks = createChecks(print);
  const cwd = await mkdtemp(join(tmpdir(), 'checkout-smoke-'));
  const database = await startDatabase({ env: process.env, log: print });
  try {
    await smoke(withDatabaseName(database.uri, 'checkout_smoke'), cwd, checks);
  } finally {
    await database.stop();
    await rm(cwd, { recursive: true });
  }
  print(`\n${checks.failed() === 0 ? 'The built server works' : `${checks.failed()} checks failed`}`);
  process.exit(checks.failed() === 0 ? 0 : 1);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
