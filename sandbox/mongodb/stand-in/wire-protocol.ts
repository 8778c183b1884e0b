import { deserialize, type Document, serialize } from 'bson';
import { type BsonDocument, setField } from './values/bson-type';

const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;

const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** Bits that a receiver has to understand; those above may be ignored. */
const REQUIRED_BITS = 0xffff;
const CHECKSUM_BYTES = 4;

/** A command as it came over the wire. */
export interface Request {
  requestId: number;
  /** OP_QUERY is answered by OP_REPLY: the first hello of a driver. */
  format: 'message' | 'query';
  command: BsonDocument;
  /** False when the client does not read an answer (an unacknowledged write). */
  expectsReply: boolean;
}

// Numbers stay in their BSON types, binary data and patterns as well: what is stored goes out again as it came.
const BSON_OPTIONS = { promoteValues: false, promoteBuffers: false, promoteLongs: false, bsonRegExp: true };

const readDocument = (bytes: Uint8Array): BsonDocument => deserialize(bytes, BSON_OPTIONS);

const documentAt = (message: Buffer, at: number): Buffer => message.subarray(at, at + message.readInt32LE(at));

const textAt = (message: Buffer, at: number): string => message.toString('utf8', at, message.indexOf(0, at));

const readSequence = (section: Buffer, into: BsonDocument): void => {
  const name = textAt(section, 4);
  const documents: BsonDocument[] = [];
  for (let at = 4 + Buffer.byteLength(name) + 1; at < section.length;) {
    const bytes = documentAt(section, at);
    documents.push(readDocument(bytes));
    at += bytes.length;
  }
  setField(into, name, documents);
};

const readSections = (message: Buffer, start: number, end: number): BsonDocument => {
  let command: BsonDocument = {};
  const sequences: BsonDocument = {};
  for (let at = start; at < end;) {
    const kind = message[at];
    const section = documentAt(message, at + 1);
    if (kind === 0) command = readDocument(section);
    else if (kind === 1) readSequence(section, sequences);
    else throw new Error(`unknown section kind ${kind}`);
    at += 1 + section.length;
  }
  return Object.assign(command, sequences);
};

const readMessage = (message: Buffer, requestId: number): Request => {
  const flags = message.readUInt32LE(HEADER_BYTES);
  if ((flags & REQUIRED_BITS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) !== 0) throw new Error(`unknown flags ${flags}`);
  const end = message.length - ((flags & CHECKSUM_PRESENT) !== 0 ? CHECKSUM_BYTES : 0);
  return {
    requestId,
    format: 'message',
    command: readSections(message, HEADER_BYTES + 4, end),
    expectsReply: (flags & MORE_TO_COME) === 0,
  };
};

const readQuery = (message: Buffer, requestId: number): Request => {
  const namespace = textAt(message, HEADER_BYTES + 4);
  const at = HEADER_BYTES + 4 + Buffer.byteLength(namespace) + 1 + 8;
  const command = readDocument(documentAt(message, at));
  command['$db'] = namespace.split('.')[0] ?? '';
  return { requestId, format: 'query', command, expectsReply: true };
};

/**
 * Reads one whole message.
 * @throws Error for anything but OP_MSG and OP_QUERY, and for a message that is broken: the connection is of no more use then
 */
export const readRequest = (message: Buffer): Request => {
  const requestId = message.readInt32LE(4);
  const opCode = message.readInt32LE(12);
  if (opCode === OP_MSG) return readMessage(message, requestId);
  if (opCode === OP_QUERY) return readQuery(message, requestId);
  throw new Error(`unknown opcode ${opCode}`);
};

const frame = (request: Request, opCode: number, prefix: Buffer, body: Uint8Array): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeInt32LE(HEADER_BYTES + prefix.length + body.length, 0);
  header.writeInt32LE(request.requestId, 4);
  header.writeInt32LE(request.requestId, 8);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, prefix, body]);
};

// Flags: none, so no checksum follows; then the one section, of kind 0.
const MESSAGE_PREFIX = Buffer.from([0, 0, 0, 0, 0]);

const queryPrefix = (): Buffer => {
  const prefix = Buffer.alloc(20);
  prefix.writeInt32LE(1, 16);
  return prefix;
};

/** Puts a reply, already in BSON, into the format in which it was asked. */
export const writeReply = (request: Request, body: Uint8Array): Buffer =>
  request.format === 'message'
    ? frame(request, OP_MSG, MESSAGE_PREFIX, body)
    : frame(request, OP_REPLY, queryPrefix(), body);

/** A reply of plain fields in BSON. */
export const encodeFields = (fields: Document): Uint8Array => serialize(fields, { ignoreUndefined: true });
