import { CommandError } from '../command-error';
import { isArrayIndex } from '../query/path-values';
import { type BsonDocument, isDocument } from '../values/bson-type';
import { describeValue } from '../values/describe-value';
import { type Modification, parseUpdatePath } from './modification';
import { findTarget, readTarget, removeTarget, type Target, writeTarget } from './update-path';

const refusePaths = (from: string, to: unknown): void => {
  if (typeof to !== 'string')
    throw new CommandError('BadValue', `The 'to' field for $rename must be a string: ${from}`);
  if (from === to) {
    throw new CommandError('BadValue', `The source and target field for $rename must differ: ${from}: "${to}"`);
  }
  if (`${from}.`.startsWith(`${to}.`) || `${to}.`.startsWith(`${from}.`)) {
    throw new CommandError(
      'BadValue',
      `The source and target field for $rename must not be on the same path: ${from}: "${to}"`,
    );
  }
  if (`${from}.${to}`.includes('$')) {
    throw new CommandError('BadValue', `The paths of $rename may not be dynamic: ${from}: "${to}"`);
  }
};

const notTraversable = (path: string[], at: number, value: unknown): CommandError =>
  new CommandError(
    'PathNotViable',
    `cannot use the part (${path[at] ?? ''} of ${path.join('.')}) to traverse the element ` +
      `({${path[at - 1] ?? ''}: ${describeValue(value)}})`,
  );

/** The place of the field to be moved, undefined when there is none. */
const findSource = (document: BsonDocument, path: string[]): Target | undefined => {
  let container: Target['container'] = document;
  for (const [at, key] of path.entries()) {
    if (Array.isArray(container) && !isArrayIndex(key)) throw notTraversable(path, at, container);
    const next = readTarget({ container, key });
    if (next === undefined) return undefined;
    if (at === path.length - 1) return { container, key };
    if (!isDocument(next) && !Array.isArray(next)) throw notTraversable(path, at + 1, next);
    container = next;
  }
  return undefined;
};

/** `$rename` of one field: the value moves, a missing one is left alone. @throws BadValue, PathNotViable */
export const renameField = (from: string, to: unknown): Modification[] => {
  refusePaths(from, to);
  const [source, destination] = [parseUpdatePath(from), parseUpdatePath(String(to))];
  const apply = (document: BsonDocument): void => {
    const origin = findSource(document, source);
    if (origin === undefined) return;
    const value = readTarget(origin);
    if (Array.isArray(origin.container)) {
      throw new CommandError('BadValue', `The source field cannot be an array element, '${from}' in doc`);
    }
    removeTarget(origin);
    const target = findTarget(document, destination, true);
    if (target === undefined) return;
    if (Array.isArray(target.container)) {
      throw new CommandError('BadValue', `The destination field cannot be an array element, '${String(to)}' in doc`);
    }
    writeTarget(target, value);
  };
  return [
    { path: source, apply: () => undefined },
    { path: destination, apply },
  ];
};
