import { Error as MongooseError, mongo } from 'mongoose';
import { CheckoutError } from '../domain/errors';

/**
 * When an operation is given up that no limit of the driver ends, in milliseconds. The driver waits without a limit for a
 * socket that closes in the moment of a write (mongodb 7.9, `writeCommand`); and over a client of the shop, for a server that says
 * nothing, where the driver ignores `timeoutMS` (mongodb 7.8).
 */
export const LOST_MS = 15_000;

/**
 * Runs a database operation, and turns every database fault into CheckoutError `unavailable`: the caller may try again.
 *
 * A transient fault (a broken connection, a primary that stepped down) gets a second try at once. The driver itself retries
 * on a replica set, but not on a standalone. So every operation must be repeatable: a read, or a conditional write, which
 * changes nothing where the first try was carried out.
 */
export async function unavailable<T>(operation: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const lost = new Promise<never>((_resolve, reject) => {
    const error = () => new CheckoutError('unavailable', `database: an operation did not end within ${LOST_MS} ms`);
    timer = setTimeout(() => reject(error()), LOST_MS);
  });
  try {
    return await Promise.race([orUnavailable(operation), lost]);
  } finally {
    clearTimeout(timer);
  }
}

/** `unavailable` for an operation that may take as long as it needs, such as the build of an index. */
export async function orUnavailable<T>(operation: () => Promise<T>): Promise<T> {
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

/** Node's error codes of a socket that the server has closed. The driver sometimes passes these errors on unwrapped. */
const BROKEN_SOCKET = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);

/** BSONObjectTooLarge, and two codes of an update that makes a document too large. A second try fails too. */
const TOO_LARGE: readonly unknown[] = [10334, 17419, 17420];

function isFault(error: unknown): error is Error {
  if (error instanceof mongo.MongoServerError && TOO_LARGE.includes(error.code)) return false;
  if (error instanceof mongo.MongoError || error instanceof MongooseError.MongooseServerSelectionError) return true;
  return isBrokenSocket(error);
}

function isBrokenSocket(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && BROKEN_SOCKET.has(String(error.code));
}

/** The driver wraps whatever ends a bulk write, a broken connection too. */
function causeOfBulk(error: unknown): unknown {
  const isWrapped = error instanceof mongo.MongoBulkWriteError && (error.errorResponse as unknown) instanceof Error;
  return isWrapped ? error.errorResponse : error;
}

/** ShutdownInProgress, PrimarySteppedDown, NotWritablePrimary, InterruptedAtShutdown and -DueToReplStateChange, NotPrimary. */
const TRANSIENT_CODES: readonly unknown[] = [91, 189, 10107, 11600, 11602, 13435, 13436];

/** Whether a second try at once may succeed. A silent server is not transient: a second wait for it takes too long. */
export function isTransient(thrown: unknown): boolean {
  const error = causeOfBulk(thrown);
  if (error instanceof mongo.MongoNetworkTimeoutError) return false;
  if (error instanceof mongo.MongoNetworkError || isBrokenSocket(error)) return true;
  return error instanceof mongo.MongoServerError && TRANSIENT_CODES.includes(error.code);
}

/** Tells whether a write failed because a document of that `_id` exists. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 11000;
}
