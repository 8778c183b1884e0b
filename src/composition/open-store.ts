import type { Connection } from 'mongoose';
import { adoptConnection } from '../store/adopt-connection';
import { ensureIndexes } from '../store/ensure-indexes';
import { openConnection, type StoreOptions } from '../store/open-connection';
import { closeConnection } from '../store/reopen-on-hang';
import { LIMITS } from './limits';

type Watch = NonNullable<Parameters<typeof ensureIndexes>[2]>;

/** The store of a checkout in the shop's own process. */
export interface OwnStore {
  readonly connection: Connection;
  readonly ensureIndexes: (watch: Watch) => Promise<void>;
  /** Closes the connection if the checkout opened it. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the store over a connection of the shop, or over one of its own.
 *
 * @param given a connection, or a URI that names a database
 * @throws CheckoutUsageError `unsuitableConnection`; CheckoutError `unavailable` where no server answers
 */
export async function openStore(
  given: Connection | string,
  options: { readonly collectionPrefix: string; readonly onHang: () => void },
): Promise<OwnStore> {
  const { databaseOperationMs: operationTimeoutMs, databaseHeartbeatMs: heartbeatMs, ownPoolSize: poolSize } = LIMITS;
  if (typeof given === 'string') {
    const store: StoreOptions = { uri: given, operationTimeoutMs, heartbeatMs, poolSize, ...options };
    const connection = await openConnection(store);
    return {
      connection,
      ensureIndexes: (watch) => ensureIndexes(connection, store, watch),
      close: () => closeConnection(connection),
    };
  }
  const { connection, release } = await adoptConnection(given, { operationTimeoutMs, ...options });
  return {
    connection,
    ensureIndexes: (watch) => ensureIndexes(connection, null, watch),
    close: async () => release(),
  };
}
