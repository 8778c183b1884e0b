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

/** Sorts items by their documents, stably. */
export type SortItems = <T>(items: T[], documentOf: (item: T) => BsonDocument) => T[];

/**
 * Turns `{ field: 1 | -1, ... }` into a sort of anything that has a document; undefined when it names no field. An array takes
 * part with its least element in an ascending sort and with its greatest in a descending one.
 * @throws BadValue for a direction that is neither
 */
export const compileSort = (sort: BsonDocument | undefined): SortItems | undefined => {
  const fields = Object.keys(sort ?? {});
  if (fields.length === 0) return undefined;
  const directions = fields.map((field) => parseDirection(field, sort?.[field]));
  const paths = fields.map((field) => field.split('.'));
  const compareKeys = (a: unknown[], b: unknown[]): number => {
    for (const [i, direction] of directions.entries()) {
      const order = compareValues(a[i], b[i]) * direction;
      if (order !== 0) return order;
    }
    return 0;
  };
  const keyOf = (document: BsonDocument): unknown[] =>
    indexKeys(document, paths).reduce((best, key) => (compareKeys(key, best) < 0 ? key : best));
  return (items, documentOf) =>
    items
      .map((item) => ({ item, key: keyOf(documentOf(item)) }))
      .sort((a, b) => compareKeys(a.key, b.key))
      .map(({ item }) => item);
};
