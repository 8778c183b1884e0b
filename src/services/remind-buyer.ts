import type { Order } from '../domain/order';
import { remindOfAccount } from '../domain/remind-of-account';
import { updateOrder, type UpdateOrderDeps } from './update-order';

/** What remindBuyer needs. */
export interface RemindBuyerDeps extends UpdateOrderDeps {
  /** How long before an account's deadline, in milliseconds; 0 for never. */
  readonly reminderMs: number;
}

/**
 * Reminds the buyer of an account that waits for its deposit, if that is due: once for each account, by one conditional
 * write that puts the text message into the outbox. To be called after a look at i'mport.
 *
 * @returns the order as it stands then
 * @throws CheckoutError `unavailable`
 */
export async function remindBuyer(deps: RemindBuyerDeps, found: Order): Promise<Order> {
  const { order } = await updateOrder(deps, found, (current, at) => ({
    change: remindOfAccount(current, at, deps.reminderMs),
  }));
  return order;
}
