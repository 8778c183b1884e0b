import { Schema } from 'mongoose';
import { perChannel, type Channel } from '../domain/outbox';
import type { Place } from './lease';
import { placeFields, placeSchema } from './place.schema';
import { flag, moment, orAbsent, PART, text, whole, wholeOrAbsent, type Fields } from './schema-fields';

/**
 * What an order may wait for: a carrier, a poll, the next step of a cancel, the registration of its amount, the removal of
 * its personal values, the next try of an event that is sent again and was refused (`resent`).
 */
export type QueueName = Channel | 'poll' | 'cancel' | 'prepare' | 'redact' | 'resent';

/** An order's places in the queues. A queue without the order is absent. */
export type Queues = { readonly [Name in Exclude<QueueName, 'poll' | 'redact' | 'handler'>]?: Place } & {
  readonly handler?: HandlerPlace;
  readonly poll?: PollPlace;
  readonly redact?: RedactPlace;
};

/** An order's place in the queue of events for handlers. */
export interface HandlerPlace extends Place {
  /** Absent until nobody has taken the first event of the order for a while. */
  readonly unhandled?: Unhandled;
}

/** An event that processes have left to others, and since when. */
export interface Unhandled {
  /** Its name. A process that has no handler for it passes the order over. */
  readonly event: string;
  readonly since: Date;
  /** The number of attempts then: an attempt since tells that a process has a handler. */
  readonly attempts: number;
}

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

const unhandledSchema = new Schema({ event: text, since: moment, attempts: whole } satisfies Fields<Unhandled>, PART);
const handlerSchema = new Schema(
  { ...placeFields, unhandled: orAbsent(unhandledSchema) } satisfies Fields<HandlerPlace>,
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
    handler: orAbsent(handlerSchema),
    prepare: orAbsent(placeSchema),
    cancel: orAbsent(placeSchema),
    resent: orAbsent(placeSchema),
    poll: orAbsent(pollSchema),
    redact: orAbsent(redactSchema),
  } satisfies Fields<Queues>,
  PART,
);
