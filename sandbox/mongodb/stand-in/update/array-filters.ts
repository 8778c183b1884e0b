import { CommandError } from '../command-error';
import { compileFilter } from '../query/compile-filter';
import type { ValueTest } from '../query/filter-types';
import { type BsonDocument, isDocument } from '../values/bson-type';

/** For each name used as `$[name]`: which elements it selects. */
export type ElementTests = Map<string, ValueTest>;

const namesIn = (filter: BsonDocument): string[] =>
  Object.keys(filter).flatMap((field) => {
    const condition = filter[field];
    if (!field.startsWith('$')) return [field.split('.')[0] ?? ''];
    return Array.isArray(condition) ? condition.flatMap((part) => (isDocument(part) ? namesIn(part) : [])) : [];
  });

const parseFilter = (filter: unknown): [string, ValueTest] => {
  if (!isDocument(filter)) throw new CommandError('TypeMismatch', 'Each array filter must be an object');
  const [name, ...others] = new Set(namesIn(filter));
  if (name === undefined) {
    throw new CommandError('FailedToParse', 'Cannot use an expression without a top-level field name in arrayFilters');
  }
  if (others.length > 0) {
    throw new CommandError(
      'FailedToParse',
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${name}' and '${others[0] ?? ''}'`,
    );
  }
  const test = compileFilter(filter);
  return [name, (element) => test({ [name]: element })];
};

/**
 * Compiles an update's `arrayFilters`, each about one name.
 * @throws FailedToParse when two filters have the same name or one has none
 */
export const compileArrayFilters = (filters: unknown[]): ElementTests => {
  const tests: ElementTests = new Map();
  for (const [name, test] of filters.map(parseFilter)) {
    if (tests.has(name)) {
      throw new CommandError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      );
    }
    tests.set(name, test);
  }
  return tests;
};

const SELECTOR = /^\$\[(.+)\]$/;

/**
 * Holds the filters against the paths that use them.
 * @throws BadValue for a `$[name]` without filter, FailedToParse for a filter that no path uses
 */
export const checkArrayFilters = (tests: ElementTests, paths: string[][]): void => {
  const unused = new Set(tests.keys());
  for (const path of paths) {
    for (const component of path) {
      const name = SELECTOR.exec(component)?.[1];
      if (name === undefined) continue;
      if (!tests.has(name)) {
        throw new CommandError(
          'BadValue',
          `No array filter found for identifier '${name}' in path '${path.join('.')}'`,
        );
      }
      unused.delete(name);
    }
  }
  const [first] = unused;
  if (first !== undefined) {
    throw new CommandError('FailedToParse', `The array filter for identifier '${first}' was not used in the update`);
  }
};
