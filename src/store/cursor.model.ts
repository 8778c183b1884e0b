import { Schema, type Connection, type Model } from 'mongoose';
import type { Gap } from '../domain/window-gaps';
import { CURSORS } from './collection-names';
import type { Place } from './lease';
import { placeSchema } from './place.schema';
import { modelOf } from './model-of';
import { COLLECTION, moment, orAbsent, PART, text, whole, type Fields } from './schema-fields';

/** The read position of one list, and its claim. */
export interface CursorDocument {
  /** The name of the list. */
  readonly _id: string;
  /** Everything before this moment was read. */
  readonly through: Date;
  readonly queue: Place;
  /** The parts before `through` that were not read. @default none */
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
  { collection: CURSORS, ...COLLECTION },
);

/** The `cursors` collection of one connection. */
export function cursorModel(connection: Connection): Model<CursorDocument> {
  return modelOf<CursorDocument>(connection, 'Cursor', cursorSchema, CURSORS);
}
