import { createConnection, type Connection } from 'mongoose';
import { orderCollection, orderModel } from './order.model';
import { unavailable } from './unavailable';
import { userModel } from './user.model';

/** How to reach MongoDB. */
export interface StoreOptions {
  readonly uri: string;
  /** How long to wait for a server, for a free connection, and for an answer: each, in milliseconds. */
  readonly operationTimeoutMs: number;
  /** The most connections held open. */
  readonly poolSize: number;
}

const HEARTBEAT_MS = 1_000;
const CONNECTION = { bufferCommands: false, autoCreate: false, autoIndex: false };

/**
 * Connects to MongoDB and builds the indexes.
 *
 * Writes are acknowledged by a majority and its journals, so that an answered payment survives a failover.
 *
 * @throws CheckoutError `unavailable` where no server answers in time
 */
export async function connectStore(options: StoreOptions): Promise<Connection> {
  await unavailable(() => buildIndexes(options));
  const connection = createConnection(options.uri, {
    ...CONNECTION,
    ...nameOf(options.uri),
    serverSelectionTimeoutMS: options.operationTimeoutMs,
    waitQueueTimeoutMS: options.operationTimeoutMs,
    connectTimeoutMS: options.operationTimeoutMs,
    socketTimeoutMS: options.operationTimeoutMs,
    heartbeatFrequencyMS: HEARTBEAT_MS,
    maxPoolSize: options.poolSize,
    retryWrites: true,
    retryReads: true,
    // What is answered was read from, or written to, a majority: a failover takes none of it back.
    readPreference: 'primary',
    readConcern: { level: 'majority' },
    writeConcern: { w: 'majority', journal: true },
  });
  await unavailable(async () => {
    await connection.asPromise();
  });
  return connection;
}

/** By what the server's log calls us, unless the URI says otherwise. */
const nameOf = (uri: string) => (/[?&]appName=/i.test(uri) ? {} : { appName: 'checkout' });

/** On a connection of its own, which waits: a new index of a large collection takes its time. */
async function buildIndexes({ uri, operationTimeoutMs }: StoreOptions): Promise<void> {
  const connection = createConnection(uri, {
    ...CONNECTION,
    ...nameOf(uri),
    serverSelectionTimeoutMS: operationTimeoutMs,
    maxPoolSize: 1,
  });
  try {
    await connection.asPromise();
    await orderModel(connection).createIndexes();
    await userModel(connection).createIndexes();
  } finally {
    await connection.close();
  }
}

/** No order has it: see the pattern of a `merchant_uid`. */
const NO_ORDER = '';

/**
 * Whether orders can be read in the way that requests read them: the same connection, from a majority. A server may answer
 * a ping and refuse that. Never throws.
 */
export async function canReadOrders(connection: Connection): Promise<boolean> {
  try {
    await unavailable(() => orderCollection(connection).findOne({ _id: NO_ORDER }, { projection: { _id: 1 } }));
    return true;
  } catch {
    return false;
  }
}
