import { Schema, type Connection, type Model } from 'mongoose';
import type { AuditRecord } from '../domain/audit';
import { CHANNELS, type Channel } from '../domain/outbox';
import { auditFields } from './audit.model';
import { RESENDS } from './collection-names';
import type { Place } from './lease';
import { placeSchema } from './place.schema';
import { modelOf } from './model-of';
import { COLLECTION, moment, oneOf, orAbsent, PART, text, textOrNull, whole, type Fields } from './schema-fields';
import type { OrderKey } from './order-keys';

/** A carrier whose dead letters are sent again, and who asked. */
export interface ReplayDocument {
  readonly carrier: Channel;
  readonly actor: string;
  readonly operator: string | null;
}

/** A resend of the messages of a period, and how far it has come. */
export interface ResendDocument {
  /** The `request_id`. */
  readonly _id: string;
  readonly from: Date;
  readonly to: Date;
  readonly requestedAt: Date;
  /** Who asked for it: its entry for the audit log. Absent once it is copied there. */
  readonly audit?: AuditRecord;
  /** Absent where delivered events are sent again. */
  readonly replay?: ReplayDocument;
  /** The last order that was looked at. */
  readonly after?: OrderKey;
  /** Orders and messages that were sent again. */
  readonly orders: number;
  readonly messages: number;
  readonly endedAt?: Date;
  /** Absent once it has ended. */
  readonly queue?: Place;
}

const afterSchema = new Schema({ at: moment, merchantUid: text } satisfies Fields<OrderKey>, PART);

const auditSchema = new Schema({ id: text, ...auditFields } satisfies Fields<AuditRecord>, PART);

const replaySchema = new Schema(
  { carrier: oneOf(CHANNELS), actor: text, operator: textOrNull } satisfies Fields<ReplayDocument>,
  PART,
);

const resendSchema = new Schema(
  {
    _id: text,
    from: moment,
    to: moment,
    requestedAt: moment,
    audit: orAbsent(auditSchema),
    replay: orAbsent(replaySchema),
    after: orAbsent(afterSchema),
    orders: whole,
    messages: whole,
    endedAt: orAbsent(Date),
    queue: orAbsent(placeSchema),
  } satisfies Fields<ResendDocument>,
  { collection: RESENDS, ...COLLECTION },
);

/** The model of the `resends` collection, for the documents alone. It needs no index: a document is one request of a person, and is removed some time after its end. */
export function resendModel(connection: Connection): Model<ResendDocument> {
  return modelOf<ResendDocument>(connection, 'Resend', resendSchema, RESENDS);
}
