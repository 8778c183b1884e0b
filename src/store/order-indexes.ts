import { CHANNELS } from '../domain/outbox';
import { ORDERS } from './collection-names';
import type { WantedIndex, WantedIndexes } from './wanted-indexes';

const isThere = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } });
const sparse = { sparse: true };

/*
 * Each index but the last holds only orders that wait for something: its field is absent in all others. So a query reads
 * as much among a million orders as among a thousand. Each query names a range of the index's field, since some planners
 * use no index for `$exists`, `$ne` or `$or`. test/store/commands.test.ts checks both.
 *
 * No index leads through an array: SecantusDB reads the whole collection to learn which fields of such an index are arrays.
 */
const INDEXES: readonly WantedIndex[] = [
  ...[...CHANNELS.filter((name) => name !== 'handler'), 'prepare', 'cancel', 'redact', 'resent'].map(
    (name): WantedIndex => ({ key: { [`queues.${name}.dueAt`]: 1 }, options: sparse }),
  ),
  // Orders whose event nobody handles stay due: their notes are in the index, so that searches do not read these orders. A
  // sparse index answers no condition that orders without a note meet.
  {
    key: { 'queues.handler.dueAt': 1, 'queues.handler.unhandled.event': 1, 'queues.handler.unhandled.since': 1 },
    options: isThere('queues.handler.dueAt'),
  },
  { key: { 'queues.poll.isUrgent': 1, 'queues.poll.dueAt': 1 }, options: sparse },
  // Counts the redactions that persons asked for: most orders of their queue wait for their time alone.
  { key: { 'queues.redact.askedAt': 1 }, options: sparse },
  // Sorts the pages of orders with dead letters. A sparse index would hold every `_id`.
  { key: { deadSince: 1, _id: 1 }, options: isThere('deadSince') },
  // Sorts the pages of orders whose attention nobody has acknowledged.
  { key: { attentionSince: 1, _id: 1 }, options: isThere('attentionSince') },
  // Finds the orders with events of a period, to be sent again.
  { key: { shopDeliveredAt: 1, _id: 1 }, options: isThere('shopDeliveredAt') },
  // Lists orders by state, and so all orders, the newest first.
  { key: { state: 1, createdAt: -1, _id: -1 }, options: {} },
  // Lists the orders of a customer. None of its fields ever changes.
  { key: { customerId: 1, createdAt: -1, _id: -1 }, options: {} },
  // Lists paid orders, and finds those for an export. The key is a copy: an index with `_id` would hold every order.
  { key: { 'money.firstAt': -1, 'money.key': -1 }, options: sparse },
  // Finds the orders for an export whose money moved again later.
  { key: { 'money.lastAt': 1, 'money.key': 1 }, options: sparse },
];

export const ORDER_INDEXES: WantedIndexes = { collection: ORDERS, indexes: INDEXES };
