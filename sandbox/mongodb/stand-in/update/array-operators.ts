import { CommandError } from '../command-error';
import { compileFilter } from '../query/compile-filter';
import { compileSort } from '../query/compile-sort';
import { compileValueConditions, isOperatorDocument } from '../query/field-condition';
import type { ValueTest } from '../query/filter-types';
import { equals } from '../query/value-tests';
import { type BsonDocument, bsonTypeOf, cloneValue, hasField, isDocument } from '../values/bson-type';
import { compareValues, equalValues } from '../values/compare-values';
import { describeValue } from '../values/describe-value';
import { toNumber } from '../values/numeric';
import { valueKey } from '../values/value-key';
import type { CompileOperator, UpdateSite } from './field-operators';

const arrayOf = (current: unknown, { path, id }: UpdateSite): unknown[] => {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  const type = bsonTypeOf(current);
  throw new CommandError(
    'BadValue',
    `The field '${path}' must be an array but is of type ${type} in document {_id: ${describeValue(id)}}`,
  );
};

const eachOf = (operator: string, operand: unknown): unknown[] => {
  if (!isDocument(operand) || !hasField(operand, '$each')) return [operand];
  const each = operand['$each'];
  if (Array.isArray(each)) return each;
  throw new CommandError('BadValue', `The argument to $each in ${operator} must be an array`);
};

const integerClause = (operand: BsonDocument, clause: string): number | undefined => {
  if (!hasField(operand, clause)) return undefined;
  const number = toNumber(operand[clause]);
  if (number !== undefined && Number.isInteger(number)) return number;
  throw new CommandError('BadValue', `The value for ${clause} must be an integer value`);
};

const PUSH_CLAUSES = new Set(['$each', '$slice', '$sort', '$position']);

const compileElementSort = (sort: unknown): ((array: unknown[]) => unknown[]) => {
  if (sort === undefined) return (array) => array;
  if (isDocument(sort)) {
    const sortItems = compileSort(sort);
    return (array) => sortItems?.(array, (element) => (isDocument(element) ? element : {})) ?? array;
  }
  const direction = toNumber(sort);
  if (direction !== 1 && direction !== -1) {
    throw new CommandError('BadValue', 'The $sort element value must be either 1 or -1');
  }
  return (array) => array.toSorted((a, b) => compareValues(a, b) * direction);
};

const push: CompileOperator = (operand) => {
  const each = eachOf('$push', operand);
  const clauses: BsonDocument = isDocument(operand) && hasField(operand, '$each') ? operand : {};
  const unknown = Object.keys(clauses).find((clause) => !PUSH_CLAUSES.has(clause));
  if (unknown !== undefined) throw new CommandError('BadValue', `Unrecognized clause in $push: ${unknown}`);
  const position = integerClause(clauses, '$position');
  const slice = integerClause(clauses, '$slice');
  const sort = compileElementSort(clauses['$sort']);
  return (current, site) => {
    const array = arrayOf(current, site);
    const at = position === undefined ? array.length : position < 0 ? array.length + position : position;
    const joined = array.toSpliced(Math.max(0, at), 0, ...each.map(cloneValue));
    const sorted = sort(joined);
    return slice === undefined ? sorted : slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice);
  };
};

const addToSet: CompileOperator = (operand) => {
  const each = eachOf('$addToSet', operand);
  return (current, site) => {
    const array = arrayOf(current, site).slice();
    const present = new Set(array.map(valueKey));
    for (const value of each) {
      const key = valueKey(value);
      if (!present.has(key)) array.push(cloneValue(value));
      present.add(key);
    }
    return array;
  };
};

const LOGICAL = new Set(['$and', '$or', '$nor']);

const pullTest = (operand: unknown): ValueTest => {
  if (!isDocument(operand)) return Array.isArray(operand) ? (value) => equalValues(value, operand) : equals(operand);
  if (isOperatorDocument(operand) && !LOGICAL.has(Object.keys(operand)[0] ?? '')) {
    return compileValueConditions(operand, compileFilter);
  }
  const test = compileFilter(operand);
  return (value) => isDocument(value) && test(value);
};

const arrayToPullFrom = (operator: string, current: unknown): unknown[] => {
  if (Array.isArray(current)) return current;
  throw new CommandError('BadValue', `Cannot apply ${operator} to a non-array value`);
};

const pull: CompileOperator = (operand) => {
  const test = pullTest(operand);
  return (current) => arrayToPullFrom('$pull', current).filter((value) => !test(value));
};

const pullAll: CompileOperator = (operand) => {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$pullAll requires an array argument');
  return (current) =>
    arrayToPullFrom('$pullAll', current).filter((value) => !operand.some((unwanted) => equalValues(value, unwanted)));
};

const pop: CompileOperator = (operand) => {
  const direction = toNumber(operand);
  if (direction !== 1 && direction !== -1) {
    throw new CommandError('FailedToParse', '$pop expects 1 or -1');
  }
  return (current) => {
    if (!Array.isArray(current)) throw new CommandError('TypeMismatch', 'Path contains an element of non-array type');
    const array = current as unknown[];
    return direction === 1 ? array.slice(0, -1) : array.slice(1);
  };
};

/** Operators that add to an array, and create it when it is missing. */
export const ADDING_OPERATORS: Record<string, CompileOperator> = { $push: push, $addToSet: addToSet };

/** Operators that take from an array, and leave a missing one alone. */
export const TAKING_OPERATORS: Record<string, CompileOperator> = { $pull: pull, $pullAll: pullAll, $pop: pop };
