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
    if (!isFault(error)) throw error;
    throw new CheckoutError('unavailable', `database: ${error.message}`, { cause: error });
  }
}

/** What Node says of a socket that its other end has left; in that instant the driver passes it on as it is. */
const BROKEN_SOCKET = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);

/** BSONObjectTooLarge, and two names for an update that would make a document too large: no second try cures that. */
const TOO_LARGE: readonly unknown[] = [10334, 17419, 17420];

function isFault(error: unknown): error is Error {
  if (error instanceof mongo.MongoServerError && TOO_LARGE.includes(error.code)) return false;
  if (error instanceof mongo.MongoError || error instanceof MongooseError.MongooseServerSelectionError) return true;
  return isBrokenSocket(error);
}

function isBrokenSocket(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && BROKEN_SOCKET.has(String(error.code));
}

/** ShutdownInProgress, PrimarySteppedDown, NotWritablePrimary, InterruptedAtShutdown and -DueToReplStateChange, NotPrimary. */
const TRANSIENT_CODES: readonly unknown[] = [91, 189, 10107, 11600, 11602, 13435, 13436];

/** Not a server that is silent: to wait for it twice would take too long. */
function isTransient(error: unknown): boolean {
  if (error instanceof mongo.MongoNetworkTimeoutError) return false;
  if (error instanceof mongo.MongoNetworkError || isBrokenSocket(error)) return true;
  return error instanceof mongo.MongoServerError && TRANSIENT_CODES.includes(error.code);
}

/** Whether a write was refused because a document of that `_id` is there already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 11000;
}
