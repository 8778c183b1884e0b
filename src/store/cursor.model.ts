import { Schema, type Connection, type Model } from 'mongoose';
import type { Gap } from '../domain/window-gaps';

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

const gap = new Schema(
  {
    from: { type: Date, required: true },
    to: { type: Date, required: true },
    since: { type: Date, required: true },
    tries: { type: Number, required: true },
    dueAt: { type: Date, required: true },
  },
  { _id: false, strict: 'throw' },
);

const cursorSchema = new Schema(
  {
    _id: { type: String, required: true },
    through: { type: Date, required: true },
    leaseUntil: { type: Date, required: true },
    fence: { type: Number, required: true },
    gaps: { type: [gap], default: undefined },
  },
  { collection: 'cursors', versionKey: false, strict: 'throw', autoIndex: false, autoCreate: false },
);

/** The `cursors` collection of one connection. */
export function cursorModel(connection: Connection): Model<CursorDocument> {
  return connection.model<CursorDocument>('Cursor', cursorSchema as unknown as Schema<CursorDocument>);
}
