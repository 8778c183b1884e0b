import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import { orderAfter, type OrderChange } from '../domain/order-change';
import { newOutboxEntry } from '../domain/outbox';
import type { Orders } from '../store/orders';

/** What updateOrder needs. */
export interface UpdateOrderDeps {
  readonly findOrder: Orders['findOrder'];
  readonly changeOrder: Orders['changeOrder'];
  readonly now: () => Date;
  /** Makes the id of a message. */
  readonly newId: () => string;
  readonly pause: (ms: number) => Promise<void>;
}

/** What is decided about an order: the change to store, null for none, and whatever the caller answers with it. */
export interface Decision {
  readonly change: OrderChange | null;
}

/** Each lost race means that somebody else's write went through, so this many in a row are no race but a fault. */
const MAX_LOST_RACES = 20;
const PAUSE_STEP_MS = 10;

/**
 * The only way an order changes: decides on the order as it was read, stores the change by one conditional write
 * together with its messages, and where somebody else's write came first reads the order and decides anew.
 *
 * @param found the order as the caller last read or wrote it; it is not read again before the first write
 * @param decide pure; may be called several times, and only the last decision counts
 * @param signal says that nobody waits any more: nothing is written then
 * @returns the last decision, and the order with its change: as written, not read again
 * @throws CheckoutError `unavailable` where the database is, the order has gone, or races are lost without end
 */
export async function updateOrder<Decided extends Decision>(
  deps: UpdateOrderDeps,
  found: Order,
  decide: (order: Order, at: Date) => Decided,
  signal?: AbortSignal,
): Promise<Decided & { readonly order: Order }> {
  const { merchantUid } = found;
  let order: Order | null = found;
  for (let lostRaces = 0; order !== null && lostRaces <= MAX_LOST_RACES; lostRaces += 1) {
    signal?.throwIfAborted();
    const at = deps.now();
    const decided = decide(order, at);
    const { change } = decided;
    if (change === null) return { ...decided, order };
    const entries = change.messages.map((message) => newOutboxEntry(deps.newId(), message, at));
    if (await deps.changeOrder(order, change, entries)) return { ...decided, order: orderAfter(order, change) };
    // What was written first can be read once a majority has it.
    await deps.pause(lostRaces * PAUSE_STEP_MS);
    order = await deps.findOrder(merchantUid);
  }
  throw new CheckoutError('unavailable', `order ${merchantUid} was changed under us ${MAX_LOST_RACES} times`);
}
