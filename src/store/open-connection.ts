import { createConnection, type Connection } from 'mongoose';
import { prefixCollections } from './collection-names';
import { reopenOnHang } from './reopen-on-hang';
import { unavailable } from './unavailable';

/** How to reach MongoDB. */
export interface StoreOptions {
  readonly uri: string;
  /** The time limit of each wait, for a server, for a free connection and for an answer, in milliseconds. */
  readonly operationTimeoutMs: number;
  /** How often the driver checks each server, in milliseconds. It notices a failover by this check. @default 10,000 */
  readonly heartbeatMs?: number;
  /** The largest number of open connections. */
  readonly poolSize: number;
  /** Whether the desk is served, whose sessions need an index. @default false */
  readonly hasDesk?: boolean;
  /** Begins the names of all collections. @default nothing */
  readonly collectionPrefix?: string;
  /** The driver no longer checked a server. Its client is closed and opened again. */
  readonly onHang?: () => void;
}

/** The default of the MongoDB driver. */
const DRIVER_HEARTBEAT_MS = 10_000;
const CONNECTION = { bufferCommands: false, autoCreate: false, autoIndex: false };

/**
 * Connects to MongoDB, and does nothing to its indexes.
 *
 * Each write is acknowledged by a majority and its journals, so that an answered payment survives a failover.
 *
 * @throws CheckoutError `unavailable` where no server answers in time
 */
export async function openConnection(options: StoreOptions): Promise<Connection> {
  const heartbeatMs = options.heartbeatMs ?? DRIVER_HEARTBEAT_MS;
  const connection = createConnection(options.uri, {
    ...CONNECTION,
    ...nameOf(options.uri),
    serverSelectionTimeoutMS: options.operationTimeoutMs,
    waitQueueTimeoutMS: options.operationTimeoutMs,
    connectTimeoutMS: options.operationTimeoutMs,
    socketTimeoutMS: options.operationTimeoutMs,
    heartbeatFrequencyMS: heartbeatMs,
    maxPoolSize: options.poolSize,
    retryWrites: true,
    retryReads: true,
    // A failover takes back nothing that a majority holds.
    readPreference: 'primary',
    readConcern: { level: 'majority' },
    writeConcern: { w: 'majority', journal: true },
  });
  prefixCollections(connection, options.collectionPrefix ?? '');
  await unavailable(async () => {
    await connection.asPromise();
  });
  // A check waits for a connection and for an answer, or for the server's own pause between two answers.
  reopenOnHang(connection, heartbeatMs + 3 * options.operationTimeoutMs, options.onHang ?? (() => {}));
  return connection;
}

/** A connection that waits for answers without a time limit: a new index of a large collection takes long. Not open yet. */
export function createPatientConnection({ uri, operationTimeoutMs }: StoreOptions): Connection {
  return createConnection(uri, {
    ...CONNECTION,
    ...nameOf(uri),
    serverSelectionTimeoutMS: operationTimeoutMs,
    maxPoolSize: 1,
  });
}

/** The client's name in the server's log, unless the URI sets one. */
const nameOf = (uri: string) => (/[?&]appName=/i.test(uri) ? {} : { appName: 'checkout' });
