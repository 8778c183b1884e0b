import { perChannel, type Channel } from '../domain/outbox';

/** The deliveries under way of each carrier, counted against its limit. Passes and deliveries at once share them. */
export interface DeliverySlots {
  readonly limits: Readonly<Record<Channel, number>>;
  /** Takes up to `wanted` free slots of a carrier. @returns how many were taken */
  readonly take: (channel: Channel, wanted: number) => number;
  readonly giveBack: (channel: Channel, count: number) => void;
  /** Calls the listener after slots were given back. One listener only: a later one replaces it. */
  readonly onFree: (listener: (channel: Channel) => void) => void;
}

/** Creates the slots of one process. */
export function createDeliverySlots(limits: DeliverySlots['limits']): DeliverySlots {
  const used = perChannel(() => 0);
  let tell: (channel: Channel) => void = () => undefined;
  return {
    limits,
    take(channel, wanted) {
      const taken = Math.min(wanted, limits[channel] - used[channel]);
      used[channel] += taken;
      return taken;
    },
    giveBack(channel, count) {
      used[channel] -= count;
      if (count > 0) tell(channel);
    },
    onFree: (listener) => void (tell = listener),
  };
}
