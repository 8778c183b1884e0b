import type { Connection, mongo } from 'mongoose';

/** The collection of the orders. */
export const ORDERS = 'orders';

/** The collection of the resends of periods. */
export const RESENDS = 'resends';
export const AUDIT = 'audit';
/** The collection of the sessions of the desk. */
export const DESK_SESSIONS = 'desk_sessions';
export const USERS = 'users';
export const CURSORS = 'cursors';

/** The option of a connection that begins the names of all its collections. */
const PREFIX = 'checkoutCollectionPrefix';

/** Begins the names of all collections of a connection. It must have no models yet. */
export function prefixCollections(connection: Connection, prefix: string): void {
  connection.set(PREFIX, prefix);
}

/** What begins the names of all collections of a connection. */
export function prefixOf(connection: Connection): string {
  const prefix: unknown = connection.get(PREFIX);
  return typeof prefix === 'string' ? prefix : '';
}

/** The full name of a collection. */
export function collectionName(connection: Connection, collection: string): string {
  return `${prefixOf(connection)}${collection}`;
}

/** A collection of the driver. It casts nothing and fills in no defaults: the caller's types are trusted. */
export function collectionOf<Document extends mongo.Document>(
  connection: Connection,
  collection: string,
): mongo.Collection<Document> {
  const db = connection.db ?? connection.getClient().db(connection.name);
  return db.collection<Document>(collectionName(connection, collection));
}
