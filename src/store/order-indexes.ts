import { Schema, type Connection, type Model } from 'mongoose';
import { CHANNELS } from '../domain/outbox';
import { ORDERS } from './collection-names';
import { modelOf } from './model-of';
import { COLLECTION } from './schema-fields';

/** Has no fields: the check at the start needs the indexes alone, and the documents' schema takes long to make. */
const schema = new Schema({}, { collection: ORDERS, ...COLLECTION });

/*
 * Each index but the last holds only orders that wait for something: its field is absent in all others. So a query reads
 * as much among a million orders as among a thousand. Each query names a range of the index's field, since some planners
 * use no index for `$exists`, `$ne` or `$or`. test/store/commands.test.ts checks both.
 *
 * No index leads through an array: SecantusDB reads the whole collection to learn which fields of such an index are arrays.
 */
[...CHANNELS.filter((name) => name !== 'handler'), 'prepare', 'cancel', 'redact', 'resent'].forEach((name) =>
  schema.index({ [`queues.${name}.dueAt`]: 1 }, { sparse: true }),
);
// Orders whose event nobody handles stay due: their notes are in the index, so that searches do not read these orders. A sparse
// index answers no condition that orders without a note meet.
schema.index(
  { 'queues.handler.dueAt': 1, 'queues.handler.unhandled.event': 1, 'queues.handler.unhandled.since': 1 },
  { partialFilterExpression: { 'queues.handler.dueAt': { $exists: true } } },
);
schema.index({ 'queues.poll.isUrgent': 1, 'queues.poll.dueAt': 1 }, { sparse: true });
// Counts the redactions that persons asked for: most orders of their queue wait for their time alone.
schema.index({ 'queues.redact.askedAt': 1 }, { sparse: true });
// Sorts the pages of orders with dead letters. A sparse index would hold every `_id`.
schema.index({ deadSince: 1, _id: 1 }, { partialFilterExpression: { deadSince: { $exists: true } } });
// Sorts the pages of orders whose attention nobody has acknowledged.
schema.index({ attentionSince: 1, _id: 1 }, { partialFilterExpression: { attentionSince: { $exists: true } } });
// Finds the orders with events of a period, to be sent again.
schema.index({ shopDeliveredAt: 1, _id: 1 }, { partialFilterExpression: { shopDeliveredAt: { $exists: true } } });
// Lists orders by state, and so all orders, the newest first.
schema.index({ state: 1, createdAt: -1, _id: -1 });
// Lists the orders of a customer. None of its fields ever changes.
schema.index({ customerId: 1, createdAt: -1, _id: -1 });
// Lists paid orders, and finds those for an export. The key is a copy: an index with `_id` would hold every order.
schema.index({ 'money.firstAt': -1, 'money.key': -1 }, { sparse: true });
// Finds the orders for an export whose money moved again later.
schema.index({ 'money.lastAt': 1, 'money.key': 1 }, { sparse: true });

/** The indexes of the `orders` collection, as a model that compares and builds them. It reads and writes no document. */
export function orderIndexes(connection: Connection): Model<never> {
  return modelOf<never>(connection, 'OrderIndexes', schema, ORDERS);
}
