import { mongo } from 'mongoose';

/** The commands of all clients that connect later with `monitorCommands=true` in their URI. */
export interface WatchedCommands {
  /** Writes that do not name an `_id`, and writes of one document that name several. */
  readonly unkeyed: readonly string[];
  /** Every kind of write: `<collection> <command> <the changed fields, sorted>`. */
  readonly kinds: ReadonlySet<string>;
  /** What was read: each kind of query once. */
  readonly queries: ReadonlyMap<string, Query>;
}

/** A query as the server gets it. */
export interface Query {
  readonly collection: string;
  readonly filter: Fields;
  readonly sort: Fields | undefined;
}

type Fields = Record<string, unknown>;

/** Checks each command that the driver sends: so any server shows a write that a router before 8.0 refuses (code 61). */
export function watchCommands(): WatchedCommands {
  const unkeyed: string[] = [];
  const kinds = new Set<string>();
  const queries = new Map<string, Query>();
  const note = (collection: unknown, command: string, filter: Fields, change: unknown, isMulti = false) => {
    const kind = `${String(collection)} ${command} ${fieldsOf(change as Fields).join(',')}`;
    kinds.add(kind);
    if (!namesId(filter['_id'], isMulti)) unkeyed.push(`${kind} where ${JSON.stringify(filter)}`);
  };

  function onCommand({ commandName, command }: mongo.CommandStartedEvent): void {
    const collection: unknown = command[commandName];
    if (commandName === 'find') {
      const { filter = {}, sort } = command as { filter?: Fields; sort?: Map<string, unknown> };
      const query = { collection: String(collection), filter, sort: sort && Object.fromEntries(sort) };
      queries.set(nameOf(query), query);
    } else if (commandName === 'aggregate' || commandName === 'count' || commandName === 'distinct') {
      unkeyed.push(`${commandName}: not looked into`);
    } else if (commandName === 'update') {
      const updates = command['updates'] as { q: Fields; u: unknown; multi?: boolean }[];
      updates.forEach(({ q, u, multi }) => note(collection, commandName, q, u, multi));
    } else if (commandName === 'delete') {
      const deletes = command['deletes'] as { q: Fields; limit: number }[];
      deletes.forEach(({ q, limit }) => note(collection, commandName, q, {}, limit === 0));
    } else if (commandName === 'findAndModify') {
      note(collection, commandName, command['query'] as Fields, command['update']);
    } else if (commandName === 'insert') {
      const documents = command['documents'] as Fields[];
      documents.forEach((document) => note(collection, commandName, document, {}));
    } else if (commandName === 'bulkWrite') {
      unkeyed.push('bulkWrite: not looked into');
    }
  }

  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
  const { connect } = mongo.MongoClient.prototype;
  jest.spyOn(mongo.MongoClient.prototype, 'connect').mockImplementation(function (this: mongo.MongoClient) {
    if (this.listenerCount('commandStarted') === 0) this.on('commandStarted', onCommand);
    return connect.call(this);
  });
  return { unkeyed, kinds, queries };
}

/** A query without its values. */
function nameOf({ collection, filter, sort }: Query): string {
  const conditions = Object.entries(filter).map(([field, value]) => `${field} ${operatorsOf(value)}`.trim());
  return `${collection} ${conditions.join(', ')}${sort ? ` by ${Object.keys(sort).join()}` : ''}`;
}

function operatorsOf(value: unknown): string {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return keys.filter((key) => key.startsWith('$')).join();
}

function namesId(id: unknown, isMulti: boolean): boolean {
  if (typeof id === 'string') return true;
  if (typeof id !== 'object' || id === null) return false;
  return '$eq' in id || (isMulti && '$in' in id);
}

function fieldsOf(change: Fields): string[] {
  return Object.values(change)
    .flatMap((fields) => Object.keys(fields as Fields))
    .toSorted();
}
