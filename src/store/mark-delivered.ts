import { AsyncResource } from 'node:async_hooks';
import type { mongo } from 'mongoose';
import { isShopEvent, type OutboxEntry } from '../domain/outbox';
import { whileHeld } from './lease';
import { noOtherOpen } from './open-entry';
import { pathOf } from './order-queue';
import type { OrderDocument } from './order.model';
import type { Claim } from './claim';
import { unavailable } from './unavailable';

type OrderCollection = mongo.Collection<OrderDocument>;

/** Marks the entry of a claim as delivered. @returns false where another entry waits, or the lease has ended */
export type MarkLast = (claim: Claim, deliveredAt: Date) => Promise<boolean>;

interface Mark {
  readonly claim: Claim;
  readonly deliveredAt: Date;
  readonly resolve: (isMarked: boolean) => void;
  readonly reject: (error: unknown) => void;
  /** Writes marks in the async context of this one. */
  readonly write: (marks: readonly Mark[]) => Promise<void>;
}

/** Fields of an update. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * The update that marks an entry, and tells when the shop last accepted an event. An entry for the audit log stands
 * there by now, and leaves the order.
 *
 * @param also further fields that the update sets or removes
 */
export function markingUpdate(
  { id, message }: OutboxEntry,
  deliveredAt: Date,
  { set = {}, ...also }: { readonly set?: Fields; readonly $unset?: Readonly<Record<string, 1>> },
) {
  if (message.channel === 'audit') {
    return { update: { ...also, ...(Object.keys(set).length > 0 && { $set: set }), $pull: { outbox: { id } } } };
  }
  const marked = { 'outbox.$[entry].deliveredAt': deliveredAt, 'outbox.$[entry].lastError': null };
  const accepted = isShopEvent(message) && { $max: { shopDeliveredAt: deliveredAt } };
  return { update: { ...also, ...accepted, $set: { ...set, ...marked } }, arrayFilters: [{ 'entry.id': id }] };
}

/**
 * Marks entries after which nothing waits for their carrier. Marks that come while a write is under way are written together by
 * the next one: under load one command marks many orders, and without load none waits.
 */
export function createMarkLast(orders: OrderCollection): MarkLast {
  let waiting: Mark[] = [];
  let isWriting = false;

  async function writeAll(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const marks = waiting;
      waiting = [];
      await marks[0]?.write(marks);
    }
    isWriting = false;
  }

  return (claim, deliveredAt) =>
    new Promise((resolve, reject) => {
      // Without `bind`, all writes would run in the async context of the first delivery of a burst.
      const write = AsyncResource.bind((marks: readonly Mark[]) => writeTogether(orders, marks));
      waiting.push({ claim, deliveredAt, resolve, reject, write });
      if (!isWriting) void writeAll();
    });
}

/** Never throws: each mark gets its own result. */
async function writeTogether(orders: OrderCollection, marks: readonly Mark[]): Promise<void> {
  const [first] = marks;
  if (first !== undefined && marks.length === 1) return writeAlone(orders, first);
  try {
    const marked = await markTogether(orders, marks);
    marks.forEach(({ claim, resolve }) => resolve(marked.has(claim.entry.id)));
  } catch {
    // One order that cannot be written must not make the others be delivered again.
    await Promise.all(marks.map((mark) => writeAlone(orders, mark)));
  }
}

async function writeAlone(orders: OrderCollection, { claim, deliveredAt, resolve, reject }: Mark): Promise<void> {
  const { filter, update, ...options } = updateOf(claim, deliveredAt);
  await unavailable(() => orders.updateOne(filter, update, options)).then(
    ({ matchedCount }) => resolve(matchedCount === 1),
    reject,
  );
}

/** @returns the ids of the entries that are marked */
async function markTogether(orders: OrderCollection, marks: readonly Mark[]): Promise<ReadonlySet<string>> {
  const writes = marks.map(({ claim, deliveredAt }) => ({ updateOne: updateOf(claim, deliveredAt) }));
  const { matchedCount } = await unavailable(() => orders.bulkWrite(writes, { ordered: false }));
  const ids = marks.map(({ claim }) => claim.entry.id);
  if (matchedCount === marks.length) return new Set(ids);
  const keys = marks.map(({ claim }) => claim.merchantUid);
  const projection = { 'outbox.id': 1, 'outbox.deliveredAt': 1 };
  const found = await unavailable(() => orders.find({ _id: { $in: keys } }, { projection }).toArray());
  const open = found.flatMap(({ outbox }) => outbox.filter(({ deliveredAt }) => deliveredAt === null));
  const isOpen = new Set(open.map(({ id }) => id));
  // Those for the audit log have left their orders.
  return new Set(ids.filter((id) => !isOpen.has(id)));
}

function updateOf({ merchantUid, entry, lease }: Claim, deliveredAt: Date) {
  const place = pathOf(entry.message.channel);
  return {
    filter: { ...whileHeld(merchantUid, place, lease), outbox: noOtherOpen(entry) },
    ...markingUpdate(entry, deliveredAt, { $unset: { [place]: 1 as const } }),
  };
}
