import { serialize } from 'bson';
import type { CommandDefinition } from '../command-context';
import { CommandError } from '../command-error';
import { optionalArray, optionalCount, optionalDocument, refuseUnknownFields, requireString } from '../command-fields';
import { runPipeline } from '../query/run-pipeline';
import { type BsonDocument, isDocument } from '../values/bson-type';
import { equalValues } from '../values/compare-values';
import { indexKeys } from '../query/index-keys';
import { valueKey } from '../values/value-key';
import { searchRecords } from './find';
import { refuseUnknownHint } from './index-hint';

const stagesOf = (command: BsonDocument): BsonDocument[] =>
  (optionalArray(command, 'pipeline') ?? []).map((stage) => {
    if (isDocument(stage)) return stage;
    throw new CommandError('TypeMismatch', "Each element of the 'pipeline' array must be an object");
  });

const CURSOR_FIELDS = new Set(['batchSize']);

const aggregate: CommandDefinition = {
  fields: ['pipeline', 'cursor', 'hint', 'allowDiskUse'],
  run: (command, context) => {
    const name = requireString(command, 'aggregate');
    refuseUnknownHint(command['hint'], context.catalog.find(context.database, name));
    const cursor = optionalDocument(command, 'cursor');
    if (cursor === undefined) throw new CommandError('FailedToParse', "The 'cursor' option is required");
    refuseUnknownFields('aggregate.cursor', cursor, CURSOR_FIELDS);
    const stages = stagesOf(command);
    // A leading $match is the search's filter, so that it can use an index.
    const [first] = stages;
    const filter = first !== undefined ? optionalDocument(first, '$match') : undefined;
    const found = searchRecords(context, name, filter ?? {}, { sort: undefined, skip: 0, limit: 0 });
    const results = runPipeline(
      found.map(({ document }) => document),
      filter === undefined ? stages : stages.slice(1),
      context.checkTime,
    );
    const source = {
      namespace: `${context.database}.${name}`,
      length: results.length,
      documentAt: (position: number) => serialize(results[position] ?? {}, { ignoreUndefined: false }),
    };
    return { cursor: context.cursors.open(source, optionalCount(cursor, 'batchSize'), false) };
  },
};

const count: CommandDefinition = {
  fields: ['query', 'limit', 'skip', 'hint'],
  run: (command, context) => {
    const name = requireString(command, 'count');
    refuseUnknownHint(command['hint'], context.catalog.find(context.database, name));
    const found = searchRecords(context, name, optionalDocument(command, 'query') ?? {}, {
      sort: undefined,
      skip: optionalCount(command, 'skip') ?? 0,
      limit: optionalCount(command, 'limit') ?? 0,
    });
    return { fields: { n: found.length } };
  },
};

const distinct: CommandDefinition = {
  fields: ['key', 'query', 'hint'],
  run: (command, context) => {
    const name = requireString(command, 'distinct');
    const path = requireString(command, 'key').split('.');
    const found = searchRecords(context, name, optionalDocument(command, 'query') ?? {}, {
      sort: undefined,
      skip: 0,
      limit: 0,
    });
    const values = new Map<string, unknown>();
    for (const { document } of found)
      for (const value of distinctValues(document, path)) values.set(valueKey(value), value);
    return { fields: { values: [...values.values()] } };
  },
};

// A missing field has no distinct value, a stored null has one.
const distinctValues = (document: BsonDocument, path: string[]): unknown[] => {
  const values = indexKeys(document, [path]).map(([value]) => value);
  return values.filter((value) => value !== undefined && (!equalValues(value, null) || storesNull(document, path)));
};

const storesNull = (value: unknown, path: string[]): boolean => {
  if (Array.isArray(value)) return value.some((element) => storesNull(element, path));
  const [field, ...rest] = path;
  if (field === undefined) return value === null;
  return isDocument(value) && field in value && storesNull(value[field], rest);
};

/** What computes over many documents. */
export const aggregateCommands: Record<string, CommandDefinition> = { aggregate, count, distinct };
