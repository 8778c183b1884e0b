import type { CommandDefinition } from '../command-context';
import { type BsonDocument, isDocument } from '../values/bson-type';
import { MAX_DOCUMENT_BYTES } from '../storage/stored-record';

/** The wire protocol of MongoDB 7.0. */
const WIRE_VERSION = 21;

/** The greatest message that a client may send, in bytes. */
export const MAX_MESSAGE_BYTES = 48_000_000;

const appNameIn = (command: BsonDocument): string | undefined => {
  const client = command['client'];
  const application = isDocument(client) ? client['application'] : undefined;
  const name = isDocument(application) ? application['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
};

const createHello = (primaryField: 'isWritablePrimary' | 'ismaster'): CommandDefinition => ({
  // Newer drivers announce what older servers do not know, and are not refused for it.
  fields: 'any',
  run: (command, { connection, now }) => {
    connection.appName ??= appNameIn(command);
    return {
      fields: {
        helloOk: true,
        [primaryField]: true,
        maxBsonObjectSize: MAX_DOCUMENT_BYTES,
        maxMessageSizeBytes: MAX_MESSAGE_BYTES,
        maxWriteBatchSize: 100_000,
        localTime: now(),
        logicalSessionTimeoutMinutes: 30,
        connectionId: connection.id,
        minWireVersion: 0,
        maxWireVersion: WIRE_VERSION,
        readOnly: false,
      },
    };
  },
});

const buildInfo: CommandDefinition = {
  fields: [],
  run: (_command, { version }) => ({
    fields: {
      version,
      versionArray: [7, 0, 0, 0],
      gitVersion: 'none',
      modules: [],
      sysInfo: 'an in-process stand-in for development and tests',
      maxBsonObjectSize: MAX_DOCUMENT_BYTES,
      debug: false,
      bits: 64,
    },
  }),
};

/** How a client gets to know the server: a standalone, so that no driver retries writes or begins a transaction. */
export const handshakeCommands: Record<string, CommandDefinition> = {
  hello: createHello('isWritablePrimary'),
  isMaster: createHello('ismaster'),
  ismaster: createHello('ismaster'),
  ping: { fields: [], run: () => ({ fields: {} }) },
  endSessions: { fields: [], run: () => ({ fields: {} }) },
  buildInfo,
  buildinfo: buildInfo,
};
