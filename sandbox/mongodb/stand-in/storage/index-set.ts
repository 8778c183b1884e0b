import type { BsonDocument } from '../values/bson-type';
import { type CollectionIndex, createCollectionIndex, type IndexKey } from './collection-index';
import { type IndexDefinition, parseIndexDefinition } from './index-definition';
import type { StoredRecord } from './stored-record';

/** The indexes of a collection. The one on `_id` is kept by the collection itself and only listed here. */
export interface IndexSet {
  /** All of them by name, that on `_id` included. */
  list(): ReadonlyMap<string, CollectionIndex>;
  /** Those that a search can use besides the `_id`. */
  searchable(): Iterable<CollectionIndex>;
  /**
   * Brings all indexes up to date with a document that comes, changes or goes; a refusal leaves all of them as they were.
   * @throws DuplicateKey, CannotIndexParallelArrays
   */
  change(idKey: string, before: BsonDocument | undefined, after: BsonDocument | undefined): void;
  /** Builds an index over these records. @throws DuplicateKey, CannotIndexParallelArrays */
  build(definition: IndexDefinition, records: Iterable<StoredRecord>): void;
  drop(name: string): void;
}

const NO_KEYS: IndexKey[] = [];

const changeIndexes = (
  indexes: Iterable<CollectionIndex>,
  idKey: string,
  before: BsonDocument | undefined,
  after: BsonDocument | undefined,
): void => {
  const changes = Array.from(indexes, (index) => ({
    index,
    from: before === undefined ? NO_KEYS : index.keysOf(before),
    to: after === undefined ? NO_KEYS : index.keysOf(after),
  })).filter(({ from, to }) => from.length !== to.length || from.some(({ text }, i) => text !== to[i]?.text));
  // First every index is asked, then every index is changed.
  for (const { index, to } of changes) index.refuseTaken(to, idKey);
  for (const { index, from, to } of changes) {
    index.remove(from, idKey);
    index.add(to, idKey);
  }
};

/** The indexes of a new collection of that name (`database.collection`). */
export const createIndexSet = (namespace: string): IndexSet => {
  const onId = createCollectionIndex(namespace, parseIndexDefinition({ key: { _id: 1 }, name: '_id_', unique: true }));
  const others = new Map<string, CollectionIndex>();
  return {
    list: () => new Map([[onId.definition.name, onId], ...others]),
    searchable: () => others.values(),
    change: (idKey, before, after) => changeIndexes(others.values(), idKey, before, after),
    build: (definition, records) => {
      const index = createCollectionIndex(namespace, definition);
      for (const { idKey, document } of records) changeIndexes([index], idKey, undefined, document);
      others.set(definition.name, index);
    },
    drop: (name) => void others.delete(name),
  };
};
