import { Schema, type Connection, type Model, type mongo } from 'mongoose';
import type { Order } from '../domain/order';
import { CHANNELS, type OutboxEntry } from '../domain/outbox';

/** An order as MongoDB holds it: its `_id` is the `merchantUid`, and its outbox lives in the same document. */
export interface OrderDocument extends Omit<Order, 'merchantUid'> {
  readonly _id: string;
  readonly outbox: readonly OutboxEntry[];
  /** When its amount is to be registered with i'mport, or until when somebody is at it; absent once that is done. */
  readonly prepareDueAt?: Date;
  /** When a cancel of it has to be seen to, or until when somebody is at it; absent where none is under way. */
  readonly cancelDueAt?: Date;
  /** When it is to be looked up at i'mport; absent once there is nothing to wait for. */
  readonly reconcile?: ReconcileEntry;
}

/** An order's place in the queue of those that are looked up. */
export interface ReconcileEntry {
  /** When it is to be visited, or until when the lease of a visit runs. */
  readonly dueAt: Date;
  /** How many visits came before. @default 0 */
  readonly step?: number;
  readonly isUrgent?: boolean;
  /** Names the visit that is under way. Whatever changes the queue meanwhile takes it away, and ends that visit's say. */
  readonly claim?: string;
  /** Payments whose buyer was reminded of their account. */
  readonly remindedOf?: readonly string[];
  /** When its visit was last brought forward. */
  readonly broughtForwardAt?: Date;
}

const part = { _id: false, strict: 'throw' } as const;
const text = { type: String, required: true } as const;
const optionalText = { type: String, default: null } as const;
const count = { type: Number, required: true } as const;
const optionalCount = { type: Number, default: null } as const;
const moment = { type: Date, required: true } as const;
const optionalMoment = { type: Date, default: null } as const;

const buyer = new Schema({ name: String, email: String, tel: String, addr: String, postcode: String }, part);

/** Shared with the buyer's record, which keeps a copy. */
export const virtualAccount = new Schema(
  {
    impUid: text,
    bankCode: optionalText,
    bankName: optionalText,
    number: optionalText,
    holder: optionalText,
    dueAt: optionalMoment,
    issuedAt: optionalMoment,
  },
  part,
);

const cancellation = new Schema(
  { cancellationId: optionalText, amount: optionalCount, cancelledAt: optionalMoment, reason: optionalText },
  part,
);

const payment = new Schema(
  {
    askedAt: moment,
    impUid: text,
    merchantUid: text,
    status: text,
    statusText: text,
    amount: optionalCount,
    amountText: text,
    cancelAmount: optionalCount,
    currency: text,
    testChannel: { type: Boolean, required: true },
    payMethod: optionalText,
    pgProvider: optionalText,
    pgTid: optionalText,
    receiptUrl: optionalText,
    startedAt: optionalMoment,
    paidAt: optionalMoment,
    failedAt: optionalMoment,
    cancelledAt: optionalMoment,
    failReason: optionalText,
    virtualAccount: { type: virtualAccount, default: null },
    cancellations: [cancellation],
    outcome: text,
    road: text,
    recordedAt: moment,
  },
  part,
);

const history = new Schema(
  { at: moment, from: text, to: text, road: text, impUid: optionalText, reason: { type: String } },
  part,
);

const attention = new Schema(
  {
    at: moment,
    reason: text,
    road: optionalText,
    impUid: optionalText,
    notificationId: { type: String },
    reported: {
      type: new Schema({ merchantUid: text, status: text, amount: text, currency: text, testChannel: Boolean }, part),
      default: null,
    },
  },
  part,
);

