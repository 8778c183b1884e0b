import { Schema, type Connection, type Model } from 'mongoose';
import { AUDIT_ACTIONS, type AuditDetails, type AuditEntry } from '../domain/audit';
import { AUDIT } from './collection-names';
import { modelOf } from './model-of';
import { COLLECTION, moment, oneOf, orAbsent, PART, text, textOrNull, type Fields } from './schema-fields';

const detailsSchema = new Schema(
  {
    request_id: orAbsent(String),
    imp_uid: orAbsent(String),
    // The decimal amount that the shop reads, not the smallest unit.
    amount: orAbsent(Number),
    currency: orAbsent(String),
    fields: orAbsent(String),
    notification_id: orAbsent(String),
    carrier: orAbsent(String),
    exported: orAbsent(String),
    route: orAbsent(String),
    scope: orAbsent(String),
  } satisfies Fields<AuditDetails>,
  PART,
);

/** The fields of an entry, wherever it is stored. */
export const auditFields = {
  at: moment,
  action: oneOf(AUDIT_ACTIONS),
  actor: text,
  operator: textOrNull,
  merchantUid: textOrNull,
  reason: textOrNull,
  details: { type: detailsSchema, required: true },
} satisfies Fields<AuditEntry>;

/** An entry that waits in the outbox of its order. */
export const auditEntrySchema = new Schema(auditFields, PART);

/** An entry of the audit log. Its `_id` is that of the outbox entry, so that it is copied once. */
export interface AuditDocument extends AuditEntry {
  readonly _id: string;
}

const auditSchema = new Schema({ _id: text, ...auditFields } satisfies Fields<AuditDocument>, {
  collection: AUDIT,
  ...COLLECTION,
});
/** The `audit` collection as a model: the service reads and writes by the driver, and tests check every entry by this. */
export function auditModel(connection: Connection): Model<AuditDocument> {
  return modelOf<AuditDocument>(connection, 'Audit', auditSchema, AUDIT);
}
