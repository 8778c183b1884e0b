import { retryDelayMs } from './retry-delay';

/** A period of time, both ends included. */
export interface TimeWindow {
  readonly from: Date;
  readonly to: Date;
}

/** A period that the reconcile window skipped because payments in it could not be fetched. It is read again later. */
export interface Gap extends TimeWindow {
  /** When it was skipped first. */
  readonly since: Date;
  /** The number of failed readings since then. */
  readonly tries: number;
  /** When to read it again. */
  readonly dueAt: Date;
}

/** The gaps after a change, and those that the change gives up. */
export interface GapsLeft {
  readonly gaps: readonly Gap[];
  readonly givenUp: readonly Gap[];
}

const HOUR_MS = 60 * 60_000;
/** Gaps are merged up to this length: a longer one could not be read in one pass. */
const LONGEST_GAP_MS = HOUR_MS;
const REREAD_BACKOFF = { firstDelayMs: HOUR_MS, maxDelayMs: 24 * HOUR_MS };
const KEEP_MS = 30 * 24 * HOUR_MS;
const MAX_GAPS = 100;

/** Adds a skipped window. Windows overlap, so it is merged with a known gap where that stays short enough. */
export function addGap(gaps: readonly Gap[], skipped: TimeWindow, at: Date): GapsLeft & { readonly isNew: boolean } {
  const known = gaps.findIndex((gap) => skipped.from <= gap.to && spanMs(union(gap, skipped)) <= LONGEST_GAP_MS);
  const gap = gaps[known];
  if (gap !== undefined)
    return { gaps: gaps.with(known, { ...gap, ...union(gap, skipped) }), givenUp: [], isNew: false };
  const added = { ...skipped, since: at, tries: 0, dueAt: new Date(at.getTime() + REREAD_BACKOFF.firstDelayMs) };
  const all = [...gaps, added];
  return { gaps: all.slice(-MAX_GAPS), givenUp: all.slice(0, -MAX_GAPS), isNew: true };
}

/** The gap that has been due for the longest time; undefined if none is due. */
export function dueGap(gaps: readonly Gap[], at: Date): Gap | undefined {
  return gaps.filter(({ dueAt }) => dueAt <= at).toSorted((a, b) => Number(a.dueAt) - Number(b.dueAt))[0];
}

/**
 * The gaps after one of them was read again.
 *
 * @param read.through the end of the period that was read
 * @param read.skipped the number of payments that could not be fetched this time
 * @param random a number from 0 up to, but not including, 1
 */
export function afterRereading(
  gaps: readonly Gap[],
  gap: Gap,
  read: { readonly through: Date; readonly skipped: number },
  at: Date,
  random: number,
): GapsLeft {
  const tries = gap.tries + 1;
  const dueAt = new Date(at.getTime() + retryDelayMs(tries, random, REREAD_BACKOFF));
  const isGivenUp = at.getTime() >= gap.since.getTime() + KEEP_MS;
  const failed = read.skipped === 0 || isGivenUp ? [] : [{ ...gap, to: read.through, tries, dueAt }];
  const unread = read.through < gap.to ? [{ ...gap, from: read.through }] : [];
  const others = gaps.filter((other) => other !== gap);
  return { gaps: [...others, ...failed, ...unread], givenUp: read.skipped > 0 && isGivenUp ? [gap] : [] };
}

function union(a: TimeWindow, b: TimeWindow): TimeWindow {
  return { from: a.from < b.from ? a.from : b.from, to: a.to > b.to ? a.to : b.to };
}

function spanMs({ from, to }: TimeWindow): number {
  return to.getTime() - from.getTime();
}
