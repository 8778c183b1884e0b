import { serialize } from 'bson';
import type { CommandContext, CommandDefinition } from '../command-context';
import { CommandError } from '../command-error';
import { optionalCount, optionalDocument, requireDocuments, requireString } from '../command-fields';
import type { Collection } from '../storage/collection';
import { type IndexDefinition, parseIndexDefinition } from '../storage/index-definition';
import { isDocument } from '../values/bson-type';
import { valueKey } from '../values/value-key';

const sameOptions = (a: IndexDefinition, b: IndexDefinition): boolean =>
  a.unique === b.unique && a.sparse === b.sparse && valueKey(a.partialFilter) === valueKey(b.partialFilter);

/** True when the index has to be made, false when it is there already. */
const isNewIndex = (collection: Collection, wanted: IndexDefinition): boolean => {
  if (Object.keys(wanted.key).length === 1 && '_id' in wanted.key) return false;
  for (const { definition } of collection.indexes.list().values()) {
    const sameKey = valueKey(definition.key) === valueKey(wanted.key);
    const sameFilter = valueKey(definition.partialFilter) === valueKey(wanted.partialFilter);
    if (definition.name === wanted.name) {
      if (sameKey && sameOptions(definition, wanted)) return false;
      throw new CommandError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index, with another key or other options: ${wanted.name}`,
      );
    }
    if (sameKey && sameFilter && sameOptions(definition, wanted)) {
      throw new CommandError('IndexOptionsConflict', `Index already exists with a different name: ${definition.name}`);
    }
  }
  return true;
};

const createIndexes: CommandDefinition = {
  fields: ['indexes', 'commitQuorum'],
  run: (command, { catalog, database }) => {
    const name = requireString(command, 'createIndexes');
    const definitions = requireDocuments(command, 'indexes').map(parseIndexDefinition);
    const createdCollectionAutomatically = catalog.find(database, name) === undefined;
    const collection = catalog.open(database, name);
    const numIndexesBefore = collection.indexes.list().size;
    const added: string[] = [];
    try {
      for (const definition of definitions) {
        if (!isNewIndex(collection, definition)) continue;
        collection.buildIndex(definition);
        added.push(definition.name);
      }
    } catch (error) {
      for (const indexName of added) collection.indexes.drop(indexName);
      throw error;
    }
    const numIndexesAfter = collection.indexes.list().size;
    const note = added.length === 0 ? { note: 'all indexes already exist' } : {};
    return { fields: { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically, ...note } };
  },
};

const openCollection = ({ catalog, database }: CommandContext, name: string): Collection => {
  const collection = catalog.find(database, name);
  if (collection === undefined) throw new CommandError('NamespaceNotFound', `ns does not exist: ${database}.${name}`);
  return collection;
};

const listIndexes: CommandDefinition = {
  fields: ['cursor'],
  run: (command, context) => {
    const name = requireString(command, 'listIndexes');
    const specs = [...openCollection(context, name).indexes.list().values()].map(({ definition }) => definition);
    const source = {
      namespace: `${context.database}.${name}`,
      length: specs.length,
      documentAt: (position: number) => serialize(specShown(specs[position])),
    };
    const batchSize = optionalCount(optionalDocument(command, 'cursor') ?? {}, 'batchSize');
    return { cursor: context.cursors.open(source, batchSize, false) };
  },
};

const specShown = (definition: IndexDefinition | undefined): object => {
  const { unique, ...spec } = definition?.spec ?? {};
  return unique === undefined || definition?.name === '_id_' ? spec : { ...spec, unique };
};

const namesToDrop = (collection: Collection, index: unknown): string[] => {
  const names = [...collection.indexes.list().keys()].filter((name) => name !== '_id_');
  if (index === '*') return names;
  if (Array.isArray(index)) return index.flatMap((one) => namesToDrop(collection, one));
  if (index === '_id_') throw new CommandError('InvalidOptions', 'cannot drop _id index');
  const found = names.find((name) =>
    isDocument(index)
      ? valueKey(collection.indexes.list().get(name)?.definition.key) === valueKey(index)
      : name === index,
  );
  if (found === undefined) throw new CommandError('IndexNotFound', `index not found with name [${String(index)}]`);
  return [found];
};

const dropIndexes: CommandDefinition = {
  fields: ['index'],
  run: (command, context) => {
    const collection = openCollection(context, requireString(command, 'dropIndexes'));
    const nIndexesWas = collection.indexes.list().size;
    for (const name of namesToDrop(collection, command['index'])) collection.indexes.drop(name);
    return { fields: { nIndexesWas } };
  },
};

/** Making, listing and dropping indexes. */
export const indexCommands: Record<string, CommandDefinition> = { createIndexes, listIndexes, dropIndexes };
