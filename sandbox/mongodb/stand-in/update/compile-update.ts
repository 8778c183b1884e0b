import { CommandError } from '../command-error';
import { type BsonDocument, cloneDocument, hasField, isDocument } from '../values/bson-type';
import { compareTexts } from '../values/compare-values';
import { ADDING_OPERATORS, TAKING_OPERATORS } from './array-operators';
import { checkArrayFilters, compileArrayFilters, type ElementTests } from './array-filters';
import { type CompileOperator, FIELD_OPERATORS } from './field-operators';
import { findTargets, readTarget, removeTarget, writeTarget } from './update-path';

/** What an update knows when it is applied. */
export interface UpdateMoment {
  /** True while an upsert builds a new document: `$setOnInsert` counts only then. */
  inserting: boolean;
  now: Date;
}

/** A compiled update: changes the given document in place. */
export type ApplyUpdate = (document: BsonDocument, moment: UpdateMoment) => void;

interface Modification {
  path: string[];
  apply: ApplyUpdate;
}

const parsePath = (path: string): string[] => {
  const components = path.split('.');
  for (const component of components) {
    if (component === '')
      throw new CommandError(
        'EmptyFieldName',
        `The update path '${path}' contains an empty field name, which is not allowed.`,
      );
    if (component === '$') {
      throw new CommandError('BadValue', `the stand-in does not do the positional '$' in '${path}': use arrayFilters`);
    }
    if (component.startsWith('$') && !/^\$\[.*\]$/.test(component)) {
      throw new CommandError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${component}' in '${path}' is not valid for storage.`,
      );
    }
  }
  return components;
};

const modify = (
  operator: string,
  compile: CompileOperator,
  create: boolean,
  path: string,
  operand: unknown,
  elementTests: ElementTests,
): Modification => {
  const newValue = compile(operand, path);
  const components = parsePath(path);
  const apply: ApplyUpdate = (document, { inserting, now }) => {
    if (operator === '$setOnInsert' && !inserting) return;
    for (const target of findTargets(document, components, { create, elementTests })) {
      const current = readTarget(target);
      if (current === undefined && !create) continue;
      writeTarget(target, newValue(current, { path, id: document['_id'], now }));
    }
  };
  return { path: components, apply };
};

const unset = (path: string, elementTests: ElementTests): Modification => {
  const components = parsePath(path);
  return {
    path: components,
    apply: (document) => findTargets(document, components, { create: false, elementTests }).forEach(removeTarget),
  };
};

const rename = (from: string, to: unknown): Modification[] => {
  if (typeof to !== 'string')
    throw new CommandError('BadValue', `The 'to' field for $rename must be a string: ${from}`);
  const [source, destination] = [parsePath(from), parsePath(to)];
  const elementTests: ElementTests = new Map();
  const apply: ApplyUpdate = (document) => {
    const [origin] = findTargets(document, source, { create: false, elementTests });
    const value = origin === undefined ? undefined : readTarget(origin);
    if (origin === undefined || value === undefined) return;
    if (Array.isArray(origin.container))
      throw new CommandError('BadValue', `The source field cannot be an array element, '${from}'`);
    removeTarget(origin);
    for (const target of findTargets(document, destination, { create: true, elementTests })) writeTarget(target, value);
  };
  return [
    { path: source, apply },
    { path: destination, apply: () => undefined },
  ];
};

const compileModifications = (
  operator: string,
  path: string,
  operand: unknown,
  tests: ElementTests,
): Modification[] => {
  const creating = FIELD_OPERATORS[operator] ?? ADDING_OPERATORS[operator];
  if (creating !== undefined) return [modify(operator, creating, true, path, operand, tests)];
  const taking = TAKING_OPERATORS[operator];
  if (taking !== undefined) return [modify(operator, taking, false, path, operand, tests)];
  if (operator === '$unset') return [unset(path, tests)];
  if (operator === '$rename') return rename(path, operand);
  throw new CommandError(
    'FailedToParse',
    `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
  );
};

const refuseConflicts = (modifications: Modification[]): void => {
  const seen = new Map<string, boolean>();
  for (const { path } of modifications) {
    const full = path.join('.');
    for (let i = 1; i <= path.length; i += 1) {
      const prefix = path.slice(0, i).join('.');
      const isWhole = seen.get(prefix);
      if (isWhole === true || (isWhole === false && i === path.length)) {
        throw new CommandError(
          'ConflictingUpdateOperators',
          `Updating the path '${full}' would create a conflict at '${prefix}'`,
        );
      }
      seen.set(prefix, i === path.length);
    }
  }
};

// New fields appear in the order of their paths, positions in arrays by number.
const byPath = (a: Modification, b: Modification): number => {
  for (let i = 0; i < Math.min(a.path.length, b.path.length); i += 1) {
    const [x, y] = [a.path[i] ?? '', b.path[i] ?? ''];
    const numeric = /^\d+$/.test(x) && /^\d+$/.test(y) ? Number(x) - Number(y) : 0;
    const order = numeric !== 0 ? numeric : compareTexts(x, y);
    if (order !== 0) return order;
  }
  return a.path.length - b.path.length;
};

const compileOperators = (update: BsonDocument, tests: ElementTests): ApplyUpdate => {
  const modifications = Object.keys(update).flatMap((operator) => {
    const operands = update[operator];
    if (operator.startsWith('$') && !isDocument(operands)) {
      throw new CommandError('FailedToParse', `Modifiers operate on fields but we found another type for ${operator}`);
    }
    const fields = isDocument(operands) ? operands : { '': operands };
    return Object.keys(fields).flatMap((path) => compileModifications(operator, path, fields[path], tests));
  });
  checkArrayFilters(
    tests,
    modifications.map(({ path }) => path),
  );
  refuseConflicts(modifications);
  modifications.sort(byPath);
  return (document, moment) => {
    for (const { apply } of modifications) apply(document, moment);
  };
};

const compileReplacement = (replacement: BsonDocument): ApplyUpdate => {
  const dollar = Object.keys(replacement).find((field) => field.startsWith('$'));
  if (dollar !== undefined) {
    throw new CommandError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  }
  return (document) => {
    const id = document['_id'];
    const hadId = hasField(document, '_id');
    for (const field of Object.keys(document)) delete document[field];
    if (hadId) document['_id'] = id;
    Object.assign(document, cloneDocument(replacement));
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
  const tests = compileArrayFilters(arrayFilters);
  return isOperatorUpdate(update) ? compileOperators(update, tests) : compileReplacement(update);
};
