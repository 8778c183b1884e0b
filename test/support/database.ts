import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import type { EngineName } from '../../sandbox/mongodb/database';
import { createFaults, type Faults } from './create-faults';
import { withDatabaseName } from './database-uri';
import { createFaultTurn, type TurnDocument } from './fault-turn';
import { guardSchema, type SchemaGuard } from './guard-schema';

/** The database of one test file. */
export interface TestDatabase extends Faults, Pick<SchemaGuard, 'allowBroken'> {
  /** The service's `MONGODB_URI`. It names the database, and an `appName` by which faults find its clients. */
  uri: string;
  name: string;
  engine: EngineName;
  /** Whether the server can make faults; false for a server given by `MONGODB_URI`. */
  canFail: boolean;
  /** A raw client for assertions. No fault affects it. Connected from `beforeAll` on. */
  client(): mongo.MongoClient;
  /** The database of that client. */
  db(): mongo.Db;
  /** Checks all documents against the schemas and removes them: for a test that clears the database. */
  clear(): Promise<void>;
}

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: was jest started with its global set-up?`);
  return value;
};

/** The server of this jest worker, or of all. */
function serverUriOfWorker(): string {
  const uris = required('TEST_DATABASE_URIS').split(' ');
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1) - 1;
  return uris[worker % uris.length] ?? '';
}

/** Every wait for the server has a limit: a silent server fails the run with a message. */
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
 * Creates an empty database for a test file on the server of this run, and drops it at the end. Call it at the top of the file
 * or of a `describe`: it registers `beforeAll`, `afterEach` and `afterAll`.
 *
 * After each test, every document must fit its schema, except those that `allowBroken` names.
 *
 * @param prefixes of the collections' names. @default those of the service
 */
export function useDatabase(prefixes?: readonly string[]): TestDatabase {
  const name = `${required('TEST_DATABASE_PREFIX')}${randomBytes(6).toString('hex')}`;
  const serverUri = serverUriOfWorker();
  const engine = required('TEST_DATABASE_ENGINE') as EngineName;
  const client = new mongo.MongoClient(withDatabaseName(serverUri, name, `${name}_test`), CLIENT_TIMES);
  const canFail = required('TEST_DATABASE_CAN_FAIL') === 'true';
  const faults = openFaults(client, name, engine, canFail);
  const guard = guardSchema(() => client.db(name), prefixes);

  beforeAll(async () => {
    await client.connect();
  });
  afterEach(() => faults.mend());
  afterEach(() => guard.check());
  afterAll(async () => {
    try {
      // Checked once more: a service that stops may write.
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
