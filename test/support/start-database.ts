import { randomBytes } from 'node:crypto';
import type { Database } from '../../sandbox/mongodb/database';
import { startDatabase } from '../../sandbox/mongodb/start-database';
import { findMemoryFolder } from './find-memory-folder';

/** The state that the global set-up passes to the global teardown. jest runs both in one process. */
export interface RunDatabase {
  database: Database;
  /** The prefix of all database names of this run. */
  prefix: string;
}

declare global {
  var runDatabase: RunDatabase | undefined;
}

/** Starts one database server for the whole run, prints which one, and passes its address to the workers. */
export default async function startRunDatabase(): Promise<void> {
  // jest reports on stderr, so this line appears above the first result.
  const database = await startDatabase({
    env: process.env,
    storageRoot: await findMemoryFolder(),
    log: (line) => process.stderr.write(`${line}\n`),
  });
  const prefix = `checkout_test_${randomBytes(4).toString('hex')}_`;
  process.env['TEST_DATABASE_URI'] = database.uri;
  process.env['TEST_DATABASE_ENGINE'] = database.engine;
  process.env['TEST_DATABASE_CAN_FAIL'] = String(database.canFail);
  process.env['TEST_DATABASE_PREFIX'] = prefix;
  globalThis.runDatabase = { database, prefix };
}
