import { Error as MongooseError, mongo } from 'mongoose';
import { CheckoutError } from '../domain/errors';

/** Runs a database operation, and names every fault of the database for what it is to the caller: try again. */
export async function unavailable<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof mongo.MongoError || error instanceof MongooseError.MongooseServerSelectionError) {
      throw new CheckoutError('unavailable', `database: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

/** Whether a write was refused because a document of that `_id` is there already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 11000;
}
