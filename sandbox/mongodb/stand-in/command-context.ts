import type { CursorRegistry, CursorReply } from './cursor-registry';
import type { FailPoint } from './fail-point';
import type { Catalog } from './storage/catalog';
import type { CheckTime } from './storage/collection';
import type { BsonDocument } from './values/bson-type';

/** One client's connection, as far as commands need it. */
export interface Connection {
  id: number;
  /** From the client's metadata in its first hello; faults can be bound to it. */
  appName: string | undefined;
}

/** What the whole server shares. */
export interface ServerState {
  catalog: Catalog;
  cursors: CursorRegistry;
  failPoint: FailPoint;
  version: string;
  now: () => Date;
}

/** What a command runs in. */
export interface CommandContext extends ServerState {
  connection: Connection;
  database: string;
  /** Throws MaxTimeMSExpired when the command's `maxTimeMS` is over. */
  checkTime: CheckTime;
}

/** What a command answers: fields, to which `ok: 1` is added, or a batch of a cursor. */
export type CommandReply = { fields: BsonDocument } | { cursor: CursorReply };

/** A command of the stand-in: the fields it takes besides those that every command takes, and what it does. */
export interface CommandDefinition {
  fields: readonly string[] | 'any';
  /** Runs in the `admin` database alone. */
  adminOnly?: true;
  run(command: BsonDocument, context: CommandContext): CommandReply;
}
