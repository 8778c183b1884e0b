import type { Order } from '../domain/order';
import { remindOfAccount } from '../domain/remind-of-account';
import { updateOrder, type UpdateOrderDeps } from './update-order';

export interface RemindBuyerDeps extends UpdateOrderDeps {
  /** How long before the account's deadline the reminder is due, in milliseconds; 0 for never. */
  readonly reminderMs: number;
}

/**
 * Reminds the buyer of a virtual account that waits for its deposit, if a reminder is due. It does so once for each
 * account, by one conditional write that puts the text message into the outbox. Call it after a look-up, so a paid
 * account gets no reminder.
 *
 * @returns the order afterwards
 * @throws CheckoutError `unavailable`
 */
export async function remindBuyer(deps: RemindBuyerDeps, found: Order): Promise<Order> {
  const { order } = await updateOrder(deps, found, (current, at) => ({
    change: remindOfAccount(current, at, deps.reminderMs),
  }));
  return order;
}
