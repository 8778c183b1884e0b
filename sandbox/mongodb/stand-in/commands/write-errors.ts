import { CommandError } from '../command-error';
import type { BsonDocument } from '../values/bson-type';

/** Runs each write of a batch; an ordered batch ends with its first failure. Answers the entries of `writeErrors`. */
export const collectWriteErrors = <T>(
  writes: T[],
  ordered: boolean,
  write: (entry: T, index: number) => void,
): BsonDocument[] => {
  const errors: BsonDocument[] = [];
  for (const [index, entry] of writes.entries()) {
    try {
      write(entry, index);
    } catch (error) {
      // What ends the whole command, and not only this write, is not an entry among others.
      if (!(error instanceof CommandError) || error.codeName === 'MaxTimeMSExpired') throw error;
      errors.push({ index, code: error.code, errmsg: error.message, ...error.details });
      if (ordered) break;
    }
  }
  return errors;
};

/** The `writeErrors` field of a reply, left out when there is none. */
export const writeErrorsField = (errors: BsonDocument[]): BsonDocument =>
  errors.length === 0 ? {} : { writeErrors: errors };
