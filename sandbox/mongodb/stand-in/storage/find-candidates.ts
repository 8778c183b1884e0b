import { indexableValues } from '../query/filter-equalities';
import { indexableRanges } from '../query/filter-ranges';
import { isArrayIndex } from '../query/path-values';
import type { BsonDocument } from '../values/bson-type';
import { valueKey } from '../values/value-key';
import type { CollectionIndex } from './collection-index';
import type { StoredRecord } from './stored-record';

/** What a search has to look through. */
export interface SearchSpace {
  records: ReadonlyMap<string, StoredRecord>;
  indexes: Iterable<CollectionIndex>;
}

const inNaturalOrder = (records: SearchSpace['records'], idKeys: Set<string>): StoredRecord[] => {
  const found: StoredRecord[] = [];
  for (const idKey of idKeys) {
    const record = records.get(idKey);
    if (record !== undefined) found.push(record);
  }
  return found.length > 1 ? found.sort((a, b) => a.sequence - b.sequence) : found;
};

const isNullish = (value: unknown): boolean => value === null || value === undefined;

// A partial index does not hold every document, a sparse one none of those that a null is after, and a position in a path means
// one element to an index but also a field of each element to a filter.
const holdsAll = ({ definition }: CollectionIndex, values: unknown[]): boolean =>
  definition.partialFilter === undefined &&
  !(definition.sparse && values.some(isNullish)) &&
  !definition.paths[0]?.some(isArrayIndex);

/**
 * The records that a filter can match at all: a look-up for an equality on `_id`, an index for an equality or a range on its
 * first field, else every record. Each of them still has to pass the filter.
 */
export const findCandidates = ({ records, indexes }: SearchSpace, filter: BsonDocument): Iterable<StoredRecord> => {
  const wanted = indexableValues(filter);
  const ids = wanted.get('_id');
  if (ids !== undefined) return inNaturalOrder(records, new Set(ids.map(valueKey)));
  const ranges = indexableRanges(filter);
  let smallest: Set<string> | undefined;
  for (const index of indexes) {
    const lead = index.definition.paths[0]?.join('.') ?? '';
    const values = wanted.get(lead);
    const range = ranges.get(lead);
    if (!holdsAll(index, values ?? []) || (values ?? range) === undefined) continue;
    const found = values !== undefined ? index.findValues(values) : range && index.findRange(range);
    if (found !== undefined && (smallest === undefined || found.size < smallest.size)) smallest = found;
  }
  return smallest === undefined ? records.values() : inNaturalOrder(records, smallest);
};
