import { serialize } from 'bson';
import { CommandError } from '../command-error';
import type { BsonDocument } from '../values/bson-type';

/** The greatest size of a stored document in bytes. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** A document in a collection. Never changed in place: an update puts a new record where the old one was. */
export interface StoredRecord {
  /** Grows with each insert, and stays with the document: its natural order. */
  readonly sequence: number;
  /** The key of its `_id` in the collection's map. */
  readonly idKey: string;
  readonly document: BsonDocument;
  /** The document as it goes over the wire. */
  readonly bytes: Uint8Array;
}

/**
 * Puts a document into the form in which it is kept.
 * @throws BSONObjectTooLarge above 16 MB
 */
export const createRecord = (document: BsonDocument, idKey: string, sequence: number): StoredRecord => {
  const bytes = serialize(document, { ignoreUndefined: false });
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw new CommandError('BSONObjectTooLarge', `object to insert too large. size in bytes: ${bytes.length}`);
  }
  return { sequence, idKey, document, bytes };
};
