import { Error as MongooseError, mongo } from 'mongoose';
import { CheckoutError } from '../domain/errors';

/**
 * Runs a database operation, and names every fault of the database for what it is to the caller: try again.
 *
 * What a second try may cure (a broken connection, a primary that stepped down) gets one at once. A replica set's driver has
 * retried by itself then; a standalone's does not. So every operation is one that may be repeated: a read, or a write that
 * names what it changes from, which finds nothing to change where the first try went through after all.
 */
export async function unavailable<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation().catch((error: unknown) => {
      if (isTransient(error)) return operation();
      throw error;
    });
  } catch (error) {
    if (error instanceof mongo.MongoError || error instanceof MongooseError.MongooseServerSelectionError) {
      throw new CheckoutError('unavailable', `database: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

/** ShutdownInProgress, PrimarySteppedDown, NotWritablePrimary, InterruptedAtShutdown and -DueToReplStateChange, NotPrimary. */
const TRANSIENT_CODES: readonly unknown[] = [91, 189, 10107, 11600, 11602, 13435, 13436];

/** Not a server that is silent: to wait for it twice would take too long. */
function isTransient(error: unknown): boolean {
  if (error instanceof mongo.MongoNetworkTimeoutError) return false;
  if (error instanceof mongo.MongoNetworkError) return true;
  return error instanceof mongo.MongoServerError && TRANSIENT_CODES.includes(error.code);
}

/** Whether a write was refused because a document of that `_id` is there already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 11000;
}
