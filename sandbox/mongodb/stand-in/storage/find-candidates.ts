import { indexableValues } from '../query/filter-equalities';
import type { BsonDocument } from '../values/bson-type';
import { valueKey } from '../values/value-key';
import type { CollectionIndex } from './collection-index';
import type { StoredRecord } from './stored-record';

/** What a search has to look through. */
export interface SearchSpace {
  records: ReadonlyMap<string, StoredRecord>;
  indexes: Iterable<CollectionIndex>;
}

const inNaturalOrder = (records: Set<StoredRecord>): StoredRecord[] =>
  [...records].sort((a, b) => a.sequence - b.sequence);

const byId = (records: SearchSpace['records'], ids: unknown[]): Iterable<StoredRecord> => {
  const [only] = ids;
  if (ids.length === 1) {
    const record = records.get(valueKey(only));
    return record === undefined ? [] : [record];
  }
  const found = new Set<StoredRecord>();
  for (const id of ids) {
    const record = records.get(valueKey(id));
    if (record !== undefined) found.add(record);
  }
  return inNaturalOrder(found);
};

// A partial or sparse index does not hold every document that a filter may be after.
const isComplete = ({ definition }: CollectionIndex): boolean =>
  !definition.sparse && definition.partialFilter === undefined;

const byIndex = (index: CollectionIndex, values: unknown[]): StoredRecord[] => {
  const found = new Set<StoredRecord>();
  for (const value of values) for (const record of index.find(valueKey(value))) found.add(record);
  return inNaturalOrder(found);
};

/**
 * The records that a filter can match at all: one look-up for an equality on `_id`, an index for an equality on its first
 * field, else every record. Each of them still has to pass the filter.
 */
export const findCandidates = ({ records, indexes }: SearchSpace, filter: BsonDocument): Iterable<StoredRecord> => {
  const wanted = indexableValues(filter);
  const ids = wanted.get('_id');
  if (ids !== undefined) return byId(records, ids);
  for (const index of indexes) {
    const values = wanted.get(index.definition.paths[0]?.join('.') ?? '');
    if (values !== undefined && isComplete(index)) return byIndex(index, values);
  }
  return records.values();
};
