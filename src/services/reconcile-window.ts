import { CheckoutError } from '../domain/errors';
import { addGap, afterRereading, dueGap, type Gap, type TimeWindow } from '../domain/window-gaps';
import type { CursorClaim, Cursors } from '../store/cursors';
import type { OutagePause } from './outage-pause';
import { readWindow, type ReadWindowDeps, type WindowRead } from './read-window';

/** What reconcileWindow needs of the world. Times are in milliseconds. */
export interface ReconcileWindowDeps extends Omit<ReadWindowDeps, 'goOn'> {
  readonly cursors: Cursors;
  readonly outage: OutagePause;
  readonly now: () => Date;
  /** How far back the very first window begins. */
  readonly firstReachMs: number;
  /** How far each window reaches back into the one before: what i'mport learned late is seen as well. */
  readonly overlapMs: number;
  /** The longest window; i'mport takes 90 days at most (§3). */
  readonly longestWindowMs: number;
  readonly leaseMs: number;
  readonly random: () => number;
  readonly onRead: (read: WindowRead) => void;
  /** Payments that cannot be fetched were stepped over: for now, or for good. */
  readonly onSteppedOver: (stretch: TimeWindow, isForGood: boolean) => void;
  /** What had been stepped over was read after all. */
  readonly onGapClosed: (stretch: TimeWindow) => void;
  readonly onFailure: (error: CheckoutError) => void;
}

const CURSOR = 'payments';

/**
 * One pass of the moving window over all payments (§3): finds payments that we do not know, cancels made in i'mport's
 * console whose webhook was lost, late approvals. It goes on where the stored cursor stands, so it catches up after an
 * outage; the cursor's lease keeps two instances from reading the same, and its fence a slow one from moving it back.
 * What cannot be fetched is stepped over, noted with the cursor, and come back to.
 *
 * @throws CheckoutError `unavailable` where the database does; the cursor then stays where it is
 */
export async function reconcileWindow(
  deps: ReconcileWindowDeps,
  signal?: AbortSignal,
): Promise<{ readonly more: boolean }> {
  if (deps.outage.isOn()) return { more: false };
  const now = deps.now();
  const firstThrough = new Date(now.getTime() - deps.firstReachMs);
  const claim = await deps.cursors.claim(CURSOR, { firstThrough, now, leaseMs: deps.leaseMs });
  if (claim === null) return { more: false };

  const from = new Date(claim.through.getTime() - deps.overlapMs);
  const to = new Date(Math.min(now.getTime(), from.getTime() + deps.longestWindowMs));
  const read = to > from ? await readOrPause(deps, claim, { from, to }, signal) : null;
  const through = read?.through ?? null;
  let gaps = read === null || through === null ? claim.gaps : notedGaps(deps, claim.gaps, { from, to: through }, read);
  // What is older waits until the window has caught up.
  if (through !== null && through >= now) gaps = await comeBack(deps, claim, gaps, signal);
  const isMoved = await deps.cursors.release(
    claim,
    through !== null && through > claim.through ? through : claim.through,
    gaps,
  );
  return { more: isMoved && through !== null && through < now };
}

function notedGaps(
  deps: ReconcileWindowDeps,
  known: readonly Gap[],
  stretch: TimeWindow,
  { skipped }: WindowRead,
): readonly Gap[] {
  if (skipped === 0) return known;
  const { gaps, givenUp, isNew } = addGap(known, stretch, deps.now());
  if (isNew) deps.onSteppedOver(stretch, false);
  givenUp.forEach((gap) => deps.onSteppedOver(gap, true));
  return gaps;
}

/** Reads one gap again, if one is due. @returns those that are left */
async function comeBack(
  deps: ReconcileWindowDeps,
  claim: CursorClaim,
  known: readonly Gap[],
  signal: AbortSignal | undefined,
): Promise<readonly Gap[]> {
  const gap = dueGap(known, deps.now());
  const read = gap && (await readOrPause(deps, claim, gap, signal));
  if (gap === undefined || read == null || read.through === null) return known;
  const { through, skipped } = read;
  if (skipped === 0) deps.onGapClosed({ from: gap.from, to: through });
  const { gaps, givenUp } = afterRereading(known, gap, { through, skipped }, deps.now(), deps.random());
  if (skipped > 0) deps.onSteppedOver(gap, givenUp.length > 0);
  return gaps;
}

async function readOrPause(
  deps: ReconcileWindowDeps,
  claim: CursorClaim,
  { from, to }: TimeWindow,
  signal: AbortSignal | undefined,
): Promise<WindowRead | null> {
  const goOn = async () =>
    signal?.aborted !== true && deps.cursors.keep(claim, new Date(deps.now().getTime() + deps.leaseMs));
  let isAnswered = false;
  const listPayments: ReadWindowDeps['listPayments'] = async (query) => {
    isAnswered = false;
    const page = await deps.listPayments(query);
    isAnswered = true;
    return page;
  };
  try {
    const read = await readWindow({ ...deps, listPayments, goOn }, { from, to });
    deps.outage.end();
    deps.onRead(read);
    return read;
  } catch (error) {
    // After an answer it was the database that failed.
    if (!(error instanceof CheckoutError) || isAnswered) throw error;
    deps.outage.begin();
    deps.onFailure(error);
    return null;
  }
}
