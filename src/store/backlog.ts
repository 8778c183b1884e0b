import type { Connection, mongo } from 'mongoose';
import type { AttentionReason } from '../domain/order';
import { CHANNELS, perChannel, type Channel } from '../domain/outbox';
import { isUnderWay } from '../domain/cancel/cancel';
import type { CancelState } from '../domain/cancel/cancel-state';
import { collectionOf, RESENDS } from './collection-names';
import { pathOf } from './order-queue';
import { orderCollection } from './order-collection';
import type { OrderDocument } from './order.model';
import type { QueueName } from './queues.schema';
import type { ResendDocument } from './resend.model';
import { unavailable } from './unavailable';

/** How many wait, up to the limit of the reading, and since when the first one waits. */
export interface Waiting {
  readonly count: number;
  readonly since: Date | null;
}

/** What waits in the database. */
export interface Backlog {
  readonly unsettled: Readonly<Record<'pending' | 'ready', Waiting>>;
  readonly due: Readonly<Record<QueueName, Waiting>>;
  readonly dead: Readonly<Record<Channel, Waiting>>;
  /** Orders by reason of their unacknowledged attention. */
  readonly attention: { readonly since: Date | null; readonly byReason: ReadonlyMap<AttentionReason, number> };
  /** Resends of a period that have not ended, and when the first one was asked for. */
  readonly resends: Waiting;
  /** Orders whose personal values a person asked to remove, and when the first one was asked for. */
  readonly redactions: Waiting;
  /** Refunds and revocations under way. */
  readonly cancels: Readonly<Record<'requested' | 'sent' | 'accepted', number>>;
  /** The one that was asked for first. */
  readonly oldestCancel: { readonly merchantUid: string; readonly requestedAt: Date } | null;
}

/** How many dead letters each carrier has, and since when; `isComplete` is false where there may be more. */
export interface DeadLetterCounts {
  readonly byCarrier: Backlog['dead'];
  readonly isComplete: boolean;
}

/** Limits of one reading. */
export interface BacklogLimits {
  /** No more is counted of any kind. */
  readonly maxCounted: number;
  /** The largest number of orders whose attention, dead letters or cancels are read. */
  readonly maxRead: number;
  /** The time limit of each query at the server, in milliseconds. */
  readonly queryMs: number;
}

type Range = mongo.Filter<OrderDocument>;
type Read = (range: Range, by: string, fields: mongo.Document, limit: number) => Promise<OrderDocument[]>;

/** Earlier than every order. */
const BEFORE_ALL = new Date(0);
const ANY_TIME = { $gt: BEFORE_ALL };
const ASKED_AT = `${pathOf('redact')}.askedAt`;
const NOBODY: Waiting = { count: 0, since: null };

/**
 * Reads what waits, by one query after the other, so that a reading holds one connection at a time. Each query is one range
 * of an index, and reads a bounded number of its keys or of its orders; the resends are few.
 *
 * @throws CheckoutError `unavailable`
 */
export async function readBacklog(connection: Connection, now: Date, limits: BacklogLimits): Promise<Backlog> {
  const orders = orderCollection(connection);
  const read: Read = (range, by, projection, limit) =>
    unavailable(() =>
      orders.find(range, { projection, sort: { [by]: 1 }, limit, maxTimeMS: limits.queryMs }).toArray(),
    );
  const { maxRead } = limits;
  const due = await readDue(read, now, limits);
  const unsettled = {
    pending: await readWaiting(read, { state: 'pending', createdAt: ANY_TIME }, 'createdAt', limits),
    ready: await readWaiting(read, { state: 'ready', createdAt: ANY_TIME }, 'createdAt', limits),
  };
  const attention = await read({ attentionSince: ANY_TIME }, 'attentionSince', ATTENTION, maxRead);
  const dead = await read({ deadSince: ANY_TIME }, 'deadSince', DEAD_LETTERS, maxRead);
  const cancelDueAt = `${pathOf('cancel')}.dueAt`;
  const cancelling = await read(
    { [cancelDueAt]: ANY_TIME },
    cancelDueAt,
    { 'cancels.state': 1, 'cancels.requestedAt': 1 },
    maxRead,
  );
  return {
    unsettled,
    due,
    dead: deadOf(dead),
    resends: await readResends(connection, limits),
    redactions: await readWaiting(read, { [ASKED_AT]: ANY_TIME }, ASKED_AT, limits),
    attention: { since: attention[0]?.attentionSince ?? null, byReason: reasonsOf(attention) },
    ...cancelsOf(cancelling),
  };
}

