import { Long, serialize } from 'bson';
import type { CommandContext, CommandDefinition } from '../command-context';
import { CommandError } from '../command-error';
import { optionalArray, optionalCount, optionalDocument, optionalFlag, requireString } from '../command-fields';
import { compileFilter } from '../query/compile-filter';
import { compileProjection } from '../query/compile-projection';
import { compileSort } from '../query/compile-sort';
import type { StoredRecord } from '../storage/stored-record';
import type { BsonDocument } from '../values/bson-type';
import { toNumber } from '../values/numeric';
import { refuseUnknownHint } from './index-hint';

/** How a search is narrowed down besides its filter. */
export interface SearchOptions {
  sort: BsonDocument | undefined;
  skip: number;
  /** 0 is without limit. */
  limit: number;
}

const noRecords = (filter: BsonDocument): StoredRecord[] => {
  compileFilter(filter);
  return [];
};

/** The records that a filter matches, sorted and cut. */
export const searchRecords = (
  context: CommandContext,
  collectionName: string,
  filter: BsonDocument,
  { sort, skip, limit }: SearchOptions,
): StoredRecord[] => {
  const sortRecords = compileSort(sort);
  const collection = context.catalog.find(context.database, collectionName);
  // The filter is compiled in any case: a wrong one is an error also where there is nothing to search.
  const matching = collection === undefined ? noRecords(filter) : collection.match(filter, context.checkTime);
  const end = limit === 0 ? Infinity : skip + limit;
  const found: StoredRecord[] = [];
  for (const record of matching) {
    found.push(record);
    if (sortRecords === undefined && found.length >= end) break;
  }
  const sorted = sortRecords === undefined ? found : sortRecords(found, ({ document }) => document, end);
  context.checkTime();
  return skip === 0 && sorted.length <= end ? sorted : sorted.slice(skip, end);
};

const find: CommandDefinition = {
  fields: [
    'filter',
    'projection',
    'sort',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'hint',
    'allowDiskUse',
    'noCursorTimeout',
  ],
  run: (command, context) => {
    const name = requireString(command, 'find');
    refuseUnknownHint(command['hint'], context.catalog.find(context.database, name));
    const project = compileProjection(optionalDocument(command, 'projection'));
    const records = searchRecords(context, name, optionalDocument(command, 'filter') ?? {}, {
      sort: optionalDocument(command, 'sort'),
      skip: optionalCount(command, 'skip') ?? 0,
      limit: optionalCount(command, 'limit') ?? 0,
    });
    const bytesOf = (record: StoredRecord): Uint8Array =>
      project === undefined ? record.bytes : serialize(project(record.document), { ignoreUndefined: false });
    const source = {
      namespace: `${context.database}.${name}`,
      length: records.length,
      documentAt: (position: number) => bytesOf(records[position] as StoredRecord),
    };
    const singleBatch = optionalFlag(command, 'singleBatch');
    return { cursor: context.cursors.open(source, optionalCount(command, 'batchSize'), singleBatch) };
  },
};

const cursorIdOf = (value: unknown): bigint => {
  if (value instanceof Long) return value.toBigInt();
  const number = toNumber(value);
  if (number === undefined || !Number.isInteger(number))
    throw new CommandError('TypeMismatch', 'a cursor id is a long');
  return BigInt(number);
};

const getMore: CommandDefinition = {
  fields: ['collection', 'batchSize'],
  run: (command, context) => {
    const namespace = `${context.database}.${requireString(command, 'collection')}`;
    const batchSize = optionalCount(command, 'batchSize');
    return { cursor: context.cursors.next(cursorIdOf(command['getMore']), namespace, batchSize) };
  },
};

const killCursors: CommandDefinition = {
  fields: ['cursors'],
  run: (command, { cursors }) => {
    const ids = optionalArray(command, 'cursors') ?? [];
    const [killed, unknown]: [unknown[], unknown[]] = [[], []];
    for (const id of ids) (cursors.kill(cursorIdOf(id)) ? killed : unknown).push(id);
    return {
      fields: { cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] },
    };
  },
};

/** Searches and their cursors. */
export const findCommands: Record<string, CommandDefinition> = { find, getMore, killCursors };
