import { CommandError } from '../command-error';
import type { BsonDocument } from '../values/bson-type';
import { compareValues } from '../values/compare-values';
import { toNumber } from '../values/numeric';
import { indexKeys } from './index-keys';

type Direction = 1 | -1;

const parseDirection = (field: string, value: unknown): Direction => {
  if (field === '' || field.startsWith('$')) throw new CommandError('BadValue', `Illegal field in sort: '${field}'`);
  const direction = toNumber(value);
  if (direction === 1 || direction === -1) return direction;
  throw new CommandError('BadValue', 'Illegal key in $sort specification: the direction must be 1 or -1');
};

type Key = unknown[];

interface Keyed<T> {
  item: T;
  key: Key;
}

const compileCompare =
  (directions: readonly Direction[]) =>
  (a: Key, b: Key): number => {
    for (let i = 0; i < directions.length; i += 1) {
      const order = compareValues(a[i], b[i]);
      if (order !== 0) return order * (directions[i] ?? 1);
    }
    return 0;
  };

/** The first `limit` of all items in order, without sorting the rest. */
const selectFirst = <T>(items: Iterable<Keyed<T>>, limit: number, compare: (a: Key, b: Key) => number): Keyed<T>[] => {
  const best: Keyed<T>[] = [];
  for (const keyed of items) {
    const worst = best.at(-1);
    if (best.length === limit && worst !== undefined && compare(keyed.key, worst.key) >= 0) continue;
    let [low, high] = [0, best.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(best[middle]?.key ?? [], keyed.key) <= 0) low = middle + 1;
      else high = middle;
    }
    best.splice(low, 0, keyed);
    if (best.length > limit) best.pop();
  }
  return best;
};

/** Beyond so many, sorting everything is quicker than keeping the best in order. */
const MAX_SELECTED = 1_000;

/** Sorts items by their documents, stably; those beyond `limit` may be left out. */
export type SortItems = <T>(items: readonly T[], documentOf: (item: T) => BsonDocument, limit?: number) => T[];

/**
 * Turns `{ field: 1 | -1, ... }` into a sort of anything that has a document; undefined when it names no field. An array takes
 * part with its least element in an ascending sort and with its greatest in a descending one.
 * @throws BadValue for a direction that is neither
 */
export const compileSort = (sort: BsonDocument | undefined): SortItems | undefined => {
  const fields = Object.keys(sort ?? {});
  if (fields.length === 0) return undefined;
  const compare = compileCompare(fields.map((field) => parseDirection(field, sort?.[field])));
  const paths = fields.map((field) => field.split('.'));
  const keyOf = (document: BsonDocument): Key => {
    const keys = indexKeys(document, paths);
    return keys.length === 1 ? (keys[0] ?? []) : keys.reduce((best, key) => (compare(key, best) < 0 ? key : best));
  };
  return (items, documentOf, limit = Infinity) => {
    const keyed = items.map((item) => ({ item, key: keyOf(documentOf(item)) }));
    const sorted =
      limit <= MAX_SELECTED && limit < keyed.length
        ? selectFirst(keyed, limit, compare)
        : keyed.sort((a, b) => compare(a.key, b.key));
    return sorted.map(({ item }) => item);
  };
};
