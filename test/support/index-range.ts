type Fields = Readonly<Record<string, unknown>>;

const RANGE = ['$lt', '$lte', '$gt', '$gte'];

/**
 * The index that answers a query by one range of its keys: `_id` by value, or conditions of equality on the index's first
 * fields, followed by at most one range; a sort goes on where the equalities end. A range of `_id` alone answers nothing:
 * it holds most orders. Null where there is none.
 *
 * @param indexes the keys of each index
 */
export function rangeIndexOf(filter: Fields, sort: Fields | undefined, indexes: readonly Fields[]): string | null {
  if (isNamed(filter['_id']) && sort === undefined) return '_id';
  // Of several that answer, the one that a planner takes: with the most fields that the filter names.
  const named = (fields: readonly string[]) => fields.filter((field) => field in filter).length;
  const [found] = indexes
    .map((key) => Object.keys(key))
    .filter((fields) => answers(fields, filter, sort))
    .toSorted((a, b) => named(b) - named(a));
  return found?.join() ?? null;
}

function answers(fields: readonly string[], filter: Fields, sort: Fields | undefined): boolean {
  const firstUnequal = fields.findIndex((field) => !(field in filter) || !isEquality(filter[field]));
  const equal = firstUnequal === -1 ? fields.length : firstUnequal;
  const next = fields[equal];
  const isBounded = equal > 0 || (next !== undefined && next !== '_id' && isRange(filter[next]));
  const rest = Object.keys(sort ?? {}).filter((field) => !fields.slice(0, equal).includes(field));
  return isBounded && rest.every((field, index) => fields[equal + index] === field);
}

const isOperators = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && Object.keys(value).some((key) => key.startsWith('$'));
const isEquality = (value: unknown) => !isOperators(value) || Object.keys(value).join() === '$eq';
const isRange = (value: unknown) => isOperators(value) && Object.keys(value).every((key) => RANGE.includes(key));
const isNamed = (id: unknown) => id !== undefined && (isEquality(id) || (isOperators(id) && '$in' in id));
