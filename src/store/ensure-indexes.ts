import { mongo, type Connection } from 'mongoose';
import { CheckoutError } from '../domain/errors';
import { auditIndexes } from './audit-indexes';
import { prefixCollections, prefixOf } from './collection-names';
import { deskSessionIndexes } from './desk-session-indexes';
import { createPatientConnection, type StoreOptions } from './open-connection';
import { orderIndexes } from './order-indexes';
import { isTransient, orUnavailable, unavailable } from './unavailable';

/** The database refuses to name the indexes or to build one: a further try is refused too, until a person acts. */
export class IndexRefusedError extends CheckoutError {
  constructor(message: string, options: ErrorOptions) {
    super('unavailable', message, options);
  }
}

/**
 * Builds the indexes that are missing. If none is, one look at the existing ones is all that it does. An index that another
 * instance is building counts as there: that instance fails if it cannot be built.
 *
 * @param connection of the store, for the look; a build has a connection of its own
 * @param options of that connection; null where the client is the shop's, which then builds as well
 * @param watch.onMissing gets the names of the missing indexes before they are built, which may take minutes
 * @param watch.signal ends the wait for a build; over the shop's client, no further build begins
 * @throws CheckoutError `unavailable` where the server does not answer, or was interrupted
 * @throws IndexRefusedError where the indexes cannot be read, or one cannot be built
 */
export async function ensureIndexes(
  connection: Connection,
  options: StoreOptions | null,
  watch: { readonly onMissing?: (names: readonly string[]) => void; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const missing = await orRefused('the indexes cannot be read', () =>
    unavailable(() => findMissing(connection, options)),
  );
  if (missing.length === 0) return;
  watch.onMissing?.(missing);
  await orRefused('an index cannot be built', () =>
    options === null ? buildByClient(connection, watch.signal) : build(options, connection, watch.signal),
  );
}

async function orRefused<T>(what: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await orUnavailable(operation);
  } catch (error) {
    if (!(error instanceof CheckoutError) || !isRefusal(error.cause)) throw error;
    throw new IndexRefusedError(`${what}: ${error.message}`, { cause: error });
  }
}

/** MaxTimeMSExpired, ExceededTimeLimit, IndexBuildAborted and Interrupted: the work was stopped, not refused. */
const INTERRUPTED: readonly unknown[] = [50, 262, 276, 11601];

function isRefusal(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && !isTransient(error) && !INTERRUPTED.includes(error.code);
}

/** The collections that have indexes. */
const indexesOf = (connection: Connection, options: StoreOptions | null) => [
  orderIndexes(connection),
  auditIndexes(connection),
  ...(options?.hasDesk ? [deskSessionIndexes(connection)] : []),
];

/** The missing indexes, as `collection.field_1_field_-1`. */
async function findMissing(connection: Connection, options: StoreOptions | null): Promise<string[]> {
  const found = await Promise.all(
    indexesOf(connection, options).map(async (indexes) => {
      const { toCreate } = await indexes.diffIndexes();
      return toCreate.map((key) => `${indexes.collection.name}.${nameOf(key as Record<string, unknown>)}`);
    }),
  );
  return found.flat();
}

const nameOf = (key: Readonly<Record<string, unknown>>): string =>
  Object.entries(key)
    .map(([field, direction]) => `${field}_${String(direction)}`)
    .join('_');

/** Builds over the client of the store, and without the time limit of other operations. */
async function buildByClient(connection: Connection, signal?: AbortSignal): Promise<void> {
  const db = connection.getClient().db(connection.name);
  for (const { schema, collection } of indexesOf(connection, null)) {
    for (const [fields, options] of schema.indexes()) {
      signal?.throwIfAborted();
      // mongoose adds an option that servers have not had since 4.2.
      const wanted = { ...options, background: undefined } as unknown as mongo.CreateIndexesOptions;
      await db.collection(collection.name).createIndex(fields as mongo.IndexSpecification, wanted);
    }
  }
}

async function build(options: StoreOptions, store: Connection, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const connection = createPatientConnection(options);
  prefixCollections(connection, prefixOf(store));
  const giveUp = () => void connection.close();
  signal?.addEventListener('abort', giveUp);
  try {
    await connection.asPromise();
    for (const indexes of indexesOf(connection, options)) await indexes.createIndexes();
  } finally {
    signal?.removeEventListener('abort', giveUp);
    await connection.close();
  }
}
