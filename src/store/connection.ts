import { createConnection, type Connection } from 'mongoose';
import { orderCollection, orderModel } from './order.model';
import { unavailable } from './unavailable';
import { userModel } from './user.model';

/** How to reach MongoDB. */
export interface StoreOptions {
  readonly uri: string;
  /** The time limit of each wait, for a server, for a free connection and for an answer, in milliseconds. */
  readonly operationTimeoutMs: number;
  /** How often the driver checks each server, in milliseconds. It notices a failover by this check. @default 10,000 */
  readonly heartbeatMs?: number;
  /** The largest number of open connections. */
  readonly poolSize: number;
}

/** The default of the MongoDB driver. */
const DRIVER_HEARTBEAT_MS = 10_000;
const CONNECTION = { bufferCommands: false, autoCreate: false, autoIndex: false };

/**
 * Connects to MongoDB and builds the indexes.
 *
 * Each write is acknowledged by a majority and its journals, so that an answered payment survives a failover.
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
    heartbeatFrequencyMS: options.heartbeatMs ?? DRIVER_HEARTBEAT_MS,
    maxPoolSize: options.poolSize,
    retryWrites: true,
    retryReads: true,
    // A failover takes back nothing that a majority holds.
    readPreference: 'primary',
    readConcern: { level: 'majority' },
    writeConcern: { w: 'majority', journal: true },
  });
  await unavailable(async () => {
    await connection.asPromise();
  });
  return connection;
}

/** The client's name in the server's log, unless the URI sets one. */
const nameOf = (uri: string) => (/[?&]appName=/i.test(uri) ? {} : { appName: 'checkout' });

/** Uses its own connection without a time limit for answers: a new index of a large collection takes long. */
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

/** The pattern of a `merchant_uid` does not allow this key. */
const NO_ORDER = '';

/**
 * Tells whether requests can read orders: over the same connection, from a majority. A server may answer a ping and still
 * refuse such a read. Never throws.
 */
export async function canReadOrders(connection: Connection): Promise<boolean> {
  try {
    await unavailable(() => orderCollection(connection).findOne({ _id: NO_ORDER }, { projection: { _id: 1 } }));
    return true;
  } catch {
    return false;
  }
}
