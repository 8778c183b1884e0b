import { isBeforeRange, isBehindRange, type ValueRange } from '../query/filter-ranges';
import { compareValues } from '../values/compare-values';
import { valueKey } from '../values/value-key';
import { createSortedList } from './sorted-list';

/** The documents of a collection by the values of one field, both by key and in order. */
export interface IndexBuckets {
  add(value: unknown, idKey: string): void;
  remove(value: unknown, idKey: string): void;
  findValues: (values: readonly unknown[]) => Set<string>;
  /** Those with a value in this stretch, both ends included. */
  findRange(range: ValueRange): Set<string>;
}

/** The documents that share a value. */
interface Bucket {
  value: unknown;
  idKeys: Set<string>;
}

/** Buckets without a document. */
export const createIndexBuckets = (): IndexBuckets => {
  const byKey = new Map<string, Bucket>();
  const inOrder = createSortedList<Bucket>((a, b) => compareValues(a.value, b.value));

  const findRange: IndexBuckets['findRange'] = (range) => {
    const found = new Set<string>();
    for (const { value, idKeys } of inOrder.from((bucket) => isBeforeRange(bucket.value, range))) {
      if (isBehindRange(value, range)) break;
      for (const idKey of idKeys) found.add(idKey);
    }
    return found;
  };
  return {
    add: (value, idKey) => {
      const key = valueKey(value);
      const bucket = byKey.get(key);
      if (bucket !== undefined) {
        bucket.idKeys.add(idKey);
        return;
      }
      const created = { value, idKeys: new Set([idKey]) };
      byKey.set(key, created);
      inOrder.add(created);
    },
    remove: (value, idKey) => {
      const key = valueKey(value);
      const bucket = byKey.get(key);
      bucket?.idKeys.delete(idKey);
      if (bucket?.idKeys.size !== 0) return;
      byKey.delete(key);
      inOrder.remove(bucket);
    },
    findValues: (values) => new Set(values.flatMap((value) => [...(byKey.get(valueKey(value))?.idKeys ?? [])])),
    findRange,
  };
};
