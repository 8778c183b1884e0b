import { createConnection, type Connection } from 'mongoose';
import { orderModel } from './order.model';
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

/**
 * Connects to MongoDB and builds the indexes.
 *
 * Writes are acknowledged by a majority and its journals, so that an answered payment survives a failover.
 *
 * @throws CheckoutError `unavailable` where no server answers in time
 */
export async function connectStore(options: StoreOptions): Promise<Connection> {
  const connection = createConnection(options.uri, {
    appName: 'checkout',
    serverSelectionTimeoutMS: options.operationTimeoutMs,
    waitQueueTimeoutMS: options.operationTimeoutMs,
    connectTimeoutMS: options.operationTimeoutMs,
    socketTimeoutMS: options.operationTimeoutMs,
    heartbeatFrequencyMS: HEARTBEAT_MS,
    maxPoolSize: options.poolSize,
    retryWrites: true,
    retryReads: true,
    writeConcern: { w: 'majority', journal: true },
    bufferCommands: false,
    autoCreate: false,
    autoIndex: false,
  });
  await unavailable(async () => {
    await connection.asPromise();
    await orderModel(connection).createIndexes();
    await userModel(connection).createIndexes();
  });
  return connection;
}

/** Whether the database answers. Never throws. */
export async function isStoreReachable(connection: Connection): Promise<boolean> {
  try {
    await connection.db?.command({ ping: 1 });
    return connection.db !== undefined;
  } catch {
    return false;
  }
}
