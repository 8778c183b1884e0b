import { CommandError } from '../command-error';
import { type BsonDocument, isDocument } from '../values/bson-type';
import { toNumber } from '../values/numeric';
import { compileElementTest } from './element-match';
import type { CompileFilter, ValueTest } from './filter-types';
import { MISSING, visitPath } from './path-values';
import { compileRegexOperator } from './regular-expression';
import { equals, hasRemainder, hasType, inRange, isIn } from './value-tests';

/** A test of whatever the path starts from: a document, or with an empty path the value itself. */
type RootTest = (root: unknown) => boolean;

const any =
  (path: string[], test: ValueTest, expandLeaf = true): RootTest =>
  (root) =>
    visitPath(root, path, expandLeaf, test);

const not =
  (test: RootTest): RootTest =>
  (root) =>
    !test(root);

/** True for a document whose first field is an operator: conditions, and not a value to be equal to. */
export const isOperatorDocument = (value: unknown): value is BsonDocument =>
  isDocument(value) && (Object.keys(value)[0] ?? '').startsWith('$');

const compileSize = (path: string[], operand: unknown): RootTest => {
  const size = toNumber(operand);
  if (size === undefined || !Number.isInteger(size) || size < 0) {
    throw new CommandError('BadValue', 'Failed to parse $size. Expected a non-negative integer');
  }
  return any(path, (value) => Array.isArray(value) && value.length === size, false);
};

const compileAll = (path: string[], operand: unknown, compileFilter: CompileFilter): RootTest => {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$all needs an array');
  const tests = operand.map((entry) =>
    isOperatorDocument(entry) ? compileConditions(path, entry, compileFilter) : any(path, equals(entry)),
  );
  return tests.length === 0 ? () => false : (root) => tests.every((test) => test(root));
};

const compileNot = (path: string[], operand: unknown, compileFilter: CompileFilter): RootTest => {
  if (isOperatorDocument(operand)) return not(compileConditions(path, operand, compileFilter));
  return not(any(path, compileRegexOperator(operand, undefined)));
};

const exists = (operand: unknown): boolean => operand !== false && operand !== null && toNumber(operand) !== 0;

const compileOperator = (
  path: string[],
  operator: string,
  conditions: BsonDocument,
  compileFilter: CompileFilter,
): RootTest | undefined => {
  const operand = conditions[operator];
  switch (operator) {
    case '$eq':
      return any(path, equals(operand));
    case '$ne':
      return not(any(path, equals(operand)));
    case '$gt':
      return any(
        path,
        inRange(operand, (order) => order > 0),
      );
    case '$gte':
      return any(
        path,
        inRange(operand, (order) => order >= 0),
      );
    case '$lt':
      return any(
        path,
        inRange(operand, (order) => order < 0),
      );
    case '$lte':
      return any(
        path,
        inRange(operand, (order) => order <= 0),
      );
    case '$in':
      return any(path, isIn(operand));
    case '$nin':
      return not(any(path, isIn(operand)));
    default:
      return compileRareOperator(path, operator, conditions, compileFilter);
  }
};

const compileRareOperator = (
  path: string[],
  operator: string,
  conditions: BsonDocument,
  compileFilter: CompileFilter,
): RootTest | undefined => {
  const operand = conditions[operator];
  switch (operator) {
    case '$exists': {
      const present = any(path, (value) => value !== MISSING, false);
      return exists(operand) ? present : not(present);
    }
    case '$not':
      return compileNot(path, operand, compileFilter);
    case '$elemMatch':
      return any(path, compileElementTest(operand, compileFilter, compileValueConditions), false);
    case '$all':
      return compileAll(path, operand, compileFilter);
    case '$size':
      return compileSize(path, operand);
    case '$type':
      return any(path, hasType(operand));
    case '$mod':
      return any(path, hasRemainder(operand));
    case '$regex':
      return any(path, compileRegexOperator(operand, conditions['$options']));
    case '$options':
      if (!('$regex' in conditions)) throw new CommandError('BadValue', '$options needs a $regex');
      return undefined;
    default:
      throw new CommandError('BadValue', `unknown operator: ${operator}`);
  }
};

/** Operators as a test of one value that stands alone. */
export const compileValueConditions = (conditions: BsonDocument, compileFilter: CompileFilter): ValueTest =>
  compileConditions([], conditions, compileFilter);

const compileConditions = (path: string[], conditions: BsonDocument, compileFilter: CompileFilter): RootTest => {
  const tests = Object.keys(conditions).flatMap((operator) => {
    const test = compileOperator(path, operator, conditions, compileFilter);
    return test === undefined ? [] : [test];
  });
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : (root) => tests.every((test) => test(root));
};

/**
 * One field of a filter: a value to be equal to, or a document of operators.
 * @throws BadValue for an unknown operator
 */
export const compileFieldCondition = (field: string, condition: unknown, compileFilter: CompileFilter): RootTest => {
  const path = field.split('.');
  return isOperatorDocument(condition)
    ? compileConditions(path, condition, compileFilter)
    : any(path, equals(condition));
};
