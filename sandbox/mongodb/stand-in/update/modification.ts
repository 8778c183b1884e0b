import { CommandError } from '../command-error';
import { compareTexts } from '../values/compare-values';
import type { BsonDocument } from '../values/bson-type';

/** What an update knows when it is applied. */
export interface UpdateMoment {
  /** True while an upsert builds a new document: `$setOnInsert` counts only then. */
  inserting: boolean;
  now: Date;
}

/** A compiled update: changes the given document in place. */
export type ApplyUpdate = (document: BsonDocument, moment: UpdateMoment) => void;

/** What one operator does to one path. */
export interface Modification {
  /** As the update gives it, with selectors. */
  path: string[];
  /** Is given the path once more for each element that its selectors pick, with positions in their place. */
  apply: (document: BsonDocument, path: string[], moment: UpdateMoment) => void;
}

/** True for `$[]` and `$[name]`. */
export const isElementSelector = (component: string): boolean => component.startsWith('$[');

const refuseComponent = (component: string, path: string): void => {
  if (component === '') {
    throw new CommandError(
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  }
  if (component === '$') {
    throw new CommandError('BadValue', `the stand-in does not do the positional '$' in '${path}': use arrayFilters`);
  }
  if (component.startsWith('$') && !/^\$\[.*\]$/.test(component)) {
    throw new CommandError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${component}' in '${path}' is not valid for storage.`,
    );
  }
};

/** Takes an update's path apart. @throws EmptyFieldName, DollarPrefixedFieldName; BadValue for the positional `$` */
export const parseUpdatePath = (path: string): string[] => {
  const components = path.split('.');
  for (const component of components) refuseComponent(component, path);
  return components;
};

/** The first path that meets another one: both change the same, or one changes what is inside of the other's. */
const findMeeting = (paths: readonly string[][]): { path: string; at: string } | undefined => {
  const seen = new Map<string, 'whole' | 'part'>();
  for (const path of paths) {
    for (let length = 1; length <= path.length; length += 1) {
      const prefix = path.slice(0, length).join('.');
      const isWhole = length === path.length;
      if (seen.get(prefix) === 'whole' || (isWhole && seen.has(prefix))) return { path: path.join('.'), at: prefix };
      seen.set(prefix, isWhole ? 'whole' : 'part');
    }
  }
  return undefined;
};

/** Refuses two modifications of one path, or of a path and what is in it. @throws ConflictingUpdateOperators */
export const refuseConflicts = (modifications: readonly Modification[]): void => {
  const meeting = findMeeting(modifications.map(({ path }) => path));
  if (meeting === undefined) return;
  throw new CommandError(
    'ConflictingUpdateOperators',
    `Updating the path '${meeting.path}' would create a conflict at '${meeting.at}'`,
  );
};

/** The same for paths whose selectors picked elements of a document. @throws ConflictingUpdateOperators */
export const refuseMeetings = (paths: readonly string[][]): void => {
  const meeting = findMeeting(paths);
  if (meeting === undefined) return;
  throw new CommandError('ConflictingUpdateOperators', `Update created a conflict at '${meeting.at}'`);
};

const DIGITS = /^\d+$/;

/** The order in which modifications are made, and new fields appear: by name, positions in arrays by number. */
export const byPath = (a: Modification, b: Modification): number => {
  for (let i = 0; i < Math.min(a.path.length, b.path.length); i += 1) {
    const [x, y] = [a.path[i] ?? '', b.path[i] ?? ''];
    const byNumber = DIGITS.test(x) && DIGITS.test(y) ? Number(x) - Number(y) : 0;
    const order = byNumber === 0 ? compareTexts(x, y) : byNumber;
    if (order !== 0) return order;
  }
  return a.path.length - b.path.length;
};
