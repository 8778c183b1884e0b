import type { Order } from '../domain/order';

/**
 * Splits orders into groups, one call each. When the answer about a group cannot be fetched, its orders come in groups
 * of half the size, after all others. This finds the order whose list is too large, over several passes if necessary,
 * and that order does not delay the others.
 */
export interface OrderGroups {
  /** `groups` are looked up by one call each, the largest first; no list can be fetched for the orders in `alone`. */
  readonly split: (orders: readonly Order[]) => { readonly groups: Order[][]; readonly alone: Order[] };
  /**
   * Records that the answer about a group cannot be fetched: its orders come in groups of half the size from now on.
   */
  readonly halve: (group: readonly Order[]) => { readonly groups: Order[][]; readonly alone: Order[] };
  /** Records that the answer about a group was fetched. */
  readonly clear: (group: readonly Order[]) => void;
}

/** Creates the groups. @param sizes holds the largest group that an order may be in, by `merchantUid` */
export function createOrderGroups(sizes: {
  readonly get: (merchantUid: string) => number | undefined;
  readonly set: (merchantUid: string, size: number) => unknown;
  readonly delete: (merchantUid: string) => unknown;
}): OrderGroups {
  function split(orders: readonly Order[]) {
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
    split,
    halve(members) {
      for (const { merchantUid } of members) sizes.set(merchantUid, Math.floor(members.length / 2));
      return split(members);
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
