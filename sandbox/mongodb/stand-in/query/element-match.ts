import { CommandError } from '../command-error';
import { type BsonDocument, isDocument } from '../values/bson-type';
import type { CompileFilter, ValueTest } from './filter-types';

const LOGICAL = new Set(['$and', '$or', '$nor', '$expr']);

/** Compiles operators into a test of one value that stands alone, such as an array's element. */
export type CompileValueConditions = (conditions: BsonDocument, compileFilter: CompileFilter) => ValueTest;

const asDocument = (element: unknown): BsonDocument | undefined => {
  if (isDocument(element)) return element;
  return Array.isArray(element) ? { ...(element as unknown[]) } : undefined;
};

/**
 * A test for an array that has one element satisfying all conditions of an `$elemMatch` at once.
 * @throws BadValue when the operand is not a document
 */
export const compileElementTest = (
  operand: unknown,
  compileFilter: CompileFilter,
  compileValueConditions: CompileValueConditions,
): ValueTest => {
  if (!isDocument(operand)) throw new CommandError('BadValue', '$elemMatch needs an Object');
  const first = Object.keys(operand)[0] ?? '';
  const matches =
    first.startsWith('$') && !LOGICAL.has(first)
      ? compileValueConditions(operand, compileFilter)
      : matchDocuments(operand, compileFilter);
  return (value) => Array.isArray(value) && value.some(matches);
};

const matchDocuments = (filter: BsonDocument, compileFilter: CompileFilter): ValueTest => {
  const test = compileFilter(filter);
  return (element) => {
    const document = asDocument(element);
    return document !== undefined && test(document);
  };
};
