import type { Connection, mongo } from 'mongoose';
import type { Channel } from '../domain/outbox';
import type { OrderWithOutbox } from '../domain/plan-resend';
import { whileDue } from './lease';
import { findDue, pathOf } from './order-queue';
import { orderCollection } from './order-collection';
import type { OrderKey } from './order-keys';
import type { OrderDocument } from './order.model';
import { toOrder, WITH_OUTBOX } from './to-order';
import { unavailable } from './unavailable';

/** A page of orders; `next` is null on the last one. */
export interface DeliveryPage {
  readonly orders: readonly OrderWithOutbox[];
  readonly next: OrderKey | null;
}

/** Orders whose messages can be sent again. Every method throws CheckoutError `unavailable`. */
export interface ResendableOrders {
  readonly findWithOutbox: (merchantUid: string) => Promise<OrderWithOutbox | null>;
  /**
   * Orders to which the shop's server last accepted an event at `from` or later, by that time. So it has every order of
   * which an event was accepted in a period from `from` on.
   */
  readonly deliveredSince: (from: Date, after: OrderKey | null, limit: number) => Promise<DeliveryPage>;
  /** How many orders are due for a carrier, up to `limit`: neither in backoff nor under way. */
  readonly countDue: (carrier: Channel, now: Date, limit: number) => Promise<number>;
  /** How many orders wait for a carrier, up to `limit` of each queue: due, in backoff, or under way. */
  readonly countWaiting: (carrier: Channel, limit: number) => Promise<number>;
  /**
   * Puts orders back into the queue of the shop's server whose events were sent again and refused, once their pause is over.
   *
   * @returns how many, up to `limit`
   */
  readonly putBackRefused: (now: Date, limit: number) => Promise<number>;
}

const SHOP_DUE_AT = `${pathOf('shop')}.dueAt`;
const RESENT = pathOf('resent');
const RESENT_DUE_AT = `${RESENT}.dueAt`;
/** Earlier than every due time. */
const BEFORE_ALL = new Date(0);

/** Opens the orders of a connected store. */
export function createResendableOrders(connection: Connection): ResendableOrders {
  const collection = orderCollection(connection);

  const find = (time: mongo.Document, key: mongo.Document, limit: number) =>
    unavailable(() =>
      collection
        .find(
          { shopDeliveredAt: time, ...key },
          { projection: WITH_OUTBOX, sort: { shopDeliveredAt: 1, _id: 1 }, limit },
        )
        .toArray(),
    );
  /** Reads times alone, which the index itself holds. */
  const count = async (path: string, time: mongo.Document, limit: number) => {
    const options = { projection: { _id: 0, [path]: 1 }, sort: { [path]: 1 }, limit } as const;
    return (await unavailable(() => collection.find({ [path]: time }, options).toArray())).length;
  };

  return {
    async findWithOutbox(merchantUid) {
      const found = await unavailable(() =>
        collection.findOne({ _id: { $eq: merchantUid } }, { projection: WITH_OUTBOX }),
      );
      return found && withOutbox(found);
    },

    async deliveredSince(from, after, limit) {
      // Two ranges of the index: some servers read all orders for a condition that is either of two.
      const same = after ? await find({ $eq: after.at }, { _id: { $gt: after.merchantUid } }, limit) : [];
      const later = after ? { $gt: after.at } : { $gte: from };
      const found = [...same, ...(same.length < limit ? await find(later, {}, limit - same.length) : [])];
      const last = found.length === limit ? found.at(-1) : undefined;
      const next = last?.shopDeliveredAt && { at: last.shopDeliveredAt, merchantUid: last._id };
      return { orders: found.map(withOutbox), next: next ?? null };
    },

    countDue: (carrier, now, limit) => count(`${pathOf(carrier)}.dueAt`, { $gt: BEFORE_ALL, $lte: now }, limit),
    async countWaiting(carrier, limit) {
      const waiting = await count(`${pathOf(carrier)}.dueAt`, { $gt: BEFORE_ALL }, limit);
      return carrier === 'shop' ? waiting + (await count(RESENT_DUE_AT, { $gt: BEFORE_ALL }, limit)) : waiting;
    },

    async putBackRefused(now, limit) {
      const due = await findDue(collection, { queue: 'resent', now, limit, projection: { _id: 1 } });
      const writes = due.map(({ _id }) => ({
        updateOne: {
          filter: whileDue(_id, RESENT, now),
          // A later due time is the end of a lease, or of the pause of an event that goes first.
          update: { $unset: { [RESENT]: 1 as const }, $max: { [SHOP_DUE_AT]: now } },
        },
      }));
      if (writes.length > 0) await unavailable(() => collection.bulkWrite(writes, { ordered: false }));
      return writes.length;
    },
  };
}

function withOutbox({ outbox, shopDeliveredAt: _at, ...order }: OrderDocument): OrderWithOutbox {
  return { ...toOrder(order), outbox };
}
