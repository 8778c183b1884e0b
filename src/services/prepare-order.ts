import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { IamportClient } from '../iamport/client';
import type { Orders } from '../store/orders';
import type { UnpreparedOrders } from '../store/unprepared-orders';

/** Registers what an order must cost with i'mport. */
export type PrepareOrder = (order: Order) => Promise<Preparation>;

/** What came of it. */
export interface Preparation {
  /** As it stands now, with `preparedAt` set where it is registered. */
  readonly order: Order;
  /** Why it is not registered; null also where its terms were changed again and again meanwhile. */
  readonly failure: CheckoutError | null;
}

export interface PrepareOrderDeps {
  readonly prepareAmount: IamportClient['prepareAmount'];
  readonly markPrepared: UnpreparedOrders['markPrepared'];
  readonly findOrder: Orders['findOrder'];
  readonly now: () => Date;
  /**
   * The longest lease under which an amount is registered, in milliseconds: a place that was taken for later is not
   * ours.
   */
  readonly leaseMs: number;
  readonly onFailure: (order: Order, error: CheckoutError) => void;
}

const MAX_AMENDED_MEANWHILE = 5;

/**
 * Registers what an order must cost with i'mport, so that no window opens over another amount (§4).
 *
 * Where i'mport does not do its part the order comes back as it was: it stays in the queue of the unprepared. Where the
 * terms were changed meanwhile, the new ones are registered too, since ours may have overwritten them.
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
  /** How long a claimed order belongs to this pass, and rests at the least where it fails, in milliseconds. */
  readonly leaseMs: number;
  /** An order that i'mport refuses is tried again when it is twice as old, but not more rarely than this. */
  readonly longestRestMs: number;
  readonly batchSize: number;
  /** Nothing more is begun once it says so. */
  readonly signal: AbortSignal;
}

/**
 * One pass over the orders whose amount could not be registered when they came in, one after the other. Where i'mport
 * is out of order the pass ends, since the others would fare no better; an order that it refuses keeps nobody waiting.
 *
 * @returns how many are done with
 * @throws CheckoutError `unavailable` where the database does
 */
export async function prepareOrders(deps: PrepareOrdersDeps): Promise<number> {
  let taken = 0;
  while (taken < deps.batchSize && !deps.signal.aborted) {
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

function nextTry({ now, leaseMs, longestRestMs }: PrepareOrdersDeps, { createdAt }: Order): Date {
  const at = now().getTime();
  return new Date(at + Math.min(longestRestMs, Math.max(leaseMs, at - createdAt.getTime())));
}
