import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import type { EngineName } from '../../sandbox/mongodb/database';
import { withDatabaseName } from './database-uri';

/** A database of its own for one test file. */
export interface TestDatabase {
  /** With the database's name: what the service gets as `MONGODB_URI`. */
  uri: string;
  name: string;
  engine: EngineName;
  /** A raw client beside the service's own connections, for assertions; connected from the first `beforeAll` on. */
  client(): mongo.MongoClient;
  /** The database through that client. */
  db(): mongo.Db;
}

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: was jest started with its global set-up?`);
  return value;
};

/**
 * Gives a test file a fresh, empty database on the server of this run, and drops it afterwards. Call it at the top of the file or
 * of a `describe`: it registers `beforeAll` and `afterAll`.
 */
export function useDatabase(): TestDatabase {
  const name = `${required('TEST_DATABASE_PREFIX')}${randomBytes(6).toString('hex')}`;
  const uri = withDatabaseName(required('TEST_DATABASE_URI'), name);
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });

  beforeAll(async () => {
    await client.connect();
  });
  afterAll(async () => {
    await client.db(name).dropDatabase();
    await client.close();
  });
  return {
    uri,
    name,
    engine: required('TEST_DATABASE_ENGINE') as EngineName,
    client: () => client,
    db: () => client.db(name),
  };
}
