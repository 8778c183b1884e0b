import { mongo, type Connection } from 'mongoose';
import type { AuditEntry, AuditRecord } from '../domain/audit';
import type { AuditDocument } from './audit.model';
import { AUDIT, collectionOf } from './collection-names';
import { isDuplicateKey, unavailable } from './unavailable';

/** A place in the audit log. */
export interface AuditPlace {
  readonly at: Date;
  readonly id: string;
}

/**
 * The audit log. Entries are added and read; only a redaction of their order changes them. Each query names a range of one
 * index and sorts by it. Every method throws CheckoutError `unavailable`.
 */
export interface AuditLog {
  /** Adds an entry; one that is there already stays as it is. */
  readonly add: (id: string, entry: AuditEntry) => Promise<void>;
  /** Adds entries as `add`, by one command. @returns the ids of those that the database refuses */
  readonly addAll: (records: readonly AuditRecord[]) => Promise<ReadonlySet<string>>;
  /** Up to `limit` entries from `from` to `to`, both included, the newest first. @param actor null for all */
  readonly between: (
    actor: string | null,
    options: { readonly from: Date | null; readonly to: Date | null; readonly limit: number },
  ) => Promise<AuditRecord[]>;
  /** Up to `limit` entries of the same moment behind an entry, the newest first. */
  readonly sameMoment: (actor: string | null, after: AuditPlace, limit: number) => Promise<AuditRecord[]>;
  /** Removes the reasons from the entries of an order: free texts, which may name a buyer after all. */
  readonly forgetReasons: (merchantUid: string) => Promise<void>;
  /** The newest `limit` entries of an order, the newest first. */
  readonly ofOrder: (merchantUid: string, limit: number) => Promise<AuditRecord[]>;
}

const NEWEST_FIRST = { at: -1, _id: -1 } as const;

/** Opens the audit log of a connected store. */
export function createAuditLog(connection: Connection): AuditLog {
  const collection = auditCollection(connection);

  async function find(filter: mongo.Filter<AuditDocument>, limit: number): Promise<AuditRecord[]> {
    const found = await unavailable(() => collection.find(filter, { sort: NEWEST_FIRST, limit }).toArray());
    return found.map(({ _id, ...entry }) => ({ id: _id, ...entry }));
  }
  const of = (actor: string | null) => (actor === null ? {} : { actor: { $eq: actor } });

  return {
    add: (id, entry) =>
      unavailable(async () => {
        try {
          await collection.insertOne({ _id: id, ...entry });
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }),
    async addAll(records) {
      if (records.length === 0) return new Set();
      const documents = records.map(({ id, ...entry }) => ({ _id: id, ...entry }));
      return unavailable(async () => {
        try {
          await collection.insertMany(documents, { ordered: false });
          return new Set();
        } catch (error) {
          return refusedIn(error, documents);
        }
      });
    },
    between: (actor, { from, to, limit }) =>
      find({ ...of(actor), at: { $gte: from ?? new Date(0), ...(to !== null && { $lte: to }) } }, limit),
    sameMoment: (actor, { at, id }, limit) => find({ ...of(actor), at: { $eq: at }, _id: { $lt: id } }, limit),
    async forgetReasons(merchantUid) {
      const ofOrder = { merchantUid: { $eq: merchantUid }, at: { $gte: new Date(0) } };
      const found = await unavailable(() => collection.find(ofOrder, { projection: { reason: 1 } }).toArray());
      const writes = found
        .filter(({ reason }) => reason !== null)
        .map(({ _id }) => ({ updateOne: { filter: { _id: { $eq: _id } }, update: { $set: { reason: null } } } }));
      if (writes.length > 0) await unavailable(() => collection.bulkWrite(writes, { ordered: false }));
    },
    ofOrder: (merchantUid, limit) => find({ merchantUid: { $eq: merchantUid }, at: { $gte: new Date(0) } }, limit),
  };
}

/** The `audit` collection of the driver. */
function auditCollection(connection: Connection): mongo.Collection<AuditDocument> {
  return collectionOf<AuditDocument>(connection, AUDIT);
}

/**
 * The documents that an unordered write has not stored, but for those that were there already.
 *
 * @throws the error itself if it is not about single documents
 */
function refusedIn(error: unknown, documents: readonly AuditDocument[]): ReadonlySet<string> {
  if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  const errors = [error.writeErrors].flat();
  if (errors.length === 0 || error.result.getWriteConcernError() !== undefined) throw error;
  const refused = errors.filter(({ code }) => code !== 11000).map(({ index }) => documents[index]?._id);
  return new Set(refused.filter((id) => id !== undefined));
}
