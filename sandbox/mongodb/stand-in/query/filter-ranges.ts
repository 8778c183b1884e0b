import { type BsonDocument, bsonTypeOf, type BsonType } from '../values/bson-type';
import { compareValues, typeRank } from '../values/compare-values';
import { eachConjunct } from './filter-equalities';
import { isOperatorDocument } from './field-condition';

/** A stretch of an index: all values of one kind between two ends, which are both within. */
export interface ValueRange {
  /** The rank of the kind in MongoDB's order of types. */
  rank: number;
  low?: unknown;
  high?: unknown;
}

const BOUNDS = new Map([
  ['$gt', 'low'],
  ['$gte', 'low'],
  ['$lt', 'high'],
  ['$lte', 'high'],
] as const);

const NOT_INDEXABLE = new Set<BsonType>(['array', 'null', 'undefined', 'minKey', 'maxKey', 'regex']);

const rangeOf = (condition: unknown): ValueRange | undefined => {
  if (!isOperatorDocument(condition)) return undefined;
  const range: { rank?: number; low?: unknown; high?: unknown } = {};
  for (const [operator, end] of BOUNDS) {
    const operand = condition[operator];
    if (!(operator in condition) || NOT_INDEXABLE.has(bsonTypeOf(operand))) continue;
    // With two ends of different kinds nothing is found anyway: one of them is enough.
    if (range.rank !== undefined && range.rank !== typeRank(operand)) continue;
    range.rank = typeRank(operand);
    range[end] = operand;
  }
  return range.rank === undefined ? undefined : { ...range, rank: range.rank };
};

/** For each field that a filter holds between values (`$gt`, `$gte`, `$lt`, `$lte`): that stretch. */
export const indexableRanges = (filter: BsonDocument): Map<string, ValueRange> => {
  const found = new Map<string, ValueRange>();
  eachConjunct(filter, (field, condition) => {
    const range = rangeOf(condition);
    if (range !== undefined && !found.has(field)) found.set(field, range);
  });
  return found;
};

/** True for a value that lies before a stretch. */
export const isBeforeRange = (value: unknown, { rank, low }: ValueRange): boolean => {
  const difference = typeRank(value) - rank;
  return difference < 0 || (difference === 0 && low !== undefined && compareValues(value, low) < 0);
};

/** True for a value that lies behind a stretch. */
export const isBehindRange = (value: unknown, { rank, high }: ValueRange): boolean => {
  const difference = typeRank(value) - rank;
  return difference > 0 || (difference === 0 && high !== undefined && compareValues(value, high) > 0);
};
