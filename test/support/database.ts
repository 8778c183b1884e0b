import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import type { EngineName } from '../../sandbox/mongodb/database';
import { createFaults, type Faults } from './create-faults';
import { withDatabaseName } from './database-uri';
import { createFaultTurn, type TurnDocument } from './fault-turn';
import { guardSchema, type SchemaGuard } from './guard-schema';
import { nameClientsInJest } from './name-clients-in-jest';

/** A database of its own for one test file. */
export interface TestDatabase extends Faults, Pick<SchemaGuard, 'allowBroken'> {
  /** With the database's name, and an `appName` by which faults find its clients: what the service gets as `MONGODB_URI`. */
  uri: string;
  name: string;
  engine: EngineName;
  /** Whether the server has faults; one behind `MONGODB_URI` is not relied upon for them. */
  canFail: boolean;
  /** A raw client beside the service's own connections, for assertions; no fault hits it. Connected from `beforeAll` on. */
  client(): mongo.MongoClient;
  /** The database through that client. */
  db(): mongo.Db;
  /** Takes all documents away, after a check against the schemas: for what clears within a test. */
  clear(): Promise<void>;
}

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: was jest started with its global set-up?`);
  return value;
};

/** No wait for an answer is without an end: where the server is silent, the run fails and says so. */
const CLIENT_TIMES = { serverSelectionTimeoutMS: 10_000, connectTimeoutMS: 10_000, socketTimeoutMS: 60_000 };

const openFaults = (client: mongo.MongoClient, appName: string, engine: EngineName, canFail: boolean): Faults => {
  const turns = client.db(`${required('TEST_DATABASE_PREFIX')}turns`).collection<TurnDocument>('turns');
  return createFaults({
    canFail,
    configure: (mode, data) =>
      client.db('admin').command({ configureFailPoint: 'failCommand', mode, data: { ...data, appName } }),
    turn:
      engine === 'stand-in'
        ? undefined
        : createFaultTurn({ turns, holder: appName, now: () => new Date(), pause: sleep }),
  });
};

/**
 * Gives a test file a fresh, empty database on the server of this run, and drops it afterwards. Call it at the top of the file or
 * of a `describe`: it registers `beforeAll`, `afterEach` and `afterAll`.
 *
 * After each test, every document of the service must fit its schema, but for those that `allowBroken` names.
 */
export function useDatabase(): TestDatabase {
  nameClientsInJest();
  const name = `${required('TEST_DATABASE_PREFIX')}${randomBytes(6).toString('hex')}`;
  const serverUri = required('TEST_DATABASE_URI');
  const engine = required('TEST_DATABASE_ENGINE') as EngineName;
  const client = new mongo.MongoClient(withDatabaseName(serverUri, name, `${name}_test`), CLIENT_TIMES);
  const canFail = required('TEST_DATABASE_CAN_FAIL') === 'true';
  const faults = openFaults(client, name, engine, canFail);
  const guard = guardSchema(() => client.db(name));

  beforeAll(async () => {
    await client.connect();
  });
  afterEach(() => faults.mend());
  afterEach(() => guard.check());
  afterAll(async () => {
    try {
      // Once more, since a service that stops may write.
      await guard.check();
      guard.checkAllowed();
      await client.db(name).dropDatabase();
    } finally {
      await client.close();
    }
  });
  return {
    uri: withDatabaseName(serverUri, name, name),
    name,
    engine,
    canFail,
    client: () => client,
    db: () => client.db(name),
    async clear() {
      await guard.check();
      for (const { collectionName } of await client.db(name).collections()) {
        await client.db(name).collection(collectionName).deleteMany({});
      }
    },
    allowBroken: guard.allowBroken,
    ...faults,
  };
}
