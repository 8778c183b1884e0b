import type { CommandContext, CommandDefinition } from '../command-context';
import { CommandError } from '../command-error';
import {
  optionalArray,
  optionalDocument,
  optionalFlag,
  refuseUnknownFields,
  requireDocuments,
  requireString,
} from '../command-fields';
import { compileFilter } from '../query/compile-filter';
import type { Collection } from '../storage/collection';
import { compileUpdate, isOperatorUpdate } from '../update/compile-update';
import { type BsonDocument, cloneDocument, isDocument } from '../values/bson-type';
import { toNumber } from '../values/numeric';
import { refuseUnknownHint } from './index-hint';
import { buildUpsertDocument } from './upsert-document';
import { collectWriteErrors, writeErrorsField } from './write-errors';

const insert: CommandDefinition = {
  fields: ['documents', 'ordered'],
  run: (command, { catalog, database }) => {
    const name = requireString(command, 'insert');
    const documents = requireDocuments(command, 'documents');
    const collection = catalog.open(database, name);
    let n = 0;
    const errors = collectWriteErrors(documents, optionalFlag(command, 'ordered', true), (document) => {
      collection.insert(document);
      n += 1;
    });
    return { fields: { n, ...writeErrorsField(errors) } };
  },
};

const UPDATE_FIELDS = new Set(['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint']);

interface UpdateCounts {
  n: number;
  nModified: number;
  upserted: BsonDocument[];
}

const runUpdate = (
  { catalog, database, checkTime, now }: CommandContext,
  name: string,
  entry: BsonDocument,
  index: number,
  counts: UpdateCounts,
): void => {
  refuseUnknownFields('update.updates', entry, UPDATE_FIELDS);
  const filter = optionalDocument(entry, 'q') ?? {};
  const update = entry['u'];
  const multi = optionalFlag(entry, 'multi');
  if (multi && isDocument(update) && !isOperatorUpdate(update)) {
    throw new CommandError('FailedToParse', 'multi update is not supported for replacement-style update');
  }
  const apply = compileUpdate(update, optionalArray(entry, 'arrayFilters') ?? []);
  const existing = catalog.find(database, name);
  refuseUnknownHint(entry['hint'], existing);
  const moment = { inserting: false, now: now() };
  const matched = matchRecords(existing, filter, checkTime, multi);
  for (const record of matched) {
    const changed = cloneDocument(record.document);
    apply(changed, moment);
    counts.nModified += existing?.replace(record, changed) === true ? 1 : 0;
    counts.n += 1;
  }
  if (matched.length > 0 || !optionalFlag(entry, 'upsert')) return;
  const document = buildUpsertDocument(filter, update, apply, moment.now);
  const inserted = catalog.open(database, name).insert(document);
  counts.n += 1;
  counts.upserted.push({ index, _id: inserted.document['_id'] });
};

const matchRecords = (
  collection: Collection | undefined,
  filter: BsonDocument,
  checkTime: () => void,
  all: boolean,
): ReturnType<Collection['insert']>[] => {
  if (collection === undefined) {
    compileFilter(filter);
    return [];
  }
  const found = [];
  for (const record of collection.match(filter, checkTime)) {
    found.push(record);
    if (!all) break;
  }
  return found;
};

const update: CommandDefinition = {
  fields: ['updates', 'ordered'],
  run: (command, context) => {
    const name = requireString(command, 'update');
    const counts: UpdateCounts = { n: 0, nModified: 0, upserted: [] };
    const errors = collectWriteErrors(
      requireDocuments(command, 'updates'),
      optionalFlag(command, 'ordered', true),
      (entry, index) => runUpdate(context, name, entry, index, counts),
    );
    const { n, nModified, upserted } = counts;
    return { fields: { n, nModified, ...(upserted.length > 0 && { upserted }), ...writeErrorsField(errors) } };
  },
};

const DELETE_FIELDS = new Set(['q', 'limit', 'hint']);

const runDelete = ({ catalog, database, checkTime }: CommandContext, name: string, entry: BsonDocument): number => {
  refuseUnknownFields('delete.deletes', entry, DELETE_FIELDS);
  const limit = toNumber(entry['limit']);
  if (limit !== 0 && limit !== 1) {
    throw new CommandError('FailedToParse', 'The limit field in delete objects must be 0 or 1');
  }
  const collection = catalog.find(database, name);
  refuseUnknownHint(entry['hint'], collection);
  const matched = matchRecords(collection, optionalDocument(entry, 'q') ?? {}, checkTime, limit === 0);
  for (const record of matched) collection?.remove(record);
  return matched.length;
};

const remove: CommandDefinition = {
  fields: ['deletes', 'ordered'],
  run: (command, context) => {
    const name = requireString(command, 'delete');
    let n = 0;
    const errors = collectWriteErrors(
      requireDocuments(command, 'deletes'),
      optionalFlag(command, 'ordered', true),
      (entry) => {
        n += runDelete(context, name, entry);
      },
    );
    return { fields: { n, ...writeErrorsField(errors) } };
  },
};

/** Inserts, updates and deletes, in batches. */
export const writeCommands: Record<string, CommandDefinition> = { insert, update, delete: remove };
