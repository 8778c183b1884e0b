import { Schema, type Connection, type Model } from 'mongoose';
import { DESK_SESSIONS } from './collection-names';
import { modelOf } from './model-of';
import { COLLECTION } from './schema-fields';

/** The index of the `desk_sessions` collection, as a model that compares and builds it. It reads and writes no document. */
export function deskSessionIndexes(connection: Connection): Model<never> {
  const schema = new Schema({}, { collection: DESK_SESSIONS, ...COLLECTION });
  // MongoDB removes a session within a minute of its end. Where a server does not, a sign-in does.
  schema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });
  return modelOf<never>(connection, 'DeskSessionIndexes', schema, DESK_SESSIONS);
}
