import { Schema } from 'mongoose';
import type { Channel } from '../domain/outbox';
import type { Place } from './lease';
import { placeFields, placeSchema } from './place.schema';
import { flag, orAbsent, PART, wholeOrAbsent, type Fields } from './schema-fields';

/** What an order may wait for: a carrier, a look at i'mport, the next step of a cancel, the registration of its amount. */
export type QueueName = Channel | 'poll' | 'cancel' | 'prepare';

/** An order's places in the queues; a queue that it is not in is absent. */
export type Queues = { readonly [Name in Exclude<QueueName, 'poll'>]?: Place } & { readonly poll?: PollPlace };

/** An order's place in the queue of those that are looked up. */
export interface PollPlace extends Place {
  /** How many polls came before. @default 0 */
  readonly step?: number;
  /** Always there, or the index would not have it. */
  readonly isUrgent: boolean;
  /** When its poll was last brought forward. */
  readonly broughtForwardAt?: Date;
}

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
    shop: orAbsent(placeSchema),
    sms: orAbsent(placeSchema),
    customerRecord: orAbsent(placeSchema),
    prepare: orAbsent(placeSchema),
    cancel: orAbsent(placeSchema),
    poll: orAbsent(pollSchema),
  } satisfies Fields<Queues>,
  PART,
);
