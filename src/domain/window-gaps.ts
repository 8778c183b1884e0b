import { retryDelayMs } from './retry-delay';

/** A stretch of time, both ends included. */
export interface TimeWindow {
  readonly from: Date;
  readonly to: Date;
}

/** A stretch that the moving window stepped over, since payments in it could not be fetched; it is come back to. */
export interface Gap extends TimeWindow {
  /** When it was stepped over first. */
  readonly since: Date;
  /** How often it was come back to in vain. */
  readonly tries: number;
  /** When it is to be come back to. */
  readonly dueAt: Date;
}

/** What a change leaves, and what is given up by it. */
export interface GapsLeft {
  readonly gaps: readonly Gap[];
  readonly givenUp: readonly Gap[];
}

const HOUR_MS = 60 * 60_000;
/** A gap that grew longer than this would be read in parts. */
const LONGEST_GAP_MS = HOUR_MS;
const COME_BACK = { firstDelayMs: HOUR_MS, maxDelayMs: 24 * HOUR_MS };
const KEEP_MS = 30 * 24 * HOUR_MS;
const MAX_GAPS = 100;

/** Notes what was stepped over; windows overlap, so it may be a part of a gap that is known. @returns whether it is new */
export function addGap(gaps: readonly Gap[], stretch: TimeWindow, at: Date): GapsLeft & { readonly isNew: boolean } {
  const known = gaps.findIndex((gap) => stretch.from <= gap.to && spanMs(union(gap, stretch)) <= LONGEST_GAP_MS);
  const gap = gaps[known];
  if (gap !== undefined)
    return { gaps: gaps.with(known, { ...gap, ...union(gap, stretch) }), givenUp: [], isNew: false };
  const added = { ...stretch, since: at, tries: 0, dueAt: new Date(at.getTime() + COME_BACK.firstDelayMs) };
  const all = [...gaps, added];
  return { gaps: all.slice(-MAX_GAPS), givenUp: all.slice(0, -MAX_GAPS), isNew: true };
}

/** The gap that is due the longest; undefined for none. */
export function dueGap(gaps: readonly Gap[], at: Date): Gap | undefined {
  return gaps.filter(({ dueAt }) => dueAt <= at).toSorted((a, b) => Number(a.dueAt) - Number(b.dueAt))[0];
}

/**
 * What is left of a gap after it was read again.
 *
 * @param read.through up to when
 * @param read.skipped what could not be fetched this time either
 */
export function afterRereading(
  gaps: readonly Gap[],
  gap: Gap,
  read: { readonly through: Date; readonly skipped: number },
  at: Date,
  random: number,
): GapsLeft {
  const tries = gap.tries + 1;
  const dueAt = new Date(at.getTime() + retryDelayMs(tries, random, COME_BACK));
  const isGivenUp = at.getTime() >= gap.since.getTime() + KEEP_MS;
  const still = read.skipped === 0 || isGivenUp ? [] : [{ ...gap, to: read.through, tries, dueAt }];
  const rest = read.through < gap.to ? [{ ...gap, from: read.through }] : [];
  const others = gaps.filter((other) => other !== gap);
  return { gaps: [...others, ...still, ...rest], givenUp: read.skipped > 0 && isGivenUp ? [gap] : [] };
}

function union(a: TimeWindow, b: TimeWindow): TimeWindow {
  return { from: a.from < b.from ? a.from : b.from, to: a.to > b.to ? a.to : b.to };
}

function spanMs({ from, to }: TimeWindow): number {
  return to.getTime() - from.getTime();
}
