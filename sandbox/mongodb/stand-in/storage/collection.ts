import { ObjectId } from 'bson';
import { CommandError } from '../command-error';
import { compileFilter } from '../query/compile-filter';
import { type BsonDocument, bsonTypeOf, hasField } from '../values/bson-type';
import { describeValue } from '../values/describe-value';
import { valueKey } from '../values/value-key';
import { findCandidates, type SearchSpace } from './find-candidates';
import type { IndexDefinition } from './index-definition';
import { createIndexSet, type IndexSet } from './index-set';
import { createRecord, type StoredRecord } from './stored-record';

/** Called now and then during a scan; throws when the operation's time is over. */
export type CheckTime = () => void;

/** A collection in memory with its indexes. Each call either happens whole or throws and changes nothing. */
export interface Collection {
  readonly namespace: string;
  readonly indexes: Omit<IndexSet, 'build' | 'change'>;
  /** @throws DuplicateKey, BSONObjectTooLarge, InvalidIdField */
  insert(document: BsonDocument): StoredRecord;
  /** Puts a changed document in the place of a record. @throws DuplicateKey, ImmutableField */
  replace(record: StoredRecord, document: BsonDocument): boolean;
  remove(record: StoredRecord): void;
  /** The matching records in natural order. */
  match(filter: BsonDocument, checkTime: CheckTime): Iterable<StoredRecord>;
  /** @throws DuplicateKey when the documents do not allow a unique index */
  buildIndex(definition: IndexDefinition): void;
}

const SCANNED_BETWEEN_CHECKS = 64;

// The _id comes first, as the server stores it.
const withId = (document: BsonDocument): BsonDocument => {
  if (!hasField(document, '_id')) return { _id: new ObjectId(), ...document };
  if (Object.keys(document)[0] === '_id') return document;
  const { _id: id, ...rest } = document;
  return { _id: id, ...rest };
};

const refuseId = (id: unknown): void => {
  const type = bsonTypeOf(id);
  if (type === 'array' || type === 'regex' || type === 'undefined') {
    throw new CommandError('InvalidIdField', `The '_id' value cannot be of type ${type}`);
  }
};

const duplicateId = (namespace: string, id: unknown): CommandError =>
  new CommandError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: _id_ dup key: ${describeValue({ _id: id })}`,
    { keyPattern: { _id: 1 }, keyValue: { _id: id } },
  );

const immutableId = (before: unknown, after: unknown): CommandError =>
  new CommandError(
    'ImmutableField',
    after === undefined
      ? "Performing an update on the path '_id' would modify the immutable field '_id'"
      : `After applying the update, the (immutable) field '_id' was found to have been altered from ` +
          `${describeValue(before)} to ${describeValue(after)}`,
  );

/** An empty collection of that name (`database.collection`), with its index on `_id`. */
export const createCollection = (namespace: string): Collection => {
  // By the key of the _id, which makes this map the index on it.
  const records = new Map<string, StoredRecord>();
  const indexes = createIndexSet(namespace);
  let sequence = 0;
  return {
    namespace,
    indexes,
    insert: (given) => {
      const document = withId(given);
      refuseId(document['_id']);
      const idKey = valueKey(document['_id']);
      if (records.has(idKey)) throw duplicateId(namespace, document['_id']);
      const record = createRecord(document, idKey, (sequence += 1));
      indexes.change(idKey, undefined, document);
      records.set(idKey, record);
      return record;
    },
    replace: (record, document) => {
      if (valueKey(document['_id']) !== record.idKey) throw immutableId(record.document['_id'], document['_id']);
      const next = createRecord(document, record.idKey, record.sequence);
      if (Buffer.compare(next.bytes, record.bytes) === 0) return false;
      indexes.change(record.idKey, record.document, document);
      records.set(record.idKey, next);
      return true;
    },
    remove: (record) => {
      indexes.change(record.idKey, record.document, undefined);
      records.delete(record.idKey);
    },
    match: (filter, checkTime) => matchRecords({ records, indexes: indexes.searchable() }, filter, checkTime),
    buildIndex: (definition) => indexes.build(definition, records.values()),
  };
};

function* matchRecords(space: SearchSpace, filter: BsonDocument, checkTime: CheckTime): Iterable<StoredRecord> {
  const test = compileFilter(filter);
  let scanned = 0;
  for (const record of findCandidates(space, filter)) {
    if ((scanned += 1) % SCANNED_BETWEEN_CHECKS === 0) checkTime();
    if (test(record.document)) yield record;
  }
}
