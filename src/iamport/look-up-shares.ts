import { LRUCache } from 'lru-cache';
import type { Sender } from './payment-look-up';

/** Limits of the look-ups for one waiting order that find no payment of the order. */
export interface ShareLimits {
  /** A minute, by one sender. */
  readonly fruitlessPerSender: number;
  /** A minute, by all senders together. */
  readonly fruitlessPerOrder: number;
  /** How many times a sender's share i'mport's addresses get: they send the reports of all buyers. */
  readonly gatewayFactor: number;
  /** A monotonic clock in milliseconds. */
  readonly elapsedMs: () => number;
}

/**
 * Takes a point of an order's shares before a look-up, so that look-ups at the same time cannot pass the limit.
 *
 * @returns gives the point back after a fruitful look-up; null where a share is used up
 */
export type TakeShare = (merchantUid: string, sender: Sender) => (() => void) | null;

const MINUTE_MS = 60_000;
/** Beyond it the oldest count is forgotten. Counts are of waiting orders only, and an order without fruitless look-ups has none. */
const MAX_OWNERS = 10_000;

/** The shares of waiting orders: one of each sender, one of all senders together, and one of i'mport's addresses. */
export function createLookUpShares(limits: ShareLimits): TakeShare {
  const { fruitlessPerSender, fruitlessPerOrder, gatewayFactor, elapsedMs } = limits;
  const ofSender = createPoints(fruitlessPerSender, elapsedMs);
  const ofOrder = createPoints(fruitlessPerOrder, elapsedMs);
  const ofGateway = createPoints(fruitlessPerSender * gatewayFactor, elapsedMs);
  return (merchantUid, { key, isGateway }) => {
    if (isGateway) return ofGateway.take(merchantUid) ? () => ofGateway.giveBack(merchantUid) : null;
    const owner = `${merchantUid} ${key}`;
    if (!ofSender.take(owner)) return null;
    const giveBack = () => ofSender.giveBack(owner);
    if (ofOrder.take(merchantUid)) return () => (giveBack(), ofOrder.giveBack(merchantUid));
    giveBack();
    return null;
  };
}

/** Points of many owners. The minute of an owner begins when the first point is taken. */
function createPoints(points: number, elapsedMs: () => number) {
  const taken = new LRUCache<string, number>({
    max: MAX_OWNERS,
    ttl: MINUTE_MS,
    noUpdateTTL: true,
    // By default, a timer of the library caches the clock.
    ttlResolution: 0,
    perf: { now: elapsedMs },
  });
  return {
    take(owner: string): boolean {
      const count = taken.get(owner) ?? 0;
      if (count < points) taken.set(owner, count + 1);
      return count < points;
    },
    giveBack(owner: string): void {
      const count = taken.get(owner) ?? 0;
      if (count > 1) taken.set(owner, count - 1);
      else taken.delete(owner);
    },
  };
}
