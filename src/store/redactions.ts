import type { Connection, mongo } from 'mongoose';
import type { LogEntry } from '../domain/log-entry';
import { CHANNELS, type OutboxEntry } from '../domain/outbox';
import type { RedactedOrder } from '../domain/redact-order';
import type { OrderState } from '../domain/order-state';
import type { Timeline } from '../domain/timeline';
import { carriersDue, claimLongestDue, pathOf } from './order-queue';
import { orderCollection } from './order-collection';
import { logToPush } from './orders';
import type { RedactPlace } from './queues.schema';
import { readRegistered, type RegisteredOrders } from './read-registered';
import { toOrder } from './to-order';
import { unavailable } from './unavailable';

/** All that an order holds, and its place in the queue of redactions. */
export interface Redactable extends Omit<Timeline, 'audit'> {
  readonly place: RedactPlace | null;
}

/** What the store does to remove personal values. Every method throws CheckoutError `unavailable`. */
export interface Redactions {
  readonly find: (merchantUid: string) => Promise<Redactable | null>;
  /** Orders in the sequence of their registration, by one range of an index for each state. */
  readonly readRegistered: (
    states: readonly OrderState[],
    period: { readonly after: Date; readonly to: Date },
    limit: number,
  ) => Promise<RegisteredOrders>;
  /** Claims the order that is due the longest. It is due again when the lease ends. @returns null where none is due */
  readonly claim: (now: Date, leaseMs: number) => Promise<string | null>;
  /** Makes an order due at a time. A request of a person stays. */
  readonly postpone: (merchantUid: string, dueAt: Date) => Promise<void>;
  /** Records that a person asks for a redaction. A pass carries it out from `dueAt` on. */
  readonly ask: (merchantUid: string, request: RedactionRequest, dueAt: Date) => Promise<void>;
  /** Takes an order out of the queue. */
  readonly drop: (merchantUid: string) => Promise<void>;
  /**
   * Replaces the personal values by one conditional write, which also records it in the log. It applies only while the
   * order and its messages are as they were read, and no message is on its way.
   *
   * @param messages to append to the outbox
   * @returns false, with nothing changed, where another write came first
   */
  readonly redact: (
    found: Redactable,
    redacted: RedactedOrder,
    entry: LogEntry,
    messages: readonly OutboxEntry[],
  ) => Promise<boolean>;
}

/** A person's request. */
export interface RedactionRequest {
  readonly at: Date;
  readonly by: string | null;
}

const PLACE = pathOf('redact');
const READ = { projection: { money: 0, deadSince: 0 } } as const;

/** Opens the redactions of a connected store. */
export function createRedactions(connection: Connection): Redactions {
  const collection = orderCollection(connection);
  const change = async (filter: mongo.Document, update: mongo.Document): Promise<boolean> =>
    (await unavailable(() => collection.updateOne(filter, update))).matchedCount === 1;
  const byId = (merchantUid: string) => ({ _id: { $eq: merchantUid } });

  return {
    async find(merchantUid) {
      const stored = await unavailable(() => collection.findOne(byId(merchantUid), READ));
      if (stored === null) return null;
      const { outbox, log = [], reportLog = [], queues, ...order } = stored;
      return { order: toOrder(order), log: [...reportLog, ...log], outbox, place: queues.redact ?? null };
    },

    readRegistered: (states, period, limit) => readRegistered(collection, states, period, limit),

    async claim(now, leaseMs) {
      return (await claimLongestDue(collection, 'redact', { now, leaseMs }))?.order.merchantUid ?? null;
    },

    async postpone(merchantUid, dueAt) {
      await change(byId(merchantUid), { $set: { [`${PLACE}.dueAt`]: dueAt }, $unset: { [`${PLACE}.lease`]: 1 } });
    },

    async ask(merchantUid, { at, by }, dueAt) {
      await change(byId(merchantUid), {
        $set: { [PLACE]: { dueAt, askedAt: at, ...(by !== null && { askedBy: by }) } },
      });
    },

    async drop(merchantUid) {
      await change(byId(merchantUid), { $unset: { [PLACE]: 1 } });
    },

    redact: (found, redacted, entry, messages) => change(unchanged(found), updateOf(redacted, entry, messages)),
  };
}

/** The filter of an order that is as it was read. A message that is added or delivered changes the carrier's place or the size. */
function unchanged({ order, outbox }: Redactable): mongo.Document {
  const { merchantUid, state, revision } = order;
  const noneOnItsWay = CHANNELS.map((channel) => [pathOf(channel), { $exists: false }] as const);
  return {
    _id: { $eq: merchantUid },
    state,
    revision,
    outbox: { $size: outbox.length },
    ...Object.fromEntries(noneOnItsWay),
  };
}

function updateOf(redacted: RedactedOrder, entry: LogEntry, messages: readonly OutboxEntry[]): mongo.Document {
  const died = redacted.outbox.flatMap(({ deadAt }) => (deadAt === undefined ? [] : [deadAt.getTime()]));
  return {
    $set: {
      ...redacted,
      outbox: [...redacted.outbox, ...messages],
      redactedAt: entry.at,
      ...(died.length > 0 && { deadSince: new Date(Math.min(...died)) }),
    },
    $unset: { [PLACE]: 1, ...(died.length === 0 && { deadSince: 1 }) },
    $push: logToPush([entry]),
    ...(messages.length > 0 && { $max: carriersDue(messages) }),
    $inc: { revision: 1 },
  };
}
