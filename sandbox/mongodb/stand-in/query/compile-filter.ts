import { CommandError } from '../command-error';
import { type BsonDocument, isDocument } from '../values/bson-type';
import { compileExpression } from './compile-expression';
import { compileFieldCondition } from './field-condition';
import type { DocumentTest } from './filter-types';

const filtersOf = (operator: string, operand: unknown): DocumentTest[] => {
  if (!Array.isArray(operand) || operand.length === 0) {
    throw new CommandError('BadValue', `${operator} must be a nonempty array`);
  }
  return operand.map((entry) => {
    if (!isDocument(entry)) throw new CommandError('BadValue', `${operator} entries need to be full objects`);
    return compileFilter(entry);
  });
};

const compileTopLevelOperator = (operator: string, operand: unknown): DocumentTest | undefined => {
  switch (operator) {
    case '$and': {
      const tests = filtersOf(operator, operand);
      return (document) => tests.every((test) => test(document));
    }
    case '$or': {
      const tests = filtersOf(operator, operand);
      return (document) => tests.some((test) => test(document));
    }
    case '$nor': {
      const tests = filtersOf(operator, operand);
      return (document) => !tests.some((test) => test(document));
    }
    case '$expr':
      return compileExpression(operand);
    case '$comment':
      return undefined;
    default:
      throw new CommandError('BadValue', `unknown top level operator: ${operator}`);
  }
};

/**
 * Turns a filter into a test of documents, once for the whole scan.
 * @throws BadValue for an operator that the stand-in (or MongoDB) does not know
 */
export const compileFilter = (filter: BsonDocument): DocumentTest => {
  const tests = Object.keys(filter).flatMap((field) => {
    const condition = filter[field];
    const test = field.startsWith('$')
      ? compileTopLevelOperator(field, condition)
      : compileFieldCondition(field, condition, compileFilter);
    return test === undefined ? [] : [test];
  });
  if (tests.length === 0) return () => true;
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : (document) => tests.every((test) => test(document));
};
