import { Error as MongooseError, mongo } from 'mongoose';
import { CheckoutError } from '../domain/errors';

/** Runs a database operation, and names every fault of the database for what it is to the caller: try again. */
export async function unavailable<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (!isFault(error)) throw error;
    throw new CheckoutError('unavailable', `database: ${error.message}`, { cause: error });
  }
}

/** What Node says of a socket that its other end has left; in that instant the driver passes it on as it is. */
const BROKEN_SOCKET = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);

function isFault(error: unknown): error is Error {
  if (error instanceof mongo.MongoError || error instanceof MongooseError.MongooseServerSelectionError) return true;
  return typeof error === 'object' && error !== null && 'code' in error && BROKEN_SOCKET.has(String(error.code));
}

/** Whether a write was refused because a document of that `_id` is there already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 11000;
}
