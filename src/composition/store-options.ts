import type { Config } from '../config/load-config';
import type { StoreOptions } from '../store/open-connection';
import { LIMITS } from './limits';

/** How the service and its commands reach the database. @param poolSize @default the service's */
export function storeOptions(
  { mongodbUri }: Pick<Config, 'mongodbUri'>,
  poolSize: number = LIMITS.databasePoolSize,
): StoreOptions {
  return {
    uri: mongodbUri,
    operationTimeoutMs: LIMITS.databaseOperationMs,
    heartbeatMs: LIMITS.databaseHeartbeatMs,
    poolSize,
  };
}
