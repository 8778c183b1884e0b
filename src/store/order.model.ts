/*
 * The schema validates a registration when it is written. The tests validate every other write against the schema.
 *
 * Mongoose takes 30 ms to make it. So it is loaded by the first registration, and not at the start.
 *
 * An order is inserted through the model, which costs 0.6 ms CPU more, once. All later writes go to the driver. The write
 * that settles an order takes 0.2 ms CPU by the driver, 0.6 ms if the model casts it, 1.1 ms if the model validates it too
 * (Node 20, 3,000 writes each, one core). That is too much for a service near its limit.
 *
 * After each test, on each engine, every document is checked against its schema: types, missing and unknown fields
 * (`test/support/guard-schema.ts`). The chaos run does the same at its end.
 */
import { Schema, type Connection, type Model } from 'mongoose';
import type { AttentionEntry, Buyer, Closing, EarlierAmount, HistoryEntry, Order } from '../domain/order';
import type { LogEntry } from '../domain/log-entry';
import { ORDER_TRANSITIONS } from '../domain/order-state';
import type { OutboxEntry } from '../domain/outbox';
import { cancelSchema } from './cancel.schema';
import { ORDERS } from './collection-names';
import { logSchema } from './log.schema';
import { outboxEntrySchema } from './outbox.schema';
import { paymentSchema, virtualAccountSchema } from './payment.schema';
import { queuesSchema, type Queues } from './queues.schema';
import { modelOf } from './model-of';
import {
  COLLECTION,
  flag,
  listOf,
  moment,
  momentOrNull,
  oneOf,
  orAbsent,
  orNull,
  PART,
  text,
  textOrNull,
  whole,
  type Fields,
} from './schema-fields';

/** An order as MongoDB holds it: its `_id` is the `merchantUid`, and its outbox lives in the same document. */
export interface OrderDocument extends Omit<Order, 'merchantUid'> {
  readonly _id: string;
  readonly outbox: readonly OutboxEntry[];
  readonly queues: Queues;
  /** When the oldest dead letter of the outbox died; absent if there is none. */
  readonly deadSince?: Date;
  /** When the shop's server last accepted an event of the order; absent before the first one. */
  readonly shopDeliveredAt?: Date;
  /** What the shop and persons did, the newest entries; absent before the first one. */
  readonly log?: readonly LogEntry[];
  /** The newest reports, apart from the log: anybody can cause reports, and they must displace nothing else. */
  readonly reportLog?: readonly LogEntry[];
  /** Absent until money moved. */
  readonly money?: StoredMoney;
}

/**
 * When money moved in the order, and its key, by which an index sorts orders of one moment. Only an order whose money moved
 * more than once has `lastAt`, so that its index holds few orders.
 */
export interface StoredMoney {
  readonly key: string;
  readonly firstAt: Date;
  readonly lastAt?: Date;
}

const ORDER_STATES = Object.keys(ORDER_TRANSITIONS);

const buyerSchema = new Schema(
  {
    name: orAbsent(String),
    email: orAbsent(String),
    tel: orAbsent(String),
    addr: orAbsent(String),
    postcode: orAbsent(String),
  } satisfies Fields<Buyer>,
  PART,
);

const historySchema = new Schema(
  {
    at: moment,
    from: oneOf(ORDER_STATES),
    to: oneOf(ORDER_STATES),
    source: text,
    impUid: textOrNull,
    reason: orAbsent(String),
  } satisfies Fields<HistoryEntry>,
  PART,
);

const reportedSchema = new Schema(
  { merchantUid: text, status: text, amount: text, currency: text, testChannel: flag } satisfies Fields<
    NonNullable<AttentionEntry['reported']>
  >,
  PART,
);

const attentionSchema = new Schema(
  {
    at: moment,
    reason: text,
    source: textOrNull,
    impUid: textOrNull,
    notificationId: orAbsent(String),
    reported: orNull(reportedSchema),
  } satisfies Fields<AttentionEntry>,
  PART,
);

const closingSchema = new Schema({ id: text, fingerprint: textOrNull } satisfies Fields<Closing>, PART);
const earlierAmountSchema = new Schema({ amount: whole, until: moment } satisfies Fields<EarlierAmount>, PART);

const moneySchema = new Schema(
  { key: text, firstAt: moment, lastAt: orAbsent(Date) } satisfies Fields<StoredMoney>,
  PART,
);

const orderSchema = new Schema(
  {
    _id: text,
    name: text,
    amount: whole,
    currency: text,
    customerId: textOrNull,
    buyer: orNull(buyerSchema),
    expiresAt: momentOrNull,
    state: oneOf(ORDER_STATES),
    revision: whole,
    paidBy: textOrNull,
    virtualAccount: orNull(virtualAccountSchema),
    closedAt: momentOrNull,
    closing: orNull(closingSchema),
    preparedAt: momentOrNull,
    earlierAmounts: listOf(earlierAmountSchema),
    payments: listOf(paymentSchema),
    unlistedAccounts: listOf(String),
    cancels: listOf(cancelSchema),
    attention: listOf(attentionSchema),
    remindedOf: orAbsent([String]),
    attentionSince: orAbsent(Date),
    history: listOf(historySchema),
    createdAt: moment,
    redactedAt: orAbsent(Date),
    outbox: listOf(outboxEntrySchema),
    queues: { type: queuesSchema, required: true },
    deadSince: orAbsent(Date),
    shopDeliveredAt: orAbsent(Date),
    log: orAbsent([logSchema]),
    reportLog: orAbsent([logSchema]),
    money: orAbsent(moneySchema),
  } satisfies Fields<OrderDocument>,
  { collection: ORDERS, ...COLLECTION },
);

/** The model of the `orders` collection, for the documents alone: its indexes are in order-indexes.ts. */
export function orderModel(connection: Connection): Model<OrderDocument> {
  return modelOf<OrderDocument>(connection, 'Order', orderSchema, ORDERS);
}
