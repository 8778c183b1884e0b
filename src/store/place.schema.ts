import { Schema } from 'mongoose';
import type { Place } from './lease';
import { moment, orAbsent, PART, type Fields } from './schema-fields';

/** The fields of every place in a queue. */
export const placeFields = { dueAt: moment, lease: orAbsent(String) } satisfies Fields<Place>;

export const placeSchema = new Schema(placeFields, PART);
