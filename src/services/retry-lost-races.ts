import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { Orders } from '../store/orders';

/** What retryLostRaces needs of the world. */
export interface RetryLostRacesDeps {
  readonly findOrder: Orders['findOrder'];
  readonly pause: (ms: number) => Promise<void>;
}

/** An attempt whose conditional write found the order changed: nothing was written. */
export const LOST_RACE = Symbol('lost race');

/** Each lost race means that somebody else's write went through, so this many in a row are no race but a fault. */
const MAX_LOST_RACES = 20;
const PAUSE_STEP_MS = 10;

/**
 * Works out a change of an order and writes it, on the order as given first, then on what it has become, for as long as
 * somebody else's write comes first.
 *
 * @param attempt makes one conditional write at most; answers `LOST_RACE` where that found the order changed
 * @throws CheckoutError `unavailable` where there is no end to it
 */
export async function retryLostRaces<Result>(
  deps: RetryLostRacesDeps,
  order: Order,
  attempt: (order: Order) => Promise<Result | typeof LOST_RACE>,
): Promise<Result> {
  const { merchantUid } = order;
  let current: Order | null = order;
  for (let lostRaces = 0; current !== null && lostRaces <= MAX_LOST_RACES; lostRaces += 1) {
    const result = await attempt(current);
    if (result !== LOST_RACE) return result;
    // What was written first can be read once a majority has it.
    await deps.pause(lostRaces * PAUSE_STEP_MS);
    current = await deps.findOrder(merchantUid);
  }
  throw new CheckoutError('unavailable', `order ${merchantUid} was changed under us ${MAX_LOST_RACES} times`);
}
