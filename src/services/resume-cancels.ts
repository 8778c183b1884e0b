import { dueCancels } from '../domain/cancel/cancel';
import { CheckoutError } from '../domain/errors';
import type { DueCancels } from '../store/due-cancels';
import { carryOutCancel, type CarryOutCancelDeps } from './carry-out-cancel';

export interface ResumeCancelsDeps extends CarryOutCancelDeps {
  readonly dueCancels: DueCancels;
  /** How long a claimed order belongs to this pass, in milliseconds. */
  readonly leaseMs: number;
  /** No further cancel is begun once it says so. */
  readonly signal?: AbortSignal;
  /** A cancel that could not be seen to, for another reason than an outage. */
  readonly onCancelFailed: (error: unknown, merchantUid: string, id: string) => void;
}

/**
 * One pass over the cancels that have to be seen to: those that a guard wants, that wait for their turn, whose request
 * died, or whose outcome is not known yet. Takes one order at a time, money before accounts.
 *
 * @returns whether there was one
 * @throws CheckoutError `unavailable` where i'mport or the database does not do its part; the order comes back when its
 *   lease runs out
 */
export async function resumeCancels(deps: ResumeCancelsDeps): Promise<boolean> {
  const claimed = await deps.dueCancels.claim(deps.now(), deps.leaseMs);
  if (claimed === null) return false;
  let order = claimed;
  // One payment that cannot be read must not keep the others of its order waiting, nor those of other orders.
  const outages: unknown[] = [];
  for (const { id } of dueCancels(claimed.cancels, deps.now())) {
    if (deps.signal?.aborted === true) break;
    try {
      order = await carryOutCancel(deps, order, id);
    } catch (error) {
      if (error instanceof CheckoutError && error.code === 'unavailable') outages.push(error);
      else deps.onCancelFailed(error, order.merchantUid, id);
    }
  }
  if (outages.length > 0) throw outages[0];
  return true;
}
