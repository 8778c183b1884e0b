import { CommandError } from '../command-error';
import type { ValueRange } from '../query/filter-ranges';
import { indexKeys } from '../query/index-keys';
import { MISSING, visitPath } from '../query/path-values';
import type { BsonDocument } from '../values/bson-type';
import { describeValue } from '../values/describe-value';
import { valueKey } from '../values/value-key';
import { createIndexBuckets } from './index-buckets';
import type { IndexDefinition } from './index-definition';

/** One key of a document in an index. */
export interface IndexKey {
  values: unknown[];
  /** The values in one text, equal for equal keys. */
  text: string;
}

/** An index of one collection. It knows documents by the keys of their `_id`, so that it need not hear of changes elsewhere. */
export interface CollectionIndex {
  definition: IndexDefinition;
  /** The keys of a document, none when the index leaves it out. @throws CannotIndexParallelArrays */
  keysOf(document: BsonDocument): IndexKey[];
  /** @throws DuplicateKey when another document has one of these keys */
  refuseTaken(keys: IndexKey[], idKey: string): void;
  add(keys: IndexKey[], idKey: string): void;
  remove(keys: IndexKey[], idKey: string): void;
  /** The documents whose first indexed field has one of these values. */
  findValues: (values: readonly unknown[]) => Set<string>;
  /** The documents whose first indexed field has a value that a condition on this stretch may be after. */
  findRange(range: ValueRange): Set<string>;
}

const hasAnyField = (document: BsonDocument, paths: string[][]): boolean =>
  paths.some((path) => visitPath(document, path, false, (value) => value !== MISSING));

const duplicateKey = (namespace: string, { name, key }: IndexDefinition, values: unknown[]): CommandError => {
  const keyValue: BsonDocument = Object.fromEntries(Object.keys(key).map((field, i) => [field, values[i] ?? null]));
  return new CommandError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: ${describeValue(keyValue)}`,
    { keyPattern: key, keyValue },
  );
};

/** An empty index over the collection of that name (`database.collection`). */
export const createCollectionIndex = (namespace: string, definition: IndexDefinition): CollectionIndex => {
  const { paths, sparse, unique, includes } = definition;
  const buckets = createIndexBuckets();
  const owners = new Map<string, string>();
  let multikey = false;
  return {
    definition,
    keysOf: (document) => {
      if (!includes(document) || (sparse && !hasAnyField(document, paths))) return [];
      return indexKeys(document, paths).map((values) => ({ values, text: valueKey(values) }));
    },
    refuseTaken: (keys, idKey) => {
      for (const { values, text } of unique ? keys : []) {
        const owner = owners.get(text);
        if (owner !== undefined && owner !== idKey) throw duplicateKey(namespace, definition, values);
      }
    },
    add: (keys, idKey) => {
      multikey ||= keys.length > 1;
      for (const { values, text } of keys) {
        buckets.add(values[0], idKey);
        if (unique) owners.set(text, idKey);
      }
    },
    remove: (keys, idKey) => {
      for (const { values, text } of keys) {
        buckets.remove(values[0], idKey);
        if (unique) owners.delete(text);
      }
    },
    findValues: buckets.findValues,
    // Two ends may be met by two elements of one array: then only one of them narrows the search.
    findRange: ({ rank, low, high }) =>
      buckets.findRange({ rank, high, ...(!(multikey && high !== undefined) && { low }) }),
  };
};
