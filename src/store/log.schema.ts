import { Schema } from 'mongoose';
import { LOG_KINDS, type LogEntry } from '../domain/log-entry';
import { moment, oneOf, orAbsent, PART, wholeOrAbsent, type Fields } from './schema-fields';

/** An entry of an order's log. Its fields depend on its kind. */
export const logSchema = new Schema(
  {
    kind: oneOf(LOG_KINDS),
    at: moment,
    source: orAbsent(String),
    impUid: orAbsent(String),
    status: orAbsent(String),
    outcome: orAbsent(String),
    id: orAbsent(String),
    state: orAbsent(String),
    why: orAbsent(String),
    fields: orAbsent([String]),
    entries: wholeOrAbsent,
    cause: orAbsent(String),
    messages: wholeOrAbsent,
    requestId: orAbsent(String),
    by: orAbsent(String),
  } satisfies Fields<LogEntry>,
  PART,
);
