import { CommandError } from '../command-error';
import { type BsonDocument, isDocument } from '../values/bson-type';
import { describeValue } from '../values/describe-value';
import type { ElementTests } from './array-filters';
import { isElementSelector } from './modification';
import { readTarget } from './update-path';

/** The array that a selector picks from. @throws BadValue where there is none */
const arrayAt = (value: unknown, before: string[]): unknown[] => {
  if (Array.isArray(value)) return value;
  throw new CommandError(
    'BadValue',
    value === undefined
      ? `The path '${before.join('.')}' must exist in the document in order to apply array updates.`
      : `Cannot apply array updates to non-array element ${before.at(-1) ?? ''}: ${describeValue(value)}`,
  );
};

const valueIn = (container: unknown, key: string): unknown =>
  Array.isArray(container) || isDocument(container) ? readTarget({ container, key }) : undefined;

/**
 * Puts positions in place of the `$[]` and `$[name]` of an update's path: one path for each element that they select in
 * the document as it is before the update.
 *
 * @throws BadValue where a selector meets no array
 */
export const expandPath = (document: BsonDocument, path: string[], tests: ElementTests): string[][] => {
  const found: string[][] = [];
  const walk = (value: unknown, before: string[]): void => {
    const [component, ...rest] = path.slice(before.length);
    if (component === undefined || ![component, ...rest].some(isElementSelector)) {
      found.push([...before, ...path.slice(before.length)]);
    } else if (isElementSelector(component)) {
      const test = tests.get(component.slice(2, -1));
      arrayAt(value, before).forEach((element, i) => {
        if (test === undefined || test(element)) walk(element, [...before, String(i)]);
      });
    } else {
      walk(valueIn(value, component), [...before, component]);
    }
  };
  walk(document, []);
  return found;
};
