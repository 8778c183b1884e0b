import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import type { EngineName } from '../../sandbox/mongodb/database';
import { withDatabaseName } from './database-uri';
import { nameClientsInJest } from './name-clients-in-jest';

/** A fault that the server is to show, as MongoDB's `failCommand`. */
export interface CommandFault {
  /** The names of the commands that it hits: `find`, `update`, `insert`, ... */
  failCommands: string[];
  /** How often it strikes. @default until it is switched off */
  times?: number;
  /** The error that is answered instead of running the command. */
  errorCode?: number;
  /** Closes the connection instead of answering. */
  closeConnection?: boolean;
  /** Waits so long before anything else, in milliseconds. */
  blockTimeMS?: number;
}

/** A database of its own for one test file. */
export interface TestDatabase {
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
  /**
   * Lets commands of the clients that were opened with `uri` fail, until it strikes no more or the test ends. All servers but the
   * stand-in have one fault at a time: there it waits until no other test file needs one.
   */
  fail(fault: CommandFault): Promise<void>;
  /** Ends the fault at once. */
  mend(): Promise<void>;
}

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: was jest started with its global set-up?`);
  return value;
};

/** A turn that one test file has at a time, kept as a document on the server. */
const createTurn = (client: mongo.MongoClient) => {
  const turns = client.db(`${required('TEST_DATABASE_PREFIX')}turns`).collection<{ _id: string }>('turns');
  return {
    take: async (): Promise<void> => {
      for (;;) {
        const { upsertedCount } = await turns.updateOne({ _id: 'fault' }, { $setOnInsert: {} }, { upsert: true });
        if (upsertedCount === 1) return;
        await sleep(50);
      }
    },
    give: () => turns.deleteOne({ _id: 'fault' }),
  };
};

const createFaults = (
  client: mongo.MongoClient,
  appName: string,
  engine: EngineName,
): Pick<TestDatabase, 'fail' | 'mend'> => {
  const turn = engine === 'stand-in' ? undefined : createTurn(client);
  let isSet = false;
  const configure = (mode: unknown, data: object) =>
    client.db('admin').command({ configureFailPoint: 'failCommand', mode, data: { ...data, appName } });
  return {
    fail: async ({ times, blockTimeMS, ...fault }) => {
      if (!isSet) await turn?.take();
      isSet = true;
      const block = blockTimeMS === undefined ? {} : { blockConnection: true, blockTimeMS };
      await configure(times === undefined ? 'alwaysOn' : { times }, { ...fault, ...block });
    },
    mend: async () => {
      if (!isSet) return;
      await configure('off', {});
      isSet = false;
      await turn?.give();
    },
  };
};

/**
 * Gives a test file a fresh, empty database on the server of this run, and drops it afterwards. Call it at the top of the file or
 * of a `describe`: it registers `beforeAll`, `afterEach` and `afterAll`.
 */
export function useDatabase(): TestDatabase {
  nameClientsInJest();
  const name = `${required('TEST_DATABASE_PREFIX')}${randomBytes(6).toString('hex')}`;
  const serverUri = required('TEST_DATABASE_URI');
  const engine = required('TEST_DATABASE_ENGINE') as EngineName;
  const client = new mongo.MongoClient(withDatabaseName(serverUri, name, `${name}_test`), {
    serverSelectionTimeoutMS: 10_000,
  });
  const faults = createFaults(client, name, engine);

  beforeAll(async () => {
    await client.connect();
  });
  afterEach(() => faults.mend());
  afterAll(async () => {
    await client.db(name).dropDatabase();
    await client.close();
  });
  return {
    uri: withDatabaseName(serverUri, name, name),
    name,
    engine,
    canFail: required('TEST_DATABASE_CAN_FAIL') === 'true',
    client: () => client,
    db: () => client.db(name),
    ...faults,
  };
}
