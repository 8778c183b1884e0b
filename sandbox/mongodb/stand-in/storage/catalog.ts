import { CommandError } from '../command-error';
import { type Collection, createCollection } from './collection';

/** All databases of a server by name. */
export interface Catalog {
  /** The collection, undefined when it does not exist. */
  find(database: string, collection: string): Collection | undefined;
  /** The collection, made when it does not exist. @throws InvalidNamespace */
  open(database: string, collection: string): Collection;
  collections(database: string): [string, Collection][];
  databases(): string[];
  drop(database: string, collection: string): boolean;
  dropDatabase(database: string): boolean;
}

const refuseName = (database: string, collection: string): void => {
  const wrong =
    collection === '' || collection.includes('$') || collection.includes('\0') || collection.startsWith('system.');
  if (wrong || database === '' || /[\\/. "\0$]/.test(database)) {
    throw new CommandError('InvalidNamespace', `Invalid namespace specified '${database}.${collection}'`);
  }
};

/** A server without databases. */
export const createCatalog = (): Catalog => {
  const databases = new Map<string, Map<string, Collection>>();

  const open: Catalog['open'] = (database, name) => {
    const known = databases.get(database)?.get(name);
    if (known !== undefined) return known;
    refuseName(database, name);
    const created = createCollection(`${database}.${name}`);
    const collections = databases.get(database) ?? new Map<string, Collection>();
    databases.set(database, collections.set(name, created));
    return created;
  };
  return {
    find: (database, name) => databases.get(database)?.get(name),
    open,
    collections: (database) => [...(databases.get(database) ?? [])],
    databases: () => [...databases.keys()],
    drop: (database, name) => {
      const collections = databases.get(database);
      const dropped = collections?.delete(name) ?? false;
      if (collections?.size === 0) databases.delete(database);
      return dropped;
    },
    dropDatabase: (database) => databases.delete(database),
  };
};
