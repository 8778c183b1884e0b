import { ObjectId } from 'bson';
import { CommandError } from '../command-error';
import { compileFilter } from '../query/compile-filter';
import { type BsonDocument, bsonTypeOf, hasField } from '../values/bson-type';
import { describeValue } from '../values/describe-value';
import { valueKey } from '../values/value-key';
import { type CollectionIndex, createCollectionIndex, type IndexKey } from './collection-index';
import { findCandidates } from './find-candidates';
import { type IndexDefinition, parseIndexDefinition } from './index-definition';
import { createRecord, type StoredRecord } from './stored-record';

/** Called now and then during a scan; throws when the operation's time is over. */
export type CheckTime = () => void;

/** A collection in memory with its indexes. Each call either happens whole or throws and changes nothing. */
export interface Collection {
  readonly namespace: string;
  readonly indexes: ReadonlyMap<string, CollectionIndex>;
  readonly size: number;
  /** @throws DuplicateKey, BSONObjectTooLarge, InvalidIdField */
  insert(document: BsonDocument): StoredRecord;
  /** Puts a changed document in the place of a record. @throws DuplicateKey, ImmutableField */
  replace(record: StoredRecord, document: BsonDocument): boolean;
  remove(record: StoredRecord): void;
  /** The matching records in natural order. */
  match(filter: BsonDocument, checkTime: CheckTime): Iterable<StoredRecord>;
  /** @throws DuplicateKey when the documents do not allow a unique index */
  addIndex(definition: IndexDefinition): void;
  dropIndex(name: string): void;
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

/** An empty collection of that name (`database.collection`), with its index on `_id`. */
export const createCollection = (namespace: string): Collection => {
  const records = new Map<string, StoredRecord>();
  const idIndex = createCollectionIndex(
    namespace,
    parseIndexDefinition({ key: { _id: 1 }, name: '_id_', unique: true }),
  );
  // The record map is the index on _id; it is never filled a second time.
  const secondary = new Map<string, CollectionIndex>();
  let sequence = 0;

  const insert: Collection['insert'] = (given) => {
    const document = withId(given);
    refuseId(document['_id']);
    const idKey = valueKey(document['_id']);
    if (records.has(idKey)) throw duplicateId(namespace, document['_id']);
    const record = createRecord(document, idKey, (sequence += 1));
    changeIndexes(secondary.values(), idKey, undefined, document);
    records.set(idKey, record);
    return record;
  };
  const replace: Collection['replace'] = (record, document) => {
    if (valueKey(document['_id']) !== record.idKey) throw immutableId(record.document['_id'], document['_id']);
    const next = createRecord(document, record.idKey, record.sequence);
    if (Buffer.compare(next.bytes, record.bytes) === 0) return false;
    changeIndexes(secondary.values(), record.idKey, record.document, document);
    records.set(record.idKey, next);
    return true;
  };
  const remove: Collection['remove'] = (record) => {
    changeIndexes(secondary.values(), record.idKey, record.document, undefined);
    records.delete(record.idKey);
  };
  const addIndex: Collection['addIndex'] = (definition) => {
    const index = createCollectionIndex(namespace, definition);
    for (const { idKey, document } of records.values()) changeIndexes([index], idKey, undefined, document);
    secondary.set(definition.name, index);
  };
  return {
    namespace,
    get indexes() {
      return new Map([[idIndex.definition.name, idIndex], ...secondary]);
    },
    get size() {
      return records.size;
    },
    insert,
    replace,
    remove,
    *match(filter, checkTime) {
      const test = compileFilter(filter);
      let scanned = 0;
      for (const record of findCandidates({ records, indexes: secondary.values() }, filter)) {
        if ((scanned += 1) % SCANNED_BETWEEN_CHECKS === 0) checkTime();
        if (test(record.document)) yield record;
      }
    },
    addIndex,
    dropIndex: (name) => void secondary.delete(name),
  };
};

const NO_KEYS: IndexKey[] = [];

// First every index is asked, then every index is changed: a refusal leaves all of them as they were.
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
  for (const { index, to } of changes) index.refuseTaken(to, idKey);
  for (const { index, from, to } of changes) {
    index.remove(from, idKey);
    index.add(to, idKey);
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
