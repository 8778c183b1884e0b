import type { CursorReply } from './cursor-registry';

const INT64 = 0x12;
const DOUBLE = 0x01;
const STRING = 0x02;
const DOCUMENT = 0x03;
const ARRAY = 0x04;
const END = Buffer.from([0]);

const name = (type: number, field: string): Buffer => Buffer.from(`${String.fromCharCode(type)}${field}\0`, 'latin1');

const wrap = (elements: Uint8Array[]): Uint8Array[] => {
  const size = Buffer.alloc(4);
  size.writeInt32LE(elements.reduce((sum, { length }) => sum + length, 5));
  return [size, ...elements, END];
};

const text = (value: string): Buffer => {
  const bytes = Buffer.from(`${value}\0`);
  const size = Buffer.alloc(4);
  size.writeInt32LE(bytes.length);
  return Buffer.concat([size, bytes]);
};

const long = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
};

const OK = Buffer.concat([name(DOUBLE, 'ok'), Buffer.from([0, 0, 0, 0, 0, 0, 0xf0, 0x3f])]);

/** `{ cursor: { firstBatch: [...], id, ns }, ok: 1 }` around documents that are in BSON already and are not encoded again. */
export const encodeCursorReply = ({ batchName, documents, cursorId, namespace }: CursorReply): Buffer => {
  const elements = documents.flatMap((document, i) => [name(DOCUMENT, String(i)), document]);
  const cursor = wrap([
    name(ARRAY, batchName),
    ...wrap(elements),
    name(INT64, 'id'),
    long(cursorId),
    name(STRING, 'ns'),
    text(namespace),
  ]);
  return Buffer.concat(wrap([name(DOCUMENT, 'cursor'), ...cursor, OK]));
};
