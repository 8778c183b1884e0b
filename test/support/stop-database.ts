import { mongo } from 'mongoose';
import type { RunDatabase } from './start-database';

// What a test's own clean-up missed, because a service wrote once more after it. Only names that this run made up.
const dropLeftovers = async ({ database, prefix }: RunDatabase): Promise<void> => {
  const client = new mongo.MongoClient(database.uri, { serverSelectionTimeoutMS: 5_000, socketTimeoutMS: 60_000 });
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) if (name.startsWith(prefix)) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
};

/** Stops the database of the run; on a server that somebody else runs, removes what the run left there. */
export default async function stopRunDatabase(): Promise<void> {
  const run = globalThis.runDatabase;
  if (run === undefined) return;
  if (run.database.engine === 'uri') await dropLeftovers(run);
  await run.database.stop();
}
