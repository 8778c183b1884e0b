import { mongo, type Connection } from 'mongoose';
import { CheckoutError } from '../domain/errors';
import { AUDIT_INDEXES } from './audit-indexes';
import { collectionName, collectionOf, prefixCollections, prefixOf } from './collection-names';
import { DESK_SESSION_INDEXES } from './desk-session-indexes';
import { createPatientConnection, type StoreOptions } from './open-connection';
import { ORDER_INDEXES } from './order-indexes';
import { isTransient, orUnavailable, unavailable } from './unavailable';
import { isAmong, type WantedIndexes } from './wanted-indexes';

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
    options === null ? buildOver(connection, indexesOf(null), watch.signal) : build(options, connection, watch.signal),
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

const indexesOf = (options: StoreOptions | null): readonly WantedIndexes[] => [
  ORDER_INDEXES,
  AUDIT_INDEXES,
  ...(options?.hasDesk ? [DESK_SESSION_INDEXES] : []),
];

/** The missing indexes, as `collection.field_1_field_-1`. */
async function findMissing(connection: Connection, options: StoreOptions | null): Promise<string[]> {
  const found = await Promise.all(
    indexesOf(options).map(async ({ collection, indexes }) => {
      const listed = await listIndexes(connection, collection);
      return indexes
        .filter((index) => !isAmong(index, listed))
        .map(({ key }) => `${collectionName(connection, collection)}.${nameOf(key)}`);
    }),
  );
  return found.flat();
}

const NAMESPACE_NOT_FOUND = 26;

/** A collection that is not there has none. */
async function listIndexes(connection: Connection, collection: string): Promise<mongo.IndexDescriptionInfo[]> {
  try {
    return (await collectionOf(connection, collection).listIndexes().toArray()) as mongo.IndexDescriptionInfo[];
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === NAMESPACE_NOT_FOUND) return [];
    throw error;
  }
}

const nameOf = (key: Readonly<Record<string, number>>): string =>
  Object.entries(key)
    .map(([field, direction]) => `${field}_${direction}`)
    .join('_');

/** Builds over a connection of its own, which waits for an answer without a time limit. */
async function build(options: StoreOptions, store: Connection, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const connection = createPatientConnection(options);
  prefixCollections(connection, prefixOf(store));
  const giveUp = () => void connection.close();
  signal?.addEventListener('abort', giveUp);
  try {
    await connection.asPromise();
    await buildOver(connection, indexesOf(options), signal);
  } finally {
    signal?.removeEventListener('abort', giveUp);
    await connection.close();
  }
}

/** A collection of the client's own has no time limit. */
async function buildOver(
  connection: Connection,
  wanted: readonly WantedIndexes[],
  signal?: AbortSignal,
): Promise<void> {
  const db = connection.getClient().db(connection.name);
  for (const { collection, indexes } of wanted) {
    for (const { key, options } of indexes) {
      signal?.throwIfAborted();
      await db.collection(collectionName(connection, collection)).createIndex(key, options);
    }
  }
}
