import { BSONRegExp } from 'bson';
import { type BsonDocument, isDocument } from '../values/bson-type';
import { isOperatorDocument } from './field-condition';

/** Called with each condition of a filter that every matching document has to satisfy. */
type EachCondition = (field: string, condition: unknown) => void;

/** Goes through the conditions that hold for every match: those of the filter itself and of its `$and`. */
export const eachConjunct = (filter: BsonDocument, each: EachCondition): void => {
  for (const field of Object.keys(filter)) {
    const condition = filter[field];
    if (field === '$and' && Array.isArray(condition)) {
      for (const part of condition) if (isDocument(part)) eachConjunct(part, each);
    } else if (!field.startsWith('$')) {
      each(field, condition);
    }
  }
};

const isIndexable = (value: unknown): boolean => !Array.isArray(value) && !(value instanceof BSONRegExp);

const valuesOf = (condition: unknown): unknown[] | undefined => {
  if (!isOperatorDocument(condition)) return [condition];
  if ('$eq' in condition) return [condition['$eq']];
  const list = condition['$in'];
  return Array.isArray(list) ? list : undefined;
};

/** For each field that a filter ties to certain values (`a: 1`, `$eq`, `$in`): those values, where an index can find them. */
export const indexableValues = (filter: BsonDocument): Map<string, unknown[]> => {
  const found = new Map<string, unknown[]>();
  eachConjunct(filter, (field, condition) => {
    const values = valuesOf(condition);
    if (values !== undefined && values.every(isIndexable) && !found.has(field)) found.set(field, values);
  });
  return found;
};

/** The fields and values that an upsert takes over from its filter into the new document. */
export const equalitiesOf = (filter: BsonDocument): Map<string, unknown> => {
  const found = new Map<string, unknown>();
  eachConjunct(filter, (field, condition) => {
    if (condition instanceof BSONRegExp) return;
    if (!isOperatorDocument(condition)) found.set(field, condition);
    else if ('$eq' in condition) found.set(field, condition['$eq']);
  });
  return found;
};
