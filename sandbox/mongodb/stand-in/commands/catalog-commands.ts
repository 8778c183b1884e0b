import { serialize } from 'bson';
import type { CommandContext, CommandDefinition } from '../command-context';
import { CommandError } from '../command-error';
import { optionalCount, optionalDocument, optionalFlag, requireString } from '../command-fields';
import { compileFilter } from '../query/compile-filter';
import type { BsonDocument } from '../values/bson-type';

const create: CommandDefinition = {
  fields: [],
  run: (command, { catalog, database }) => {
    const name = requireString(command, 'create');
    if (catalog.find(database, name) !== undefined) {
      throw new CommandError('NamespaceExists', `Collection ${database}.${name} already exists.`);
    }
    catalog.open(database, name);
    return { fields: {} };
  },
};

const drop: CommandDefinition = {
  fields: [],
  run: (command, { catalog, database }) => {
    const name = requireString(command, 'drop');
    const nIndexesWas = catalog.find(database, name)?.indexes.list().size;
    if (!catalog.drop(database, name)) return { fields: {} };
    return { fields: { nIndexesWas, ns: `${database}.${name}` } };
  },
};

const dropDatabase: CommandDefinition = {
  fields: [],
  run: (_command, { catalog, database }) => ({
    fields: catalog.dropDatabase(database) ? { dropped: database } : {},
  }),
};

const describeCollections = ({ catalog, database }: CommandContext, nameOnly: boolean): BsonDocument[] =>
  catalog.collections(database).map(([name]) => ({
    name,
    type: 'collection',
    ...(!nameOnly && {
      options: {},
      info: { readOnly: false },
      idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
    }),
  }));

const listCollections: CommandDefinition = {
  fields: ['filter', 'nameOnly', 'cursor', 'authorizedCollections'],
  run: (command, context) => {
    const test = compileFilter(optionalDocument(command, 'filter') ?? {});
    const found = describeCollections(context, optionalFlag(command, 'nameOnly')).filter(test);
    const source = {
      namespace: `${context.database}.$cmd.listCollections`,
      length: found.length,
      documentAt: (position: number) => serialize(found[position] ?? {}),
    };
    const batchSize = optionalCount(optionalDocument(command, 'cursor') ?? {}, 'batchSize');
    return { cursor: context.cursors.open(source, batchSize, false) };
  },
};

const listDatabases: CommandDefinition = {
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  adminOnly: true,
  run: (command, { catalog }) => {
    const test = compileFilter(optionalDocument(command, 'filter') ?? {});
    const sizes = optionalFlag(command, 'nameOnly') ? {} : { sizeOnDisk: 0, empty: false };
    const databases = catalog
      .databases()
      .map((name): BsonDocument => ({ name, ...sizes }))
      .filter(test);
    return { fields: { databases, totalSize: 0, totalSizeMb: 0 } };
  },
};

/** Making, listing and dropping collections and databases. */
export const catalogCommands: Record<string, CommandDefinition> = {
  create,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
};
