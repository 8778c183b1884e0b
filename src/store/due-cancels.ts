import type { Connection } from 'mongoose';
import type { Order } from '../domain/order';
import { claimLongestDue } from './order-queue';
import { orderCollection } from './order-collection';

/** The queue of orders with a cancel whose next step is due. Every method throws CheckoutError `unavailable`. */
export interface DueCancels {
  /**
   * Claims the order that is due the longest. It is due again when the lease ends. The lease avoids double work and is no
   * lock: the order's revision guards what must not happen twice.
   */
  readonly claim: (now: Date, leaseMs: number) => Promise<Order | null>;
}

/** Opens the queue of a connected store. */
export function createDueCancels(connection: Connection): DueCancels {
  const collection = orderCollection(connection);
  return {
    claim: async (now, leaseMs) => (await claimLongestDue(collection, 'cancel', { now, leaseMs }))?.order ?? null,
  };
}
