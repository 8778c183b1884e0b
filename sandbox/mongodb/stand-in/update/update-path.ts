import { CommandError } from '../command-error';
import { isArrayIndex } from '../query/path-values';
import { type BsonDocument, getField, isDocument, setField } from '../values/bson-type';
import { describeValue } from '../values/describe-value';
import type { ElementTests } from './array-filters';

/** A place in a document that an operator reads and writes. */
export interface Target {
  container: BsonDocument | unknown[];
  key: string;
}

/** How to follow a path; `create` makes the documents on the way that are missing. */
export interface PathOptions {
  create: boolean;
  elementTests: ElementTests;
}

const MAX_PADDING = 1_500_000;

/** The value at a place, undefined when there is none. */
export const readTarget = ({ container, key }: Target): unknown =>
  Array.isArray(container) ? container[Number(key)] : getField(container, key);

/** Puts a value in its place; an array grows with nulls up to it. */
export const writeTarget = ({ container, key }: Target, value: unknown): void => {
  if (!Array.isArray(container)) {
    setField(container, key, value);
    return;
  }
  if (Number(key) > container.length + MAX_PADDING) throw new CommandError('BadValue', 'Too many elements to pad');
  while (container.length < Number(key)) container.push(null);
  container[Number(key)] = value;
};

/** Takes the value away; in an array a null stays in its place. */
export const removeTarget = ({ container, key }: Target): void => {
  if (!Array.isArray(container)) delete container[key];
  else if (Number(key) < container.length) container[Number(key)] = null;
};

const isElementSelector = (component: string): boolean => component.startsWith('$[');

const notViable = (path: string[], at: number, value: unknown): CommandError =>
  new CommandError(
    'PathNotViable',
    `Cannot create field '${path[at] ?? ''}' in element {${path[at - 1] ?? ''}: ${describeValue(value)}}`,
  );

const selectedKeys = (array: unknown[], selector: string, tests: ElementTests): string[] => {
  const test = tests.get(selector.slice(2, -1));
  return array.flatMap((element, i) => (test === undefined || test(element) ? [String(i)] : []));
};

const keysIn = (container: Target['container'], path: string[], at: number, options: PathOptions): string[] => {
  const component = path[at] ?? '';
  if (!Array.isArray(container)) {
    if (!isElementSelector(component)) return [component];
    const name = path[at - 1] ?? '';
    throw new CommandError(
      'BadValue',
      `Cannot apply array updates to non-array element ${name}: ${describeValue(container)}`,
    );
  }
  if (isElementSelector(component)) return selectedKeys(container, component, options.elementTests);
  if (isArrayIndex(component)) return [component];
  if (options.create) throw notViable(path, at, container);
  return [];
};

const step = (target: Target, path: string[], at: number, options: PathOptions): Target['container'] | undefined => {
  const next = readTarget(target);
  if (Array.isArray(next) || isDocument(next)) return next;
  const component = path[at + 1] ?? '';
  if (isElementSelector(component)) {
    const where = path.slice(0, at + 1).join('.');
    throw new CommandError(
      'BadValue',
      next === undefined
        ? `The path '${where}' must exist in the document in order to apply array updates.`
        : `Cannot apply array updates to non-array element ${path[at] ?? ''}: ${describeValue(next)}`,
    );
  }
  if (!options.create) return undefined;
  if (next !== undefined) throw notViable(path, at + 1, next);
  const created: BsonDocument = {};
  writeTarget(target, created);
  return created;
};

/**
 * The places that an update's path names: one, or several through `$[]` and `$[name]`.
 * @throws PathNotViable when a scalar stands in the way of a field that would have to be created
 */
export const findTargets = (document: BsonDocument, path: string[], options: PathOptions): Target[] => {
  const found: Target[] = [];
  const walk = (container: Target['container'], at: number): void => {
    for (const key of keysIn(container, path, at, options)) {
      const target = { container, key };
      if (at === path.length - 1) {
        found.push(target);
      } else {
        const next = step(target, path, at, options);
        if (next !== undefined) walk(next, at + 1);
      }
    }
  };
  walk(document, 0);
  return found;
};
