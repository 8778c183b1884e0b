import { randomBytes } from 'node:crypto';
import type { Database } from '../../sandbox/mongodb/database';
import { startDatabase } from '../../sandbox/mongodb/start-database';

/** What the global set-up leaves for the global teardown, which jest runs in the same process. */
export interface RunDatabase {
  database: Database;
  /** The names of all databases that the tests of this run make begin like this. */
  prefix: string;
}

declare global {
  var runDatabase: RunDatabase | undefined;
}

/** Starts one database for the whole run, says in one line which, and hands its address to the workers. */
export default async function startRunDatabase(): Promise<void> {
  // On stderr, where jest reports, so that it stands above the first result.
  const database = await startDatabase({
    env: process.env,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  const prefix = `checkout_test_${randomBytes(4).toString('hex')}_`;
  process.env['TEST_DATABASE_URI'] = database.uri;
  process.env['TEST_DATABASE_ENGINE'] = database.engine;
  process.env['TEST_DATABASE_CAN_FAIL'] = String(database.canFail);
  process.env['TEST_DATABASE_PREFIX'] = prefix;
  globalThis.runDatabase = { database, prefix };
}
