import type { Arena } from './arena';
import { sendOnce } from './send';

/** Keeps asking, to see for how long nobody is served. */
export interface GapWatch {
  /** Ends it. @returns the longest time without an accepted request, in milliseconds */
  readonly end: () => number;
}

const EVERY_MS = 100;

/** Sends an order, which must be written to be accepted, ten times a second, whatever has become of those before it. */
export function watchGaps(arena: Arena): GapWatch {
  let last = performance.now();
  let longest = 0;
  let count = 0;
  const note = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(() => {
    const body = { merchant_uid: `probe-${(count += 1)}`, name: 'Probe', amount: 1_000 };
    const headers = { authorization: `Bearer ${arena.ordersKey}` };
    void sendOnce(arena, { method: 'POST', path: '/orders', body, headers }).then(({ http }) => {
      if (http === 200 || http === 201) note();
    });
  }, EVERY_MS);
  return {
    end() {
      clearInterval(timer);
      note();
      return longest;
    },
  };
}
