import type { Order } from '../domain/order';

/**
 * Orders that were in an answer which cannot be fetched. They are asked about in ever smaller groups, and after all
 * others, so that the one at fault is found, over several passes if need be, and nobody waits for it.
 */
export interface Suspects {
  /** Groups to ask about by one call each, those beyond suspicion first; `alone` are those of whom one is too many. */
  readonly group: (orders: readonly Order[]) => { readonly groups: Order[][]; readonly alone: Order[] };
  /** The answer about this group cannot be fetched: its members come in groups of half the size from now on. */
  readonly halve: (group: readonly Order[]) => { readonly groups: Order[][]; readonly alone: Order[] };
  /** The answer about them came. */
  readonly clear: (group: readonly Order[]) => void;
}

/**
 * Creates a record without suspects. @param sizes keeps the size of the group that an order may be in, by `merchantUid`
 */
export function createSuspects(sizes: {
  readonly get: (merchantUid: string) => number | undefined;
  readonly set: (merchantUid: string, size: number) => unknown;
  readonly delete: (merchantUid: string) => unknown;
}): Suspects {
  function group(orders: readonly Order[]) {
    const bySize = new Map<number, Order[]>();
    for (const order of orders) {
      const size = sizes.get(order.merchantUid) ?? Infinity;
      bySize.set(size, [...(bySize.get(size) ?? []), order]);
    }
    const largestFirst = [...bySize].toSorted(([a], [b]) => b - a);
    return {
      groups: largestFirst.flatMap(([size, members]) => (size === 0 ? [] : inGroupsOf(size, members))),
      alone: bySize.get(0) ?? [],
    };
  }

  return {
    group,
    halve(members) {
      for (const { merchantUid } of members) sizes.set(merchantUid, Math.floor(members.length / 2));
      return group(members);
    },
    clear(members) {
      for (const { merchantUid } of members) sizes.delete(merchantUid);
    },
  };
}

function inGroupsOf(size: number, members: readonly Order[]): Order[][] {
  const groups: Order[][] = [];
  for (let at = 0; at < members.length; at += size) groups.push(members.slice(at, at + size));
  return groups;
}
