import type { Connection, mongo } from 'mongoose';
import { SHOP_EVENT_TYPES, type OutboxEntry, type ShopEventType } from '../domain/outbox';
import type { Claim } from './claim';
import type { LeaseTime } from './lease';
import { isOpenFor } from './open-entry';
import { findDue, pathOf } from './order-queue';
import { orderCollection } from './order-collection';
import type { OrderDocument } from './order.model';
import { claimFirst, removeIdle, waitingFor, type Claims, type WaitingOrder } from './outbox';
import type { Unhandled } from './queues.schema';
import { unavailable } from './unavailable';
import { UNHANDLED } from './unhandled';

/** A search for due events. */
interface Search extends LeaseTime {
  /** The events for which this process has a handler. */
  readonly events: readonly ShopEventType[];
  readonly limit: number;
}

/**
 * The queue of events for handlers, of which each process takes those that it has a handler for. An order waits for the handler of its
 * first event. Where nobody has taken that event for a while, a note at the order's place says so: other processes then pass the order
 * over without a look at its messages. Every method throws CheckoutError `unavailable`.
 */
export interface HandlerQueue {
  /** Claims up to `limit` orders whose first event is one of `events`. */
  readonly claimDue: (search: Search) => Promise<Claims>;
  /**
   * Notes of orders, due since `dueBefore`, that their first event waits for a handler. It reads `limit` orders at a time, up to 20
   * times. Once the signal aborts, it reads no more.
   */
  readonly noteUnhandled: (
    search: Omit<Search, 'leaseMs'> & { readonly dueBefore: Date; readonly signal: AbortSignal },
  ) => Promise<void>;
  /**
   * Claims up to `limit` orders whose first event has waited for a handler since `before`, and is none of `events`. The notes stay: a
   * claim that ends without a result is made again after its lease.
   */
  readonly claimUnhandled: (search: Search & { readonly before: Date }) => Promise<readonly Claim[]>;
}

type OrderCollection = mongo.Collection<OrderDocument>;

const QUEUE = 'handler';
/** Orders that a search reads at least: of some, another process handles the first event. */
const WINDOW = 50;
/** The most batches that one look for unhandled events reads. */
const ROUNDS = 20;
const NOTED_EVENT = `${UNHANDLED}.event` as const;

/** Opens the queue of a connected store. */
export function createHandlerQueue(connection: Connection): HandlerQueue {
  const orders = orderCollection(connection);
  return {
    async claimDue({ events, limit, ...time }) {
      if (events.length === 0) return { claims: [], more: false };
      const size = Math.max(limit, WINDOW);
      const query = { dueBefore: time.now, limit: size, where: { ...withOpen(events), ...notedFor(events) } };
      const found = await read(orders, query);
      const ours = found.filter(({ open: [first] }) => first !== undefined && events.includes(eventOf(first)));
      const claims = await claimFirst(orders, QUEUE, ours.slice(0, limit), time);
      return { claims, more: ours.length >= limit };
    },

    async noteUnhandled({ events, now, dueBefore, limit, signal }) {
      let from = new Date(0);
      for (let round = 0; round < ROUNDS && !signal.aborted; round += 1) {
        const found = await read(orders, { from, dueBefore, limit, where: { [NOTED_EVENT]: { $exists: false } } });
        let isChanged = false;
        for (const { _id, open } of found) {
          const [first] = open;
          if (first !== undefined && events.includes(eventOf(first))) continue;
          isChanged = true;
          if (first === undefined) await removeIdle(orders, _id, QUEUE, now);
          else await note(orders, _id, first, { now, dueBefore });
        }
        // Orders that wait for this process stay in the queue: the next batch begins behind them.
        const last = found.at(-1)?.dueAt;
        if (found.length < limit || last === undefined || (!isChanged && last <= from)) return;
        from = last;
      }
    },

    async claimUnhandled({ events, before, limit, ...time }) {
      const where = {
        [`${UNHANDLED}.since`]: { $lte: before },
        [NOTED_EVENT]: { $not: { $in: [...events] } },
      };
      const found = await read(orders, { dueBefore: time.now, limit, where });
      const isNoted = ({ open: [first], unhandled }: NotedOrder) =>
        first !== undefined && unhandled?.event === eventOf(first) && unhandled.attempts === first.attempts;
      for (const { _id } of found.filter((order) => !isNoted(order))) await forget(orders, _id);
      return claimFirst(orders, QUEUE, found.filter(isNoted), time, (first) => ({
        where: { [NOTED_EVENT]: eventOf(first) },
        set: { [`${UNHANDLED}.attempts`]: first.attempts + 1 },
      }));
    },
  };
}

interface NotedOrder extends WaitingOrder {
  readonly dueAt: Date | undefined;
  readonly unhandled: Unhandled | undefined;
}

/** Reads due orders; with `from` in the order of their due times. */
async function read(
  orders: OrderCollection,
  query: { readonly from?: Date; readonly dueBefore: Date; readonly limit: number; readonly where: mongo.Document },
): Promise<NotedOrder[]> {
  const { dueBefore: now, ...rest } = query;
  const projection = { outbox: 1, [pathOf(QUEUE)]: 1 };
  const found = await findDue(orders, { queue: QUEUE, now, projection, ...rest, ...(rest.from && { sort: 1 }) });
  return found.map((order) => ({
    ...waitingFor(QUEUE, order),
    dueAt: order.queues.handler?.dueAt,
    unhandled: order.queues.handler?.unhandled,
  }));
}

/** Orders with an open event that this process handles. It need not be the first one. */
const withOpen = (events: readonly ShopEventType[]) => ({
  outbox: { $elemMatch: { ...isOpenFor(QUEUE), 'message.event': { $in: [...events] } } },
});

/** Orders without a note, or with one of these events. */
function notedFor(events: readonly ShopEventType[]): mongo.Document {
  const others = SHOP_EVENT_TYPES.filter((event) => !events.includes(event));
  return others.length === 0 ? {} : { [NOTED_EVENT]: { $not: { $in: others } } };
}

async function note(
  orders: OrderCollection,
  _id: string,
  first: OutboxEntry,
  { now, dueBefore }: { readonly now: Date; readonly dueBefore: Date },
): Promise<void> {
  const still = { _id: { $eq: _id }, [`${pathOf(QUEUE)}.dueAt`]: { $lte: dueBefore }, [UNHANDLED]: { $exists: false } };
  const unhandled: Unhandled = { event: eventOf(first), since: now, attempts: first.attempts };
  await unavailable(() => orders.updateOne(still, { $set: { [UNHANDLED]: unhandled } }));
}

/** The next look notes it anew. */
async function forget(orders: OrderCollection, _id: string): Promise<void> {
  await unavailable(() => orders.updateOne({ _id: { $eq: _id } }, { $unset: { [UNHANDLED]: 1 as const } }));
}

function eventOf({ message }: OutboxEntry): ShopEventType {
  if (message.channel !== QUEUE) throw new RangeError(`a message for ${message.channel} in the queue of handlers`);
  return message.event;
}
