import type { CommandContext, CommandDefinition, CommandReply } from '../command-context';
import { CommandError } from '../command-error';
import { optionalArray, optionalDocument, optionalFlag, requireString } from '../command-fields';
import { compileProjection, type Project } from '../query/compile-projection';
import type { StoredRecord } from '../storage/stored-record';
import { compileUpdate } from '../update/compile-update';
import { type BsonDocument, cloneDocument, hasField } from '../values/bson-type';
import { searchRecords } from './find';
import { refuseUnknownHint } from './index-hint';
import { buildUpsertDocument } from './upsert-document';

interface Modification {
  name: string;
  filter: BsonDocument;
  record: StoredRecord | undefined;
  returnNew: boolean;
  project: Project;
}

const reply = (value: BsonDocument | null, lastErrorObject: BsonDocument): CommandReply => ({
  fields: { lastErrorObject, value },
});

const removeRecord = (context: CommandContext, { name, record, project }: Modification): CommandReply => {
  if (record === undefined) return reply(null, { n: 0 });
  context.catalog.find(context.database, name)?.remove(record);
  return reply(project(record.document), { n: 1 });
};

const updateRecord = (context: CommandContext, command: BsonDocument, modification: Modification): CommandReply => {
  const { name, filter, record, returnNew, project } = modification;
  const update = command['update'];
  const apply = compileUpdate(update, optionalArray(command, 'arrayFilters') ?? []);
  const now = context.now();
  if (record !== undefined) {
    const changed = cloneDocument(record.document);
    apply(changed, { inserting: false, now });
    context.catalog.find(context.database, name)?.replace(record, changed);
    return reply(project(returnNew ? changed : record.document), { n: 1, updatedExisting: true });
  }
  if (!optionalFlag(command, 'upsert')) return reply(null, { n: 0, updatedExisting: false });
  const document = buildUpsertDocument(filter, update, apply, now);
  const inserted = context.catalog.open(context.database, name).insert(document);
  const lastErrorObject = { n: 1, updatedExisting: false, upserted: inserted.document['_id'] };
  return reply(returnNew ? project(inserted.document) : null, lastErrorObject);
};

const readModification = (command: BsonDocument, context: CommandContext): Modification => {
  const name = requireString(command, 'findAndModify');
  const filter = optionalDocument(command, 'query') ?? {};
  const options = { sort: optionalDocument(command, 'sort'), skip: 0, limit: 1 };
  refuseUnknownHint(command['hint'], context.catalog.find(context.database, name));
  return {
    name,
    filter,
    record: searchRecords(context, name, filter, options)[0],
    returnNew: optionalFlag(command, 'new'),
    project: compileProjection(optionalDocument(command, 'fields')) ?? ((document) => document),
  };
};

const findAndModify: CommandDefinition = {
  fields: ['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'arrayFilters', 'hint'],
  run: (command, context) => {
    const removing = optionalFlag(command, 'remove');
    if (removing === hasField(command, 'update')) {
      throw new CommandError('FailedToParse', 'Either an update or remove=true must be specified');
    }
    if (removing && (optionalFlag(command, 'new') || optionalFlag(command, 'upsert'))) {
      throw new CommandError('FailedToParse', 'Cannot specify both new=true or upsert=true and remove=true');
    }
    const modification = readModification(command, context);
    return removing ? removeRecord(context, modification) : updateRecord(context, command, modification);
  },
};

const underLowerCaseName: CommandDefinition = {
  fields: findAndModify.fields,
  run: ({ findandmodify: name, ...rest }, context) => findAndModify.run({ findAndModify: name, ...rest }, context),
};

/** Changes or removes one document and answers it, in one step. */
export const findAndModifyCommands: Record<string, CommandDefinition> = {
  findAndModify,
  findandmodify: underLowerCaseName,
};
