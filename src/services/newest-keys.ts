import type { Period } from '../domain/order-filter';
import type { IndexPart, OrderKey, OrderKeys } from '../store/order-keys';

/** Reads up to `count` keys that come after a key, the newest first. Fewer mean that there are no more. */
export type NextKeys = (after: OrderKey | null, count: number) => Promise<readonly OrderKey[]>;

/** The first time span; each next one is as many times as long. */
const FIRST_SPAN_MS = 60_000;
const SPAN_GROWTH = 8;
/** A span of over a year is the last one: it is open to the past. */
const LONGEST_SPAN_MS = 366 * 24 * 60 * 60_000;

/**
 * Reads parts of an index by growing time spans, backwards from the newest order, and merges them. A span bounds what a
 * server reads that applies the limit last.
 *
 * An order may move from one part to another between two queries. Parts are read in the order in which orders move, so a
 * moved order is found in the later part at the latest.
 *
 * @param period the time by which the parts are sorted
 */
export function newestInParts(
  keys: Pick<OrderKeys, 'between' | 'sameMoment'>,
  parts: readonly IndexPart[],
  period: Period,
  now: () => Date,
): NextKeys {
  return async (after, count) => {
    const found = new Map<string, OrderKey>();
    for (const part of parts) {
      const read = await newestInPart(keys, part, { period, after, now: now() }, count);
      read.forEach((key) => found.set(key.merchantUid, key));
    }
    return [...found.values()].toSorted(newestFirst).slice(0, count);
  };
}

/** A list in an index: its entries from a time to another one, and those of one moment behind an entry. */
export interface TimedList<Part, Place extends { readonly at: Date }, Found extends Place> {
  readonly between: (
    part: Part,
    options: { readonly from: Date | null; readonly to: Date | null; readonly limit: number },
  ) => Promise<Found[]>;
  readonly sameMoment: (part: Part, after: Place, limit: number) => Promise<Found[]>;
}

/** Reads up to `count` entries of one part of an index by growing time spans, the newest first. Fewer mean that there are no more. */
export async function newestInPart<Part, Place extends { readonly at: Date }, Found extends Place>(
  keys: TimedList<Part, Place, Found>,
  part: Part,
  { period, after, now }: { readonly period: Period; readonly after: Place | null; readonly now: Date },
  count: number,
): Promise<readonly Found[]> {
  const found = after === null ? [] : await keys.sameMoment(part, after, count);
  const firstMs = period.from?.getTime() ?? 0;
  // Bounds are included, and times are whole milliseconds. Without an end, a clock ahead of ours hides no order.
  let to = after !== null ? before(after.at) : period.to && before(period.to);
  for (let spanMs = FIRST_SPAN_MS; found.length < count; spanMs *= SPAN_GROWTH) {
    const lowMs = (to ?? now).getTime() - spanMs;
    const isLast = lowMs <= firstMs || spanMs > LONGEST_SPAN_MS;
    const from = isLast ? period.from : new Date(lowMs);
    if (to === null || from === null || from <= to) {
      found.push(...(await keys.between(part, { from, to, limit: count - found.length })));
    }
    if (isLast) break;
    to = new Date(lowMs - 1);
  }
  return found;
}

/** Keys that were all read at once. */
export function newestOf(all: readonly OrderKey[]): NextKeys {
  return (after, count) => Promise.resolve(behind(all, after).slice(0, count));
}

function behind(keys: readonly OrderKey[], after: OrderKey | null): readonly OrderKey[] {
  return keys.filter((key) => after === null || newestFirst(after, key) < 0).toSorted(newestFirst);
}

function newestFirst(a: OrderKey, b: OrderKey): number {
  return (
    b.at.getTime() - a.at.getTime() || (a.merchantUid < b.merchantUid ? 1 : a.merchantUid > b.merchantUid ? -1 : 0)
  );
}

const before = (at: Date): Date => new Date(at.getTime() - 1);
