import { CommandError } from '../command-error';
import { compileFilter } from '../query/compile-filter';
import type { DocumentTest } from '../query/filter-types';
import { type BsonDocument, hasField, isDocument } from '../values/bson-type';
import { toNumber } from '../values/numeric';

/** What an index is about, read from a `createIndexes` command. */
export interface IndexDefinition {
  name: string;
  /** The specification as `listIndexes` shows it. */
  spec: BsonDocument;
  key: BsonDocument;
  paths: string[][];
  unique: boolean;
  sparse: boolean;
  /** Which documents a partial index holds; undefined: all. */
  partialFilter: BsonDocument | undefined;
  includes: DocumentTest;
}

const OPTIONS = new Set([
  ...['key', 'name', 'v', 'unique', 'sparse', 'background', 'partialFilterExpression', 'hidden'],
  // Taken, and without an effect: MongoDB promises no moment at which it removes a document, and the service needs none.
  'expireAfterSeconds',
]);

const isFlag = (value: unknown): boolean => value === true || (toNumber(value) ?? 0) !== 0;

const parseKey = (key: unknown): BsonDocument => {
  if (!isDocument(key) || Object.keys(key).length === 0) {
    throw new CommandError('CannotCreateIndex', 'Index keys cannot be empty.');
  }
  for (const field of Object.keys(key)) {
    const direction = toNumber(key[field]);
    if (field === '' || field.startsWith('$') || field.includes('$**')) {
      throw new CommandError('CannotCreateIndex', `the stand-in has no index on '${field}'`);
    }
    if (key[field] !== 'hashed' && (direction === undefined || direction === 0)) {
      throw new CommandError('CannotCreateIndex', `the stand-in has no index of the kind ${String(key[field])}`);
    }
  }
  return key;
};

const refuseUnknownOptions = (spec: BsonDocument): void => {
  const unknown = Object.keys(spec).find((option) => !OPTIONS.has(option));
  if (unknown !== undefined) {
    throw new CommandError('InvalidOptions', `the stand-in has no index option '${unknown}'`);
  }
};

/**
 * Reads one entry of `createIndexes`.
 * @throws CannotCreateIndex, InvalidOptions for kinds and options that the stand-in does not have
 */
export const parseIndexDefinition = (spec: unknown): IndexDefinition => {
  if (!isDocument(spec)) throw new CommandError('TypeMismatch', 'an index specification has to be an object');
  refuseUnknownOptions(spec);
  const key = parseKey(spec['key']);
  const name = spec['name'];
  if (typeof name !== 'string' || name === '') throw new CommandError('FailedToParse', "The 'name' field is required");
  const partialFilter = hasField(spec, 'partialFilterExpression') ? spec['partialFilterExpression'] : undefined;
  if (partialFilter !== undefined && !isDocument(partialFilter)) {
    throw new CommandError('TypeMismatch', "The field 'partialFilterExpression' must be an object");
  }
  const sparse = isFlag(spec['sparse']);
  if (sparse && partialFilter !== undefined) {
    throw new CommandError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  }
  return {
    name,
    spec: { v: 2, ...spec },
    key,
    paths: Object.keys(key).map((field) => field.split('.')),
    unique: isFlag(spec['unique']),
    sparse,
    partialFilter,
    includes: partialFilter === undefined ? () => true : compileFilter(partialFilter),
  };
};
