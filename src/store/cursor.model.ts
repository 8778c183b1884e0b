import { Schema, type Connection, type Model } from 'mongoose';
import type { Gap } from '../domain/window-gaps';
import { COLLECTION, moment, orAbsent, PART, text, whole, type Fields } from './schema-fields';

/** How far something was read, and who is at it. */
export interface CursorDocument {
  /** What is read. */
  readonly _id: string;
  /** Everything before this moment was read. */
  readonly through: Date;
  /** Until when it belongs to its claimant. */
  readonly leaseUntil: Date;
  /** Raised by each claim: it fences off a claimant whose lease ran out. */
  readonly fence: number;
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
    leaseUntil: moment,
    fence: whole,
    gaps: orAbsent([gapSchema]),
  } satisfies Fields<CursorDocument>,
  { collection: 'cursors', ...COLLECTION },
);

/** The `cursors` collection of one connection. */
export function cursorModel(connection: Connection): Model<CursorDocument> {
  return connection.model<CursorDocument>('Cursor', cursorSchema as unknown as Schema<CursorDocument>);
}
