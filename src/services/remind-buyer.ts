import type { Order } from '../domain/order';
import { remindOfAccount } from '../domain/remind-of-account';
import type { ReconcileQueue } from '../store/reconcile-queue';
import { LOST_RACE, retryLostRaces } from './retry-lost-races';
import { toEntries, type VerifyReportedDeps } from './record-report';

/** What remindBuyer needs of the world. */
export interface RemindBuyerDeps extends Pick<VerifyReportedDeps, 'findOrder' | 'now' | 'newId' | 'pause'> {
  readonly remind: ReconcileQueue['remind'];
  /** How long before an account's deadline, in milliseconds; 0 for never. */
  readonly reminderMs: number;
}

/**
 * Reminds the buyer of an account that waits for its deposit, if that is due: once for each account, by one conditional
 * write that puts the text message into the outbox. To be called after a look at i'mport.
 *
 * @returns the payment whose account was reminded of, or null
 * @throws CheckoutError `unavailable`
 */
export function remindBuyer(
  deps: RemindBuyerDeps,
  found: Order,
  remindedOf: readonly string[],
): Promise<string | null> {
  return retryLostRaces<string | null>(deps, found, async (order) => {
    const reminder = remindOfAccount(order, remindedOf, deps.now(), deps.reminderMs);
    if (reminder === null) return null;
    const isDone = await deps.remind(order, reminder.impUid, toEntries(deps, [reminder.message]));
    return isDone ? reminder.impUid : LOST_RACE;
  });
}
