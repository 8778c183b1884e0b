import { type BsonDocument, isDocument } from '../values/bson-type';
import { toNumber } from '../values/numeric';

const isConstantId = (id: unknown): boolean => id === null || toNumber(id) !== undefined || typeof id === 'boolean';

const weightOf = (accumulator: unknown): number | undefined => {
  if (!isDocument(accumulator) || Object.keys(accumulator).length !== 1) return undefined;
  const counted = accumulator['$count'];
  if (isDocument(counted) && Object.keys(counted).length === 0) return 1;
  return toNumber(accumulator['$sum']);
};

/**
 * A `$group` that puts everything into one group and only counts, as `countDocuments` sends it, without looking at a document;
 * undefined for any other.
 */
export const countConstantGroup = (count: number, group: BsonDocument): BsonDocument[] | undefined => {
  const { _id: id, ...accumulators } = group;
  if (!isConstantId(id)) return undefined;
  const weights = Object.keys(accumulators).map((field) => ({ field, weight: weightOf(accumulators[field]) }));
  if (weights.some(({ weight }) => weight === undefined)) return undefined;
  if (count === 0) return [];
  return [{ _id: id, ...Object.fromEntries(weights.map(({ field, weight = 0 }) => [field, weight * count])) }];
};
