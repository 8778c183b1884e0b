import { dueCancels } from '../domain/cancel/cancel';
import { CheckoutError } from '../domain/errors';
import type { DueCancels } from '../store/due-cancels';
import type { CarryOutCancel } from './carry-out-cancel';

export interface ResumeCancelsDeps {
  readonly carryOutCancel: CarryOutCancel;
  readonly cancelQueue: DueCancels;
  readonly now: () => Date;
  /** How long a claimed order belongs to this pass, in milliseconds. */
  readonly leaseMs: number;
  /** Called for a cancel that failed for another reason than an outage. */
  readonly onCancelFailed: (error: unknown, merchantUid: string, id: string) => void;
}

/**
 * One pass over the due cancels of one order: auto refunds, cancels that waited for an earlier one, cancels whose
 * request died, and cancels whose outcome is unknown. Refunds come before revocations of accounts.
 *
 * @param signal once aborted, no further cancel is begun
 * @returns whether an order was due
 * @throws CheckoutError `unavailable` when i'mport or the database fails; the order becomes due again when its lease
 * runs out
 */
export async function resumeCancels(deps: ResumeCancelsDeps, signal?: AbortSignal): Promise<boolean> {
  const claimed = await deps.cancelQueue.claim(deps.now(), deps.leaseMs);
  if (claimed === null) return false;
  let order = claimed;
  // An error is thrown only after the loop: one unreadable payment must not block the other cancels.
  const outages: unknown[] = [];
  for (const { id } of dueCancels(claimed.cancels, deps.now())) {
    if (signal?.aborted === true) break;
    try {
      order = await deps.carryOutCancel(order, id);
    } catch (error) {
      if (error instanceof CheckoutError && error.code === 'unavailable') outages.push(error);
      else deps.onCancelFailed(error, order.merchantUid, id);
    }
  }
  if (outages.length > 0) throw outages[0];
  return true;
}
