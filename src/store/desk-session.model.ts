import { Schema, type Connection, type Model } from 'mongoose';
import type { DeskSession } from '../domain/desk-session';
import { DESK_SESSIONS } from './collection-names';
import { modelOf } from './model-of';
import { COLLECTION, moment, text, type Fields } from './schema-fields';

/** A session as MongoDB holds it: its `_id` is the digest. */
export interface DeskSessionDocument extends Omit<DeskSession, 'digest'> {
  readonly _id: string;
}

const deskSessionSchema = new Schema(
  {
    _id: text,
    keyDigest: text,
    startedAt: moment,
    seenAt: moment,
    endsAt: moment,
  } satisfies Fields<DeskSessionDocument>,
  { collection: DESK_SESSIONS, ...COLLECTION },
);

/** The `desk_sessions` collection as a model: the service reads and writes by the driver, and tests check every session by this. */
export function deskSessionModel(connection: Connection): Model<DeskSessionDocument> {
  return modelOf<DeskSessionDocument>(connection, 'DeskSession', deskSessionSchema, DESK_SESSIONS);
}
