import { CommandError } from './command-error';
import type { CommandContext, CommandDefinition, CommandReply, Connection, ServerState } from './command-context';
import { optionalCount, optionalDocument } from './command-fields';
import { aggregateCommands } from './commands/aggregate';
import { catalogCommands } from './commands/catalog-commands';
import { faultCommands } from './commands/configure-fail-point';
import { findCommands } from './commands/find';
import { findAndModifyCommands } from './commands/find-and-modify';
import { handshakeCommands } from './commands/handshake';
import { indexCommands } from './commands/index-commands';
import { writeCommands } from './commands/write';
import type { BsonDocument } from './values/bson-type';
import { toNumber } from './values/numeric';

const COMMON_FIELDS = [
  '$db',
  '$clusterTime',
  '$readPreference',
  'apiDeprecationErrors',
  'apiStrict',
  'apiVersion',
  'autocommit',
  'comment',
  'lsid',
  'maxTimeMS',
  'readConcern',
  'startTransaction',
  'txnNumber',
  'writeConcern',
];

interface KnownCommand {
  definition: CommandDefinition;
  /** Undefined when it takes any. */
  fields: ReadonlySet<string> | undefined;
}

const fieldsOf = (name: string, { fields }: CommandDefinition): ReadonlySet<string> | undefined =>
  fields === 'any' ? undefined : new Set([name, ...COMMON_FIELDS, ...fields]);

const COMMANDS = new Map<string, KnownCommand>(
  Object.entries({
    ...handshakeCommands,
    ...findCommands,
    ...findAndModifyCommands,
    ...writeCommands,
    ...aggregateCommands,
    ...indexCommands,
    ...catalogCommands,
    ...faultCommands,
  }).map(([name, definition]) => [name, { definition, fields: fieldsOf(name, definition) }]),
);

const READ_CONCERNS = new Set([undefined, 'local', 'available', 'majority']);

// What a standalone server cannot keep is refused instead of promised.
const refuseImpossible = (command: BsonDocument): void => {
  if ('txnNumber' in command || 'autocommit' in command || 'startTransaction' in command) {
    throw new CommandError(
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
  }
  const level = optionalDocument(command, 'readConcern')?.['level'];
  if (!READ_CONCERNS.has(level as string | undefined)) {
    throw new CommandError('InvalidOptions', `the stand-in has no read concern '${String(level)}'`);
  }
  const w = toNumber(optionalDocument(command, 'writeConcern')?.['w']);
  if (w !== undefined && w > 1) {
    throw new CommandError('BadValue', "cannot use 'w' > 1 when a host is not replicated");
  }
};

const createTimeCheck = (maxTimeMs: number | undefined): (() => void) => {
  if (maxTimeMs === undefined || maxTimeMs === 0) return () => undefined;
  const end = performance.now() + maxTimeMs;
  return () => {
    if (performance.now() > end) throw new CommandError('MaxTimeMSExpired', 'operation exceeded time limit');
  };
};

/** The name of a command: its first field. */
export const commandName = (command: BsonDocument): string => Object.keys(command)[0] ?? '';

/**
 * Runs one command from start to end, with nothing else in between.
 * @throws CommandError when it is refused; CommandNotFound and IDLUnknownField for what the stand-in does not have
 */
export const executeCommand = (command: BsonDocument, connection: Connection, state: ServerState): CommandReply => {
  const name = commandName(command);
  const known = COMMANDS.get(name);
  if (known === undefined) throw new CommandError('CommandNotFound', `no such command: '${name}'`);
  for (const field of Object.keys(command)) {
    if (known.fields?.has(field) === false) {
      throw new CommandError('IDLUnknownField', `BSON field '${name}.${field}' is an unknown field.`);
    }
  }
  refuseImpossible(command);
  const database = typeof command['$db'] === 'string' ? command['$db'] : '';
  if (known.definition.adminOnly === true && database !== 'admin') {
    throw new CommandError('Unauthorized', `${name} may only be run against the admin database.`);
  }
  const context: CommandContext = {
    catalog: state.catalog,
    cursors: state.cursors,
    failPoint: state.failPoint,
    version: state.version,
    now: state.now,
    connection,
    database,
    checkTime: createTimeCheck(optionalCount(command, 'maxTimeMS')),
  };
  return known.definition.run(command, context);
};
