import { CommandError } from '../command-error';
import { type BsonDocument, cloneDocument, isDocument, setField } from '../values/bson-type';
import { ADDING_OPERATORS, TAKING_OPERATORS } from './array-operators';
import { checkArrayFilters, compileArrayFilters, type ElementTests } from './array-filters';
import { type CompileOperator, FIELD_OPERATORS } from './field-operators';
import { expandPath } from './expand-path';
import {
  type ApplyUpdate,
  byPath,
  type Modification,
  parseUpdatePath,
  refuseConflicts,
  refuseMeetings,
} from './modification';
import { renameField } from './rename-field';
import { findTarget, readTarget, removeTarget, writeTarget } from './update-path';

interface OperatorUse {
  operator: string;
  path: string;
  operand: unknown;
}

const modifyField = (
  { operator, path: name, operand }: OperatorUse,
  compile: CompileOperator,
  create: boolean,
): Modification => {
  const newValue = compile(operand, name);
  return {
    path: parseUpdatePath(name),
    apply: (document, path, { inserting, now }) => {
      if (operator === '$setOnInsert' && !inserting) return;
      const target = findTarget(document, path, create);
      const current = target && readTarget(target);
      if (target === undefined || (current === undefined && !create)) return;
      writeTarget(target, newValue(current, { path: name, id: document['_id'], now }));
    },
  };
};

const unsetField = ({ path: name }: OperatorUse): Modification => ({
  path: parseUpdatePath(name),
  apply: (document, path) => {
    const target = findTarget(document, path, false);
    if (target !== undefined) removeTarget(target);
  },
});

const compileUse = (use: OperatorUse): Modification[] => {
  const { operator, path, operand } = use;
  const creating = FIELD_OPERATORS[operator] ?? ADDING_OPERATORS[operator];
  if (creating !== undefined) return [modifyField(use, creating, true)];
  const taking = TAKING_OPERATORS[operator];
  if (taking !== undefined) return [modifyField(use, taking, false)];
  if (operator === '$unset') return [unsetField(use)];
  if (operator === '$rename') return renameField(path, operand);
  throw new CommandError(
    'FailedToParse',
    `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
  );
};

const compileOperator = (operator: string, operands: unknown): Modification[] => {
  // What is not an operator is refused by its name before its operand is looked at.
  const fields = isDocument(operands) ? operands : { '': operands };
  if (operator.startsWith('$') && !isDocument(operands)) {
    throw new CommandError('FailedToParse', `Modifiers operate on fields but another type was found for ${operator}`);
  }
  return Object.keys(fields).flatMap((path) => compileUse({ operator, path, operand: fields[path] }));
};

const compileOperators = (update: BsonDocument, elementTests: ElementTests): ApplyUpdate => {
  const modifications = Object.keys(update).flatMap((operator) => compileOperator(operator, update[operator]));
  checkArrayFilters(
    elementTests,
    modifications.map(({ path }) => path),
  );
  refuseConflicts(modifications);
  modifications.sort(byPath);
  return (document, moment) => {
    // All are found before any is made: what one changes is not what another selects by.
    const found = modifications.map(({ path, apply }) => ({ paths: expandPath(document, path, elementTests), apply }));
    refuseMeetings(found.flatMap(({ paths }) => paths));
    for (const { paths, apply } of found) for (const path of paths) apply(document, path, moment);
  };
};

const compileReplacement = (replacement: BsonDocument): ApplyUpdate => {
  const dollar = Object.keys(replacement).find((field) => field.startsWith('$'));
  if (dollar !== undefined) {
    throw new CommandError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document.`,
    );
  }
  return (document) => {
    for (const field of Object.keys(document)) if (field !== '_id') delete document[field];
    const copy = cloneDocument(replacement);
    for (const field of Object.keys(copy)) setField(document, field, copy[field]);
  };
};

/** True for an update made of operators, false for a whole new document. */
export const isOperatorUpdate = (update: BsonDocument): boolean => (Object.keys(update)[0] ?? '').startsWith('$');

/**
 * Compiles an update once, to be applied to any number of documents.
 * @throws FailedToParse, ConflictingUpdateOperators, BadValue as MongoDB does for what cannot be an update
 */
export const compileUpdate = (update: unknown, arrayFilters: unknown[]): ApplyUpdate => {
  if (!isDocument(update)) throw new CommandError('FailedToParse', 'the stand-in does not update with a pipeline');
  const elementTests = compileArrayFilters(arrayFilters);
  if (isOperatorUpdate(update)) return compileOperators(update, elementTests);
  checkArrayFilters(elementTests, []);
  return compileReplacement(update);
};
