import type { Connection } from 'mongoose';
import { ensureIndexes } from './ensure-indexes';
import { openConnection, type StoreOptions } from './open-connection';
import { orderCollection } from './order-collection';
import { unavailable } from './unavailable';

/**
 * Connects to MongoDB and waits until all indexes are there.
 *
 * @throws CheckoutError `unavailable` where no server answers in time, or where an index cannot be built
 */
export async function connectStore(options: StoreOptions): Promise<Connection> {
  const connection = await openConnection(options);
  try {
    await ensureIndexes(connection, options);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return connection;
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