const cancel = new Schema(
  {
    id: text,
    kind: text,
    cause: text,
    impUid: text,
    amount: count,
    currency: text,
    all: { type: Boolean, required: true },
    taxFree: optionalCount,
    vatAmount: optionalCount,
    retainPromotion: { type: Boolean },
    requester: { type: String },
    reason: text,
    refund: { type: new Schema({ holder: text, bank: text, account: text, tel: optionalText }, part) },
    fingerprint: optionalText,
    state: text,
    why: text,
    requestedAt: moment,
    sentAt: { type: Date },
    endedAt: { type: Date },
    dueAt: { type: Date },
    tries: { type: Number },
    baseline: { type: new Schema({ cancelAmount: count, cancellationIds: [String] }, part) },
    cancellationId: { type: String },
    gatewayText: { type: String },
  },
  part,
);

const outboxEntry = new Schema(
  {
    id: text,
    message: { type: Schema.Types.Mixed, required: true },
    createdAt: moment,
    due: { type: new Schema(Object.fromEntries(CHANNELS.map((channel) => [channel, { type: Date }])), part) },
    leaseUntil: { type: Date },
    attempts: count,
    spentAttempts: { type: Number },
    lastError: optionalText,
    deliveredAt: optionalMoment,
    deadAt: { type: Date },
  },
  part,
);

const reconcile = new Schema(
  {
    dueAt: moment,
    step: { type: Number },
    isUrgent: { type: Boolean },
    claim: { type: String },
    remindedOf: [String],
    broughtForwardAt: { type: Date },
  },
  part,
);

const orderSchema = new Schema(
  {
    _id: text,
    name: text,
    amount: count,
    currency: text,
    customerId: optionalText,
    buyer: { type: buyer, default: null },
    expiresAt: optionalMoment,
    state: text,
    revision: count,
    paidBy: optionalText,
    virtualAccount: { type: virtualAccount, default: null },
    closedAt: optionalMoment,
    closing: { type: new Schema({ id: text, fingerprint: text }, part), default: null },
    preparedAt: optionalMoment,
    earlierAmounts: [new Schema({ amount: count, until: moment }, part)],
    prepareDueAt: { type: Date },
    reconcile: { type: reconcile },
    cancelDueAt: { type: Date },
    payments: [payment],
    unlistedAccounts: [String],
    cancels: [cancel],
    attention: [attention],
    attentionSince: { type: Date },
    history: [history],
    createdAt: moment,
    outbox: [outboxEntry],
  },
  { collection: 'orders', versionKey: false, strict: 'throw', autoIndex: false, autoCreate: false },
);

// Only what is still to be done has a due time, so only such orders are in these indexes.
CHANNELS.forEach((channel) => orderSchema.index({ [`outbox.due.${channel}`]: 1 }, { sparse: true }));
orderSchema.index({ 'outbox.deadAt': 1 }, { sparse: true });
// Finds a dead letter by its id. Of orders that have one: an id for each message ever sent would be the largest index of all.
orderSchema.index(
  { 'outbox.id': 1, 'outbox.deadAt': 1 },
  { partialFilterExpression: { 'outbox.deadAt': { $exists: true } } },
);
orderSchema.index({ prepareDueAt: 1 }, { sparse: true });
orderSchema.index({ cancelDueAt: 1 }, { sparse: true });
// A stable order for pages, of those that nobody has acknowledged.
orderSchema.index({ attentionSince: 1, _id: 1 }, { partialFilterExpression: { attentionSince: { $exists: true } } });
// Pages of those that wait for a payment.
orderSchema.index({ state: 1, _id: 1 });
orderSchema.index({ 'reconcile.dueAt': 1 }, { sparse: true });
orderSchema.index({ 'reconcile.isUrgent': 1, 'reconcile.dueAt': -1 }, { sparse: true });

/** The same as the driver sees it, for what is typed already: nothing is cast, no default filled in. */
export function orderCollection(connection: Connection): mongo.Collection<OrderDocument> {
  const { collection } = orderModel(connection);
  return connection.getClient().db(connection.name).collection<OrderDocument>(collection.name);
}

/** The `orders` collection of one connection. */
export function orderModel(connection: Connection): Model<OrderDocument> {
  return connection.model<OrderDocument>('Order', orderSchema as unknown as Schema<OrderDocument>);
}
