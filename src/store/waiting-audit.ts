import type { Connection, mongo } from 'mongoose';
import type { AuditRecord } from '../domain/audit';
import { openEntries, type OutboxEntry } from '../domain/outbox';
import { isOpenFor } from './open-entry';
import { findDue, pathOf } from './order-queue';
import { orderCollection } from './order-collection';
import type { OrderDocument } from './order.model';
import { unavailable } from './unavailable';

/** The entries of an order that wait for the audit log, the oldest first. */
export interface WaitingAudit {
  readonly merchantUid: string;
  readonly records: readonly AuditRecord[];
}

/** The orders with entries that wait for the audit log. Every method throws CheckoutError `unavailable`. */
export interface WaitingAudits {
  /** Up to `limit` orders that are due. Nobody claims them: an entry that is copied twice is there once. */
  readonly due: (now: Date, limit: number) => Promise<WaitingAudit[]>;
  /** The waiting entries of one order, due or not. */
  readonly ofOrder: (merchantUid: string) => Promise<WaitingAudit>;
  /** Takes entries out of their orders, which wait for nothing then, unless further entries came meanwhile. */
  readonly remove: (copied: readonly WaitingAudit[]) => Promise<void>;
}

const PLACE = pathOf('audit');
/** Messages to buyers are not read. */
const READ = {
  'outbox.id': 1,
  'outbox.message.channel': 1,
  'outbox.message.entry': 1,
  'outbox.deliveredAt': 1,
  'outbox.deadAt': 1,
} as const;

/** Opens the orders of a connected store. */
export function createWaitingAudits(connection: Connection): WaitingAudits {
  const collection = orderCollection(connection);
  const write = (writes: readonly mongo.AnyBulkWriteOperation<OrderDocument>[]) =>
    unavailable(() => collection.bulkWrite([...writes], { ordered: false }));

  return {
    async due(now, limit) {
      const found = await findDue(collection, { queue: 'audit', now, limit, projection: READ });
      return found.map(({ _id, outbox }) => waitingOf(_id, outbox));
    },

    async ofOrder(merchantUid) {
      const byId = { _id: { $eq: merchantUid } };
      const found = await unavailable(() => collection.findOne(byId, { projection: READ }));
      return waitingOf(merchantUid, found?.outbox ?? []);
    },

    async remove(copied) {
      if (copied.length === 0) return;
      const { matchedCount } = await write(copied.map(removal));
      // Where an entry came meanwhile, the order stays due.
      if (matchedCount < copied.length) await write(copied.map((waiting) => removalOf(waiting, {}, {})));
    },
  };
}

function waitingOf(merchantUid: string, outbox: readonly OutboxEntry[]): WaitingAudit {
  const records = openEntries(outbox, 'audit').flatMap(({ id, message }) =>
    message.channel === 'audit' ? [{ id, ...message.entry }] : [],
  );
  return { merchantUid, records };
}

function removal(waiting: WaitingAudit) {
  const others = { id: { $not: { $in: idsOf(waiting) } }, ...isOpenFor('audit') };
  return removalOf(waiting, { outbox: { $not: { $elemMatch: others } } }, { $unset: { [PLACE]: 1 as const } });
}

function removalOf(waiting: WaitingAudit, where: mongo.Document, also: mongo.Document) {
  const update = { $pull: { outbox: { id: { $in: idsOf(waiting) } } }, ...also };
  return { updateOne: { filter: { _id: { $eq: waiting.merchantUid }, ...where }, update } };
}

const idsOf = ({ records }: WaitingAudit) => records.map(({ id }) => id);
