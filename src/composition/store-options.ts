import type { Config } from '../config/load-config';
import type { StoreOptions } from '../store/open-connection';
import { LIMITS } from './limits';

/** How the service and its commands reach the database. @param poolSize @default the service's */
export function storeOptions(
  { mongodbUri, hasDesk = false }: Pick<Config, 'mongodbUri'> & Partial<Pick<Config, 'hasDesk'>>,
  poolSize: number = LIMITS.databasePoolSize,
): StoreOptions {
  return {
    uri: mongodbUri,
    hasDesk,
    operationTimeoutMs: LIMITS.databaseOperationMs,
    heartbeatMs: LIMITS.databaseHeartbeatMs,
    poolSize,
  };
}
