import { Schema } from 'mongoose';
import { perChannel, type Channel } from '../domain/outbox';
import type { Place } from './lease';
import { placeFields, placeSchema } from './place.schema';
import { flag, orAbsent, PART, wholeOrAbsent, type Fields } from './schema-fields';

/**
 * What an order may wait for: a carrier, a poll, the next step of a cancel, the registration of its amount, the removal of
 * its personal values, the next try of an event that is sent again and was refused (`resent`).
 */
export type QueueName = Channel | 'poll' | 'cancel' | 'prepare' | 'redact' | 'resent';

/** An order's places in the queues. A queue without the order is absent. */
export type Queues = { readonly [Name in Exclude<QueueName, 'poll' | 'redact'>]?: Place } & {
  readonly poll?: PollPlace;
  readonly redact?: RedactPlace;
};

/** An order's place in the poll queue. */
export interface PollPlace extends Place {
  /** The number of polls so far. @default 0 */
  readonly step?: number;
  /** Always present: a query for due polls finds no place without it. */
  readonly isUrgent: boolean;
  /** When the poll was last brought forward. */
  readonly broughtForwardAt?: Date;
}

/** An order's place in the queue of redactions. */
export interface RedactPlace extends Place {
  /** When a person asked for it. Absent where the order waits for its time to be over. */
  readonly askedAt?: Date;
  /** The name of that person. */
  readonly askedBy?: string;
}

const redactSchema = new Schema(
  { ...placeFields, askedAt: orAbsent(Date), askedBy: orAbsent(String) } satisfies Fields<RedactPlace>,
  PART,
);

const pollSchema = new Schema(
  {
    ...placeFields,
    step: wholeOrAbsent,
    isUrgent: flag,
    broughtForwardAt: orAbsent(Date),
  } satisfies Fields<PollPlace>,
  PART,
);

export const queuesSchema = new Schema(
  {
    ...perChannel(() => orAbsent(placeSchema)),
    prepare: orAbsent(placeSchema),
    cancel: orAbsent(placeSchema),
    resent: orAbsent(placeSchema),
    poll: orAbsent(pollSchema),
    redact: orAbsent(redactSchema),
  } satisfies Fields<Queues>,
  PART,
);
