import { mongo } from 'mongoose';
import type { RunDatabase } from './start-database';

// Drops databases that a service wrote to after the clean-up of its test. Only names of this run are dropped.
const dropLeftovers = async ({ databases: [database], prefix }: RunDatabase): Promise<void> => {
  const client = new mongo.MongoClient(database.uri, { serverSelectionTimeoutMS: 5_000, socketTimeoutMS: 60_000 });
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) if (name.startsWith(prefix)) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
};

/** Stops the database servers of the run. On a foreign server it removes the run's databases. */
export default async function stopRunDatabase(): Promise<void> {
  const run = globalThis.runDatabase;
  if (run === undefined) return;
  if (run.databases[0].engine === 'uri') await dropLeftovers(run);
  await Promise.all(run.databases.map((database) => database.stop()));
}
