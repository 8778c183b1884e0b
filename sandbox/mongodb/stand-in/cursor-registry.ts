import { randomBytes } from 'node:crypto';
import { CommandError } from './command-error';

/** The result of a search, from which batches are taken one after the other. */
export interface ResultSource {
  namespace: string;
  /** How many documents there are in all. */
  length: number;
  documentAt(position: number): Uint8Array;
}

/** The first or next documents of a cursor, already in BSON. */
export interface CursorReply {
  batchName: 'firstBatch' | 'nextBatch';
  documents: Uint8Array[];
  cursorId: bigint;
  namespace: string;
}

/** The cursors that are open on a server. */
export interface CursorRegistry {
  /** The first batch; the cursor stays open when there is more and `singleBatch` is not asked for. */
  open(source: ResultSource, batchSize: number | undefined, singleBatch: boolean): CursorReply;
  /** @throws CursorNotFound */
  next(id: bigint, namespace: string, batchSize: number | undefined): CursorReply;
  /** True when there was such a cursor. */
  kill(id: bigint): boolean;
  readonly size: number;
}

const FIRST_BATCH = 101;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

interface OpenCursor {
  source: ResultSource;
  position: number;
}

const takeBatch = (cursor: OpenCursor, batchSize: number): Uint8Array[] => {
  const documents: Uint8Array[] = [];
  let bytes = 0;
  while (documents.length < batchSize && cursor.position < cursor.source.length) {
    const document = cursor.source.documentAt(cursor.position);
    bytes += document.length;
    if (bytes > MAX_BATCH_BYTES && documents.length > 0) break;
    documents.push(document);
    cursor.position += 1;
  }
  return documents;
};

const newId = (): bigint => (randomBytes(8).readBigUInt64LE() >> 2n) + 1n;

/** A registry without cursors. */
export const createCursorRegistry = (): CursorRegistry => {
  const cursors = new Map<bigint, OpenCursor>();
  return {
    open: (source, batchSize, singleBatch) => {
      const cursor = { source, position: 0 };
      const documents = takeBatch(cursor, batchSize ?? FIRST_BATCH);
      const finished = singleBatch || cursor.position >= source.length;
      const cursorId = finished ? 0n : newId();
      if (!finished) cursors.set(cursorId, cursor);
      return { batchName: 'firstBatch', documents, cursorId, namespace: source.namespace };
    },
    next: (id, namespace, batchSize) => {
      const cursor = cursors.get(id);
      if (cursor === undefined || cursor.source.namespace !== namespace) {
        throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
      }
      const documents = takeBatch(cursor, batchSize === undefined || batchSize === 0 ? Infinity : batchSize);
      const finished = cursor.position >= cursor.source.length;
      if (finished) cursors.delete(id);
      return { batchName: 'nextBatch', documents, cursorId: finished ? 0n : id, namespace };
    },
    kill: (id) => cursors.delete(id),
    get size() {
      return cursors.size;
    },
  };
};
