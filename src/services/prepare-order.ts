import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { IamportClient } from '../iamport/client';
import type { Orders } from '../store/orders';
import type { UnpreparedOrders } from '../store/unprepared-orders';

/** Registers what an order must cost with i'mport; gives the order back, with `preparedAt` set where that went well. */
export type PrepareOrder = (order: Order) => Promise<Order>;

/** What prepareOrder needs of the world. */
export interface PrepareOrderDeps {
  readonly prepareAmount: IamportClient['prepareAmount'];
  readonly markPrepared: UnpreparedOrders['markPrepared'];
  readonly findOrder: Orders['findOrder'];
  readonly now: () => Date;
  readonly onFailure: (order: Order, error: CheckoutError) => void;
}

const MAX_AMENDED_MEANWHILE = 5;

/**
 * Registers what an order must cost with i'mport, so that no window opens over another amount (§4).
 *
 * Where i'mport does not do its part the order comes back as it was: it stays in the queue of the unprepared. Where the
 * terms were changed meanwhile, the new ones are registered too, since ours may have overwritten them.
 */
export async function prepareOrder(deps: PrepareOrderDeps, order: Order): Promise<Order> {
  let current = order;
  try {
    for (let tries = 0; tries < MAX_AMENDED_MEANWHILE; tries += 1) {
      await deps.prepareAmount(current);
      const preparedAt = deps.now();
      if (await deps.markPrepared(current, preparedAt)) return { ...current, preparedAt };
      current = (await deps.findOrder(order.merchantUid)) ?? current;
    }
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    deps.onFailure(current, error);
  }
  return current;
}

/** What prepareOrders needs of the world. */
export interface PrepareOrdersDeps {
  readonly unprepared: UnpreparedOrders;
  readonly prepareOrder: PrepareOrder;
  readonly now: () => Date;
  /** How long a claimed order belongs to this pass, and how long a failed one rests, in milliseconds. */
  readonly leaseMs: number;
  readonly batchSize: number;
  /** Nothing more is begun once it says so. */
  readonly signal: AbortSignal;
}

/**
 * One pass over the orders whose amount could not be registered when they came in, one after the other. Where i'mport
 * does not do its part the pass ends: the others would fare no better.
 *
 * @returns how many are done with
 * @throws CheckoutError `unavailable` where the database does
 */
export async function prepareOrders(deps: PrepareOrdersDeps): Promise<number> {
  let taken = 0;
  while (taken < deps.batchSize && !deps.signal.aborted) {
    const order = await deps.unprepared.claim(deps.now(), deps.leaseMs);
    if (order === null) return taken;
    if (order.state !== 'pending') await deps.unprepared.drop(order);
    else if ((await deps.prepareOrder(order)).preparedAt === null) return taken;
    taken += 1;
  }
  return taken;
}