/**
 * Counts the dead letters of each carrier, in the orders that have had one for the longest time.
 *
 * @throws CheckoutError `unavailable`
 */
export async function countDeadLetters(connection: Connection, limits: BacklogLimits): Promise<DeadLetterCounts> {
  const { maxRead: limit, queryMs } = limits;
  const options = { projection: DEAD_LETTERS, sort: { deadSince: 1 }, limit, maxTimeMS: queryMs } as const;
  const orders = await unavailable(() => orderCollection(connection).find({ deadSince: ANY_TIME }, options).toArray());
  return { byCarrier: deadOf(orders), isComplete: orders.length < limit };
}

const ATTENTION = { attentionSince: 1, 'attention.at': 1, 'attention.reason': 1 };
const DEAD_LETTERS = { 'outbox.message.channel': 1, 'outbox.deadAt': 1 };

async function readDue(read: Read, now: Date, limits: BacklogLimits): Promise<Backlog['due']> {
  const isDue = { $gt: BEFORE_ALL, $lte: now };
  const of = (queue: QueueName, where: Range = {}) => {
    const path = `${pathOf(queue)}.dueAt`;
    return readWaiting(read, { ...where, [path]: isDue }, path, limits);
  };
  const carriers = perChannel((): Waiting => NOBODY);
  for (const channel of CHANNELS) carriers[channel] = await of(channel);
  return {
    ...carriers,
    prepare: await of('prepare'),
    cancel: await of('cancel'),
    redact: await of('redact'),
    resent: await of('resent'),
    // The index holds urgent and other polls apart.
    poll: sum(await of('poll', { 'queues.poll.isUrgent': true }), await of('poll', { 'queues.poll.isUrgent': false })),
  };
}

/** Reads times alone, which the index itself holds. @param path the field by which the index sorts the range */
async function readWaiting(read: Read, range: Range, path: string, { maxCounted }: BacklogLimits): Promise<Waiting> {
  const found = await read(range, path, { _id: 0, [path]: 1 }, maxCounted);
  return { count: found.length, since: found[0] === undefined ? null : timeAt(found[0], path) };
}

/** One document for each request of a person, so without an index. */
async function readResends(connection: Connection, { maxCounted: limit, queryMs }: BacklogLimits): Promise<Waiting> {
  const resends = collectionOf<ResendDocument>(connection, RESENDS);
  const options = { projection: { requestedAt: 1 }, sort: { requestedAt: 1 }, limit, maxTimeMS: queryMs } as const;
  const open = await unavailable(() => resends.find({ 'queue.dueAt': ANY_TIME }, options).toArray());
  return { count: open.length, since: open[0]?.requestedAt ?? null };
}

function timeAt(document: unknown, path: string): Date | null {
  const value = path.split('.').reduce((each, key) => (each as Record<string, unknown> | undefined)?.[key], document);
  return value instanceof Date ? value : null;
}

const sum = (a: Waiting, b: Waiting): Waiting => ({ count: a.count + b.count, since: earliest([a.since, b.since]) });

function deadOf(orders: readonly OrderDocument[]): Backlog['dead'] {
  const of = (channel: Channel): Waiting => {
    const died = orders.flatMap(({ outbox }) =>
      outbox.flatMap(({ message, deadAt }) => (message.channel === channel && deadAt !== undefined ? [deadAt] : [])),
    );
    return { count: died.length, since: earliest(died) };
  };
  return perChannel(of);
}

/** Entries before `attentionSince` were acknowledged. */
function reasonsOf(orders: readonly OrderDocument[]): Map<AttentionReason, number> {
  const counts = new Map<AttentionReason, number>();
  for (const { attention, attentionSince = BEFORE_ALL } of orders) {
    const open = attention.filter(({ at }) => at >= attentionSince).map(({ reason }) => reason);
    for (const reason of new Set(open)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return counts;
}

function cancelsOf(orders: readonly OrderDocument[]): Pick<Backlog, 'cancels' | 'oldestCancel'> {
  const underWay = orders.flatMap(({ _id: merchantUid, cancels }) =>
    cancels.filter(isUnderWay).map(({ state, requestedAt }) => ({ state, merchantUid, requestedAt })),
  );
  const of = (state: CancelState) => underWay.filter((each) => each.state === state).length;
  const [oldestCancel = null] = underWay.toSorted((a, b) => Number(a.requestedAt) - Number(b.requestedAt));
  return { cancels: { requested: of('requested'), sent: of('sent'), accepted: of('accepted') }, oldestCancel };
}

function earliest(times: readonly (Date | null)[]): Date | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : new Date(Math.min(...known.map(Number)));
}
