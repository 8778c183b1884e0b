import { Schema } from 'mongoose';
import { CHANNELS, type Channel, type OutboxEntry, type OutboxMessage, type ShopEventData } from '../domain/outbox';
import { auditEntrySchema } from './audit.model';
import { virtualAccountSchema } from './payment.schema';
import {
  moment,
  momentOrNull,
  oneOf,
  orAbsent,
  PART,
  text,
  textOrNull,
  whole,
  wholeOrAbsent,
  type Fields,
} from './schema-fields';

/** The message fields of one channel. */
type MessageFields<Name extends Channel> = Fields<Omit<Extract<OutboxMessage, { channel: Name }>, 'channel'>>;

const shopEventDataSchema = new Schema(
  {
    merchant_uid: text,
    imp_uid: textOrNull,
    status: text,
    // The decimal amount that the shop reads, not the smallest unit.
    amount: { type: Number, required: true },
    cancel_amount: { type: Number, default: null },
    currency: text,
    at: text,
    reason: orAbsent(String),
    request_id: orAbsent(String),
  } satisfies Fields<ShopEventData>,
  PART,
);

const MESSAGES = {
  shop: { event: text, data: { type: shopEventDataSchema, required: true } } satisfies MessageFields<'shop'>,
  handler: { event: text, data: { type: shopEventDataSchema, required: true } } satisfies MessageFields<'handler'>,
  sms: { to: text, text } satisfies MessageFields<'sms'>,
  customerRecord: {
    customerId: text,
    merchantUid: text,
    account: { type: virtualAccountSchema, required: true },
  } satisfies MessageFields<'customerRecord'>,
  alert: { merchantUid: text, reason: text, deadCarrier: orAbsent(String) } satisfies MessageFields<'alert'>,
  audit: { entry: { type: auditEntrySchema, required: true } } satisfies MessageFields<'audit'>,
} satisfies Readonly<Record<Channel, unknown>>;

/** A message. Its fields depend on its channel. */
const messageSchema = new Schema({ channel: oneOf(CHANNELS) }, { ...PART, discriminatorKey: 'channel' });

/** A message of an order, with the progress of its delivery. */
export const outboxEntrySchema = new Schema(
  {
    id: text,
    message: { type: messageSchema, required: true },
    createdAt: moment,
    attempts: whole,
    spentAttempts: wholeOrAbsent,
    lastError: textOrNull,
    deliveredAt: momentOrNull,
    firstDeliveredAt: orAbsent(Date),
    resentAt: orAbsent(Date),
    deadAt: orAbsent(Date),
  } satisfies Fields<OutboxEntry>,
  PART,
);

const message = outboxEntrySchema.path('message') as unknown as Schema.Types.Subdocument;
CHANNELS.forEach((channel) => message.discriminator(channel, new Schema(MESSAGES[channel] as object, PART)));
