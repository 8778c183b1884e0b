import { CheckoutError } from '../domain/errors';
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
  readonly onRead: (read: WindowRead) => void;
  readonly onFailure: (error: CheckoutError) => void;
}

const CURSOR = 'payments';

/**
 * One pass of the moving window over all payments (§3): finds payments that we do not know, cancels made in i'mport's
 * console whose webhook was lost, late approvals. It goes on where the stored cursor stands, so it catches up after an
 * outage; the cursor's lease keeps two instances from reading the same, and its fence a slow one from moving it back.
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
  const through = read?.through ?? claim.through;
  const isMoved = await deps.cursors.release(claim, through > claim.through ? through : claim.through);
  return { more: isMoved && read?.through != null && read.through < now };
}

async function readOrPause(
  deps: ReconcileWindowDeps,
  claim: CursorClaim,
  window: { readonly from: Date; readonly to: Date },
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
    const read = await readWindow({ ...deps, listPayments, goOn }, window);
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
