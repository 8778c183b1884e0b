import { randomBytes } from 'node:crypto';
import type { Database } from '../../sandbox/mongodb/database';
import { startDatabase } from '../../sandbox/mongodb/start-database';
import { findMemoryFolder } from './find-memory-folder';

/** The state that the global set-up passes to the global teardown. jest runs both in one process. */
export interface RunDatabase {
  /** One server for all workers, or one for each. */
  databases: readonly [Database, ...Database[]];
  /** The prefix of all database names of this run. */
  prefix: string;
}

declare global {
  var runDatabase: RunDatabase | undefined;
}

/**
 * Starts the database server of the run, prints which one, and passes its address to the workers. Of SecantusDB each worker gets a
 * server of its own: one computes on one core only, and all workers would wait for it.
 */
export default async function startRunDatabase({ maxWorkers }: { readonly maxWorkers: number }): Promise<void> {
  const storageRoot = await findMemoryFolder();
  const start = (log: (line: string) => void) => startDatabase({ env: process.env, storageRoot, log });
  // jest reports on stderr, so this line appears above the first result.
  const first = await start((line) => process.stderr.write(`${line}\n`));
  const others =
    first.engine === 'secantus' ? Array.from({ length: maxWorkers - 1 }, () => start(() => undefined)) : [];
  const databases = [first, ...(await Promise.all(others))] as const;
  const prefix = `checkout_test_${randomBytes(4).toString('hex')}_`;
  process.env['TEST_DATABASE_URIS'] = databases.map(({ uri }) => uri).join(' ');
  process.env['TEST_DATABASE_ENGINE'] = first.engine;
  process.env['TEST_DATABASE_CAN_FAIL'] = String(first.canFail);
  process.env['TEST_DATABASE_PREFIX'] = prefix;
  globalThis.runDatabase = { databases: [...databases], prefix };
}
