import { hasField, isDocument } from '../values/bson-type';

/** What a path finds where a document has no such field; distinct from a stored null. */
export const MISSING: unique symbol = Symbol('missing');

/** Called with each value at a path; answers true to stop the walk. */
export type Visit = (value: unknown) => boolean;

const INDEX = /^(0|[1-9]\d*)$/;

/** True for a path component that may be a position in an array. */
export const isArrayIndex = (component: string): boolean => INDEX.test(component);

const visitLeaf = (value: unknown, expandLeaf: boolean, visit: Visit): boolean => {
  if (!Array.isArray(value)) return visit(value);
  return (expandLeaf && value.some((element) => visit(element))) || visit(value);
};

const walkArray = (array: unknown[], path: string[], from: number, expandLeaf: boolean, visit: Visit): boolean => {
  const component = path[from] ?? '';
  if (isArrayIndex(component) && Number(component) < array.length) {
    const element = array[Number(component)];
    if (from === path.length - 1) {
      // An array found by its position is one value: it is not looked into a second time.
      if (visit(element)) return true;
    } else if (isDocument(element) || Array.isArray(element)) {
      if (walkValue(element, path, from + 1, expandLeaf, visit)) return true;
    }
  }
  for (const element of array) {
    if (isDocument(element) && walkValue(element, path, from, expandLeaf, visit)) return true;
  }
  return false;
};

const walkValue = (value: unknown, path: string[], from: number, expandLeaf: boolean, visit: Visit): boolean => {
  if (Array.isArray(value)) return walkArray(value, path, from, expandLeaf, visit);
  const component = path[from] ?? '';
  if (!isDocument(value) || !hasField(value, component)) return visit(MISSING);
  const next = value[component];
  return from === path.length - 1
    ? visitLeaf(next, expandLeaf, visit)
    : walkValue(next, path, from + 1, expandLeaf, visit);
};

/**
 * Visits what a condition on `path` is tested against: every value the path reaches through documents and arrays, the elements
 * of an array at its end (with `expandLeaf`) and that array itself, and {@link MISSING} where a document ends too early.
 * An empty path is the given value itself, which is how the elements of an array are tested one by one.
 * @returns true when a visit stopped the walk
 */
export const visitPath = (root: unknown, path: string[], expandLeaf: boolean, visit: Visit): boolean =>
  path.length === 0 ? visit(root) : walkValue(root, path, 0, expandLeaf, visit);
