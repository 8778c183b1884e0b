import type { Connection, Model } from 'mongoose';
import { CheckoutError } from '../domain/errors';
import { createPatientConnection, type StoreOptions } from './open-connection';
import { orderModel } from './order.model';
import { unavailable } from './unavailable';
import { userModel } from './user.model';

/**
 * Builds the indexes that are missing. If none is, one look at the existing ones is all that it does. An index that another
 * instance is building counts as there: that instance fails if it cannot be built.
 *
 * @param connection of the store, for the look; a build has a connection of its own
 * @param watch.onMissing gets the names of the missing indexes before they are built, which may take minutes
 * @param watch.signal ends the wait for a build
 * @throws CheckoutError `unavailable` where the server does not answer, or where an index cannot be built
 */
export async function ensureIndexes(
  connection: Connection,
  options: StoreOptions,
  watch: { readonly onMissing?: (names: readonly string[]) => void; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const missing = await unavailable(() => findMissing(connection));
  if (missing.length === 0) return;
  watch.onMissing?.(missing);
  try {
    await unavailable(() => build(options, watch.signal));
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    throw new CheckoutError('unavailable', `an index cannot be built: ${error.message}`, { cause: error });
  }
}

/** The models whose collections have indexes. */
const indexedModels = (connection: Connection): Model<never>[] =>
  [orderModel(connection), userModel(connection)]
    .map((model) => model as unknown as Model<never>)
    .filter((model) => model.schema.indexes().length > 0);

/** The missing indexes, as `collection.field_1_field_-1`. */
async function findMissing(connection: Connection): Promise<string[]> {
  const found = await Promise.all(
    indexedModels(connection).map(async (model) => {
      const { toCreate } = await model.diffIndexes();
      return toCreate.map((key) => `${model.collection.name}.${nameOf(key as Record<string, unknown>)}`);
    }),
  );
  return found.flat();
}

const nameOf = (key: Readonly<Record<string, unknown>>): string =>
  Object.entries(key)
    .map(([field, direction]) => `${field}_${String(direction)}`)
    .join('_');

async function build(options: StoreOptions, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const connection = createPatientConnection(options);
  const giveUp = () => void connection.close();
  signal?.addEventListener('abort', giveUp);
  try {
    await connection.asPromise();
    for (const model of indexedModels(connection)) await model.createIndexes();
  } finally {
    signal?.removeEventListener('abort', giveUp);
    await connection.close();
  }
}
