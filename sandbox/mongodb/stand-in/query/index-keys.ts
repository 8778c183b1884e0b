import { CommandError } from '../command-error';
import { type BsonDocument, hasField, isDocument } from '../values/bson-type';
import { isArrayIndex } from './path-values';

/** How far one path has been followed: `rest` is empty at its end; `array` is set where an array has to be expanded. */
interface Position {
  value: unknown;
  rest: string[];
  array: unknown[] | undefined;
}

const END: string[] = [];

const resolved = (value: unknown): Position => ({ value, rest: END, array: undefined });

const isPositionIn = (array: unknown[], component: string | undefined): component is string =>
  component !== undefined &&
  isArrayIndex(component) &&
  !array.some((element) => isDocument(element) && hasField(element, component));

const follow = (start: unknown, path: string[]): Position => {
  let value = start;
  for (let i = 0; ; i += 1) {
    const component = path[i];
    if (Array.isArray(value)) {
      if (!isPositionIn(value, component)) return { value, rest: path.slice(i), array: value };
      value = Number(component) < value.length ? (value as unknown[])[Number(component)] : null;
      // An array found by its position is one value.
      if (i === path.length - 1) return resolved(value);
    } else {
      if (component === undefined) return resolved(value);
      if (!isDocument(value) || !hasField(value, component)) return resolved(null);
      value = value[component];
    }
  }
};

const enter = (element: unknown, rest: string[]): Position => {
  if (rest.length === 0) return resolved(element);
  // An array directly inside an array is not looked into.
  return isDocument(element) ? follow(element, rest) : resolved(null);
};

// An empty array is a value of its own at the end of a path, and a missing field in the middle.
const ofEmpty = (rest: string[]): Position => resolved(rest.length === 0 ? undefined : null);

const expand = (positions: Position[], keys: unknown[][]): void => {
  const array = positions.find((position) => position.array !== undefined)?.array;
  if (array === undefined) {
    keys.push(positions.map(({ value }) => value));
    return;
  }
  if (positions.some((position) => position.array !== undefined && position.array !== array)) {
    throw new CommandError('CannotIndexParallelArrays', 'cannot index parallel arrays');
  }
  const replace = (by: (rest: string[]) => Position) =>
    expand(
      positions.map((position) => (position.array === array ? by(position.rest) : position)),
      keys,
    );
  if (array.length === 0) replace(ofEmpty);
  for (const element of array) replace((rest) => enter(element, rest));
};

/**
 * The keys under which a document is indexed and sorted by `paths`, one list of values a key: several where a path passes
 * through an array. Paths into the same array are followed element by element together. A missing field counts as null.
 * @throws CannotIndexParallelArrays when two paths end in different arrays
 */
export const indexKeys = (document: BsonDocument, paths: string[][]): unknown[][] => {
  const keys: unknown[][] = [];
  expand(
    paths.map((path) => follow(document, path)),
    keys,
  );
  return keys;
};
