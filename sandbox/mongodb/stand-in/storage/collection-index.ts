import { CommandError } from '../command-error';
import { indexKeys } from '../query/index-keys';
import { visitPath, MISSING } from '../query/path-values';
import type { BsonDocument } from '../values/bson-type';
import { describeValue } from '../values/describe-value';
import { valueKey } from '../values/value-key';
import type { IndexDefinition } from './index-definition';
import type { StoredRecord } from './stored-record';

interface Entry {
  /** All values of the key in one text. */
  key: string;
  /** The first of them, by which queries look. */
  lead: string;
  values: unknown[];
}

/** An index of one collection: finds records by the first field of its key, and refuses a second record for a unique key. */
export interface CollectionIndex {
  definition: IndexDefinition;
  /** @throws DuplicateKey when another record than `except` has a key of this document */
  check(document: BsonDocument, except: StoredRecord | undefined): void;
  add(record: StoredRecord): void;
  remove(record: StoredRecord): void;
  /** The records whose first indexed field has a value with this key. */
  find(leadKey: string): Iterable<StoredRecord>;
}

type Buckets = Map<string, Set<StoredRecord>>;

const addTo = (buckets: Buckets, key: string, record: StoredRecord): void => {
  const bucket = buckets.get(key);
  if (bucket === undefined) buckets.set(key, new Set([record]));
  else bucket.add(record);
};

const removeFrom = (buckets: Buckets, key: string, record: StoredRecord): void => {
  const bucket = buckets.get(key);
  bucket?.delete(record);
  if (bucket?.size === 0) buckets.delete(key);
};

const hasAnyField = (document: BsonDocument, paths: string[][]): boolean =>
  paths.some((path) => visitPath(document, path, false, (value) => value !== MISSING));

const entriesOf = (definition: IndexDefinition, document: BsonDocument): Entry[] => {
  const { paths, sparse, includes } = definition;
  if (!includes(document) || (sparse && !hasAnyField(document, paths))) return [];
  return indexKeys(document, paths).map((values) => {
    const keys = values.map(valueKey);
    return { key: keys.join('|'), lead: keys[0] ?? '', values };
  });
};

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
  const byLead: Buckets = new Map();
  const byKey: Buckets = definition.paths.length === 1 ? byLead : new Map<string, Set<StoredRecord>>();

  const check: CollectionIndex['check'] = (document, except) => {
    for (const { key, values } of entriesOf(definition, document)) {
      if (!definition.unique) continue;
      for (const other of byKey.get(key) ?? []) {
        if (other !== except) throw duplicateKey(namespace, definition, values);
      }
    }
  };
  const each = (record: StoredRecord, change: typeof addTo): void => {
    for (const { key, lead } of entriesOf(definition, record.document)) {
      change(byLead, lead, record);
      if (byKey !== byLead) change(byKey, key, record);
    }
  };
  return {
    definition,
    check,
    add: (record) => each(record, addTo),
    remove: (record) => each(record, removeFrom),
    find: (leadKey) => byLead.get(leadKey) ?? [],
  };
};
