import { CommandError } from '../command-error';
import { isArrayIndex } from '../query/path-values';
import { type BsonDocument, getField, isDocument, setField } from '../values/bson-type';
import { describeValue } from '../values/describe-value';

/** A place in a document that an operator reads and writes. */
export interface Target {
  container: BsonDocument | unknown[];
  key: string;
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

const notViable = (path: string[], at: number, value: unknown): CommandError =>
  new CommandError(
    'PathNotViable',
    `Cannot create field '${path[at] ?? ''}' in element {${path[at - 1] ?? ''}: ${describeValue(value)}}`,
  );

const isContainer = (value: unknown): value is Target['container'] => Array.isArray(value) || isDocument(value);

/**
 * The place that a path without selectors names; undefined where it does not exist and is not to be created.
 *
 * @param create makes the documents on the way that are missing
 * @throws PathNotViable when a scalar stands in the way of a field that would have to be created
 */
export const findTarget = (document: BsonDocument, path: string[], create: boolean): Target | undefined => {
  let container: Target['container'] = document;
  for (const [at, key] of path.entries()) {
    if (Array.isArray(container) && !isArrayIndex(key)) {
      if (create) throw notViable(path, at, container);
      return undefined;
    }
    const target: Target = { container, key };
    if (at === path.length - 1) return target;
    const next = readTarget(target);
    if (isContainer(next)) {
      container = next;
      continue;
    }
    if (!create) return undefined;
    if (next !== undefined) throw notViable(path, at + 1, next);
    const created: BsonDocument = {};
    writeTarget(target, created);
    container = created;
  }
  return undefined;
};
