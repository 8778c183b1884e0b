import { Schema, type Connection, type Model } from 'mongoose';
import type { Gap } from '../domain/window-gaps';
import type { Place } from './lease';
import { placeSchema } from './place.schema';
import { COLLECTION, moment, orAbsent, PART, text, whole, type Fields } from './schema-fields';

/** How far something was read, and who is at it. */
export interface CursorDocument {
  /** What is read. */
  readonly _id: string;
  /** Everything before this moment was read. */
  readonly through: Date;
  /** When it may be claimed, and by whom it is. */
  readonly queue: Place;
  /** What was left out of that. @default none */
  readonly gaps?: readonly Gap[];
}

const gapSchema = new Schema(
  { from: moment, to: moment, since: moment, tries: whole, dueAt: moment } satisfies Fields<Gap>,
  PART,
);

const cursorSchema = new Schema(
  {
    _id: text,
    through: moment,
    queue: { type: placeSchema, required: true },
    gaps: orAbsent([gapSchema]),
  } satisfies Fields<CursorDocument>,
  { collection: 'cursors', ...COLLECTION },
);

/** The `cursors` collection of one connection. */
export function cursorModel(connection: Connection): Model<CursorDocument> {
  return connection.model<CursorDocument>('Cursor', cursorSchema as unknown as Schema<CursorDocument>);
}
