import { Schema, type Connection, type Model } from 'mongoose';
import { AUDIT } from './collection-names';
import { modelOf } from './model-of';
import { COLLECTION } from './schema-fields';

/** Has no fields: the check at the start needs the indexes alone. */
const schema = new Schema({}, { collection: AUDIT, ...COLLECTION });

// Each lists entries, the newest first: those of an actor, those of an order, all of them.
schema.index({ actor: 1, at: -1, _id: -1 });
schema.index({ merchantUid: 1, at: -1, _id: -1 });
schema.index({ at: -1, _id: -1 });

/** The indexes of the `audit` collection, as a model that compares and builds them. It reads and writes no document. */
export function auditIndexes(connection: Connection): Model<never> {
  return modelOf<never>(connection, 'AuditIndexes', schema, AUDIT);
}
