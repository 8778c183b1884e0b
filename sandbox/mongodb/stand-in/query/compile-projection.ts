import { CommandError } from '../command-error';
import { type BsonDocument, hasField, isDocument, setField } from '../values/bson-type';
import { toNumber } from '../values/numeric';
import { compileFilter } from './compile-filter';
import { compileElementTest } from './element-match';
import { compileValueConditions, isOperatorDocument } from './field-condition';

/** Makes the projected copy of a document. */
export type Project = (document: BsonDocument) => BsonDocument;

type Transform = (array: unknown[]) => unknown[] | undefined;

/** What a projection says about one level of a document: a branch goes deeper. */
interface Branch {
  [field: string]: Branch | boolean | Transform;
}

const sliceOf = (operand: unknown): Transform => {
  const [first, second] = (Array.isArray(operand) ? operand : [operand]).map(toNumber);
  if (first === undefined || (Array.isArray(operand) && (second === undefined || second <= 0))) {
    throw new CommandError('BadValue', '$slice takes a number, or a position and a positive limit');
  }
  if (second === undefined) return (array) => (first < 0 ? array.slice(first) : array.slice(0, first));
  return (array) => {
    const start = first < 0 ? Math.max(0, array.length + first) : first;
    return array.slice(start, start + second);
  };
};

const elementOf = (operand: unknown): Transform => {
  const test = compileElementTest(operand, compileFilter, compileValueConditions);
  return (array) => {
    const found = array.findIndex((element) => test([element]));
    return found === -1 ? undefined : [array[found]];
  };
};

const compileOperator = (field: string, condition: BsonDocument): Transform => {
  const [operator = ''] = Object.keys(condition);
  if (operator === '$slice') return sliceOf(condition[operator]);
  if (operator === '$elemMatch') return elementOf(condition[operator]);
  throw new CommandError('BadValue', `the stand-in does not project with ${operator} (field '${field}')`);
};

const addLeaf = (root: Branch, field: string, leaf: boolean | Transform): void => {
  const path = field.split('.');
  const last = path.pop() ?? '';
  let branch = root;
  for (const component of path) {
    const next = hasField(branch, component) ? branch[component] : undefined;
    if (typeof next === 'boolean' || typeof next === 'function') {
      throw new CommandError('BadValue', `Path collision at ${field}`);
    }
    const child: Branch = next ?? {};
    setField(branch, component, child);
    branch = child;
  }
  if (hasField(branch, last)) throw new CommandError('BadValue', `Path collision at ${field}`);
  setField(branch, last, leaf);
};

const flatten = (projection: BsonDocument, prefix = ''): [string, unknown][] =>
  Object.keys(projection).flatMap((field): [string, unknown][] => {
    const condition = projection[field];
    const name = `${prefix}${field}`;
    if (isDocument(condition) && !isOperatorDocument(condition)) return flatten(condition, `${name}.`);
    return [[name, condition]];
  });

const parseLeaf = (field: string, condition: unknown): boolean | Transform => {
  if (isOperatorDocument(condition)) return compileOperator(field, condition);
  if (field.split('.').some((component) => component.startsWith('$'))) {
    throw new CommandError('BadValue', `the stand-in does not project by position ('${field}')`);
  }
  const number = typeof condition === 'boolean' ? Number(condition) : toNumber(condition);
  if (number === undefined) {
    throw new CommandError('BadValue', `the stand-in does not compute in projections (field '${field}')`);
  }
  return number !== 0;
};

const projectValue = (value: unknown, branch: Branch, including: boolean): unknown => {
  if (Array.isArray(value)) {
    const kept = including ? value.filter((element) => isDocument(element) || Array.isArray(element)) : value;
    return kept.map((element) => projectValue(element, branch, including));
  }
  return isDocument(value) ? projectFields(value, branch, including) : including ? undefined : value;
};

const projectFields = (document: BsonDocument, branch: Branch, including: boolean): BsonDocument => {
  const projected: BsonDocument = {};
  for (const field of Object.keys(document)) {
    const rule = hasField(branch, field) ? branch[field] : undefined;
    const value = projectField(document[field], rule, including);
    if (value !== undefined) setField(projected, field, value);
  }
  return projected;
};

const projectField = (value: unknown, rule: Branch[string] | undefined, including: boolean): unknown => {
  if (rule === undefined) return including ? undefined : value;
  if (typeof rule === 'boolean') return rule ? value : undefined;
  if (typeof rule === 'function') return Array.isArray(value) ? rule(value) : value;
  return projectValue(value, rule, including);
};

/**
 * Turns a projection into a function that copies what is asked for; undefined when everything is.
 * @throws BadValue when inclusion and exclusion are mixed, or for what only an aggregation computes
 */
export const compileProjection = (projection: BsonDocument | undefined): Project | undefined => {
  const leaves = flatten(projection ?? {}).map(([field, condition]) => ({ field, leaf: parseLeaf(field, condition) }));
  if (leaves.length === 0) return undefined;
  const flags = leaves.filter(({ field, leaf }) => typeof leaf === 'boolean' && field !== '_id');
  const [first] = flags;
  if (first !== undefined && flags.some(({ leaf }) => leaf !== first.leaf)) {
    throw first.leaf === true
      ? new CommandError('Location31254', 'Cannot do exclusion on a field in inclusion projection')
      : new CommandError('Location31253', 'Cannot do inclusion on a field in exclusion projection');
  }
  const id = leaves.find(({ field }) => field === '_id')?.leaf;
  const elementOnly = leaves.some(({ field, leaf }) => typeof leaf === 'function' && isElementMatch(projection, field));
  const including = first === undefined ? id === true || (id === undefined && elementOnly) : first.leaf === true;
  const root: Branch = {};
  for (const { field, leaf } of leaves) addLeaf(root, field, leaf);
  if (including && id === undefined && !hasField(root, '_id')) root['_id'] = true;
  return (document) => projectFields(document, root, including);
};

const isElementMatch = (projection: BsonDocument | undefined, field: string): boolean => {
  const condition = projection?.[field];
  return isDocument(condition) && hasField(condition, '$elemMatch');
};
