import { CheckoutError } from '../domain/errors';
import { addGap, afterRereading, dueGap, type Gap, type TimeWindow } from '../domain/window-gaps';
import type { CursorClaim, Cursors } from '../store/cursors';
import type { OutagePause } from './outage-pause';
import { readWindow, type ReadWindowDeps, type WindowRead } from './read-window';

/** Times are in milliseconds. */
export interface ReconcileWindowDeps extends Omit<ReadWindowDeps, 'mayContinue'> {
  readonly cursors: Cursors;
  readonly outage: OutagePause;
  readonly now: () => Date;
  /** How far before now the first window begins. */
  readonly firstReachMs: number;
  /** How far each window overlaps the one before, because i'mport may learn of a status change late. */
  readonly overlapMs: number;
  /** The longest window; i'mport takes 90 days at most (§3). */
  readonly longestWindowMs: number;
  readonly leaseMs: number;
  readonly random: () => number;
  readonly onRead: (read: WindowRead) => void;
  /** Called for a window with skipped payments; `isForGood` when the window will not be read again. */
  readonly onSkipped: (window: TimeWindow, isForGood: boolean) => void;
  /** Called for a window whose skipped payments were read later. */
  readonly onGapClosed: (window: TimeWindow) => void;
  readonly onFailure: (error: CheckoutError) => void;
}

const CURSOR = 'payments';

/**
 * One pass of the moving window over all payments (§3). It finds unknown payments, late approvals, and cancels made in
 * i'mport's console whose webhook was lost. It starts at the stored cursor, so it catches up after an outage. The
 * cursor's lease keeps two instances from reading the same window. The cursor's fence keeps a slow instance from moving
 * it back. Payments that cannot be fetched are skipped; their window is stored with the cursor as a gap and read again
 * later.
 *
 * @throws CheckoutError `unavailable` when the database fails; the cursor then stays where it is
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
  let gaps = read === null || through === null ? claim.gaps : addSkipped(deps, claim.gaps, { from, to: through }, read);
  // Gaps wait until the window has caught up.
  if (through !== null && through >= now) gaps = await rereadDueGap(deps, claim, gaps, signal);
  const isMoved = await deps.cursors.release(
    claim,
    through !== null && through > claim.through ? through : claim.through,
    gaps,
  );
  return { more: isMoved && through !== null && through < now };
}

function addSkipped(
  deps: ReconcileWindowDeps,
  known: readonly Gap[],
  window: TimeWindow,
  { skipped }: WindowRead,
): readonly Gap[] {
  if (skipped === 0) return known;
  const { gaps, givenUp, isNew } = addGap(known, window, deps.now());
  if (isNew) deps.onSkipped(window, false);
  givenUp.forEach((gap) => deps.onSkipped(gap, true));
  return gaps;
}

/** Reads one due gap again. @returns the gaps that are left */
async function rereadDueGap(
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
  if (skipped > 0) deps.onSkipped(gap, givenUp.length > 0);
  return gaps;
}

async function readOrPause(
  deps: ReconcileWindowDeps,
  claim: CursorClaim,
  { from, to }: TimeWindow,
  signal: AbortSignal | undefined,
): Promise<WindowRead | null> {
  const mayContinue = async () =>
    signal?.aborted !== true && deps.cursors.keep(claim, new Date(deps.now().getTime() + deps.leaseMs));
  let isAnswered = false;
  const listPayments: ReadWindowDeps['listPayments'] = async (query) => {
    isAnswered = false;
    const page = await deps.listPayments(query);
    isAnswered = true;
    return page;
  };
  try {
    const read = await readWindow({ ...deps, listPayments, mayContinue }, { from, to });
    deps.outage.end();
    deps.onRead(read);
    return read;
  } catch (error) {
    // If the last call was answered, the database failed, not i'mport.
    if (!(error instanceof CheckoutError) || isAnswered) throw error;
    deps.outage.begin();
    deps.onFailure(error);
    return null;
  }
}
