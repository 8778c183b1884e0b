import type { Connection } from 'mongoose';
import type { Order } from '../domain/order';
import { claimLongestDue } from './order-queue';
import { orderCollection } from './order.model';

/** The queue of orders with a cancel that has to be seen to. Every method throws CheckoutError `unavailable`. */
export interface DueCancels {
  /**
   * Takes the order that is due the longest, by a conditional write; it is due again after the lease. The lease spares
   * double work and is no lock: what must not happen twice is guarded by the order's revision.
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
