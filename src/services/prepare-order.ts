import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { IamportClient } from '../iamport/client';
import type { Orders } from '../store/orders';
import type { UnpreparedOrders } from '../store/unprepared-orders';

/** Registers the amount of an order with i'mport. */
export type PrepareOrder = (order: Order) => Promise<Preparation>;

/** The result of a registration. */
export interface Preparation {
  /** The order afterwards; `preparedAt` is set when the amount is registered. */
  readonly order: Order;
  /** Why the amount is not registered; null also when the terms changed too often meanwhile. */
  readonly failure: CheckoutError | null;
}

export interface PrepareOrderDeps {
  readonly prepareAmount: IamportClient['prepareAmount'];
  readonly markPrepared: UnpreparedOrders['markPrepared'];
  readonly findOrder: Orders['findOrder'];
  readonly now: () => Date;
  /** The longest lease of a registration, in milliseconds. An order that is due later stays in the queue. */
  readonly leaseMs: number;
  readonly onFailure: (order: Order, error: CheckoutError) => void;
}

const MAX_AMENDED_MEANWHILE = 5;

/**
 * Registers the amount of an order with i'mport, so no payment window opens over another amount (§4).
 *
 * When i'mport fails, the order is returned unchanged and stays in the queue of unprepared orders. When the terms
 * changed meanwhile, the new amount is registered too, because this call may have overwritten it.
 */
export async function prepareOrder(deps: PrepareOrderDeps, order: Order): Promise<Preparation> {
  let current = order;
  try {
    for (let tries = 0; tries < MAX_AMENDED_MEANWHILE; tries += 1) {
      await deps.prepareAmount(current);
      const preparedAt = deps.now();
      const checkAgainAfter = new Date(preparedAt.getTime() + deps.leaseMs);
      if (await deps.markPrepared(current, preparedAt, checkAgainAfter))
        return { order: { ...current, preparedAt }, failure: null };
      current = (await deps.findOrder(order.merchantUid)) ?? current;
    }
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    deps.onFailure(current, error);
    return { order: current, failure: error };
  }
  return { order: current, failure: null };
}

export interface PrepareOrdersDeps {
  readonly unprepared: UnpreparedOrders;
  readonly prepareOrder: PrepareOrder;
  readonly now: () => Date;
  /** How long a claimed order belongs to this pass, and the shortest delay before a retry, in milliseconds. */
  readonly leaseMs: number;
  /** The longest delay before a refused order is retried, in milliseconds; the delay is otherwise the order's age. */
  readonly longestDelayMs: number;
  readonly batchSize: number;
}

/**
 * One pass over the orders whose amount is not registered yet, one after the other. When i'mport is unavailable the
 * pass ends, because the other orders would fail too. An order that i'mport refuses is postponed and does not delay the
 * others.
 *
 * @param signal once aborted, no further order is begun
 * @returns how many orders were handled
 * @throws CheckoutError `unavailable` when the database fails
 */
export async function prepareOrders(deps: PrepareOrdersDeps, signal: AbortSignal): Promise<number> {
  let taken = 0;
  while (taken < deps.batchSize && !signal.aborted) {
    const claim = await deps.unprepared.claim(deps.now(), deps.leaseMs);
    if (claim === null) return taken;
    const { order } = claim;
    if (order.state !== 'pending' && order.state !== 'ready') await deps.unprepared.drop(claim);
    else {
      const { failure } = await deps.prepareOrder(order);
      if (failure?.code === 'unavailable') return taken;
      if (failure !== null) await deps.unprepared.postpone(claim, nextTry(deps, order));
    }
    taken += 1;
  }
  return taken;
}

function nextTry({ now, leaseMs, longestDelayMs }: PrepareOrdersDeps, { createdAt }: Order): Date {
  const at = now().getTime();
  return new Date(at + Math.min(longestDelayMs, Math.max(leaseMs, at - createdAt.getTime())));
}
