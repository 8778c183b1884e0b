import type { Order } from './order';
import { noChange, type OrderChange } from './order-change';
import { accountReminderText, hasNumber } from './virtual-account-text';

/** For one order: having an account issued costs nothing, and the shop pays for each text message. */
const MAX_REMINDERS = 10;

/**
 * The change that reminds an order's buyer of the account that waits for his deposit; null where no reminder is due: none
 * before its moment, after the deadline, without a phone number or the account's own, or a second time for one account. Of
 * several open accounts the newest is meant, which the shop shows as well.
 *
 * @param reminderMs how long before the account's deadline; 0 for never
 */
export function remindOfAccount(order: Order, at: Date, reminderMs: number): OrderChange | null {
  const moment = reminderMoment(order, reminderMs);
  const { buyer, virtualAccount, remindedOf = [] } = order;
  if (moment === null || virtualAccount?.dueAt == null || buyer?.tel === undefined) return null;
  if (at < moment || at >= virtualAccount.dueAt || !hasNumber(virtualAccount)) return null;
  return {
    ...noChange(order),
    remindedOf: [...remindedOf, virtualAccount.impUid],
    messages: [{ channel: 'sms', to: buyer.tel, text: accountReminderText(order, virtualAccount) }],
  };
}

/**
 * When a buyer is to be reminded: so long before the account's deadline, but never before half of the account's time is
 * over, or a short one would be reminded of together with its issue.
 */
export function reminderMoment(order: Order, reminderMs: number): Date | null {
  const { state, buyer, virtualAccount, remindedOf = [] } = order;
  if (reminderMs === 0 || state !== 'ready' || buyer?.tel === undefined || virtualAccount === null) return null;
  const { impUid, dueAt, issuedAt } = virtualAccount;
  if (dueAt === null || !hasNumber(virtualAccount) || remindedOf.includes(impUid) || remindedOf.length >= MAX_REMINDERS)
    return null;
  const wanted = dueAt.getTime() - reminderMs;
  return new Date(issuedAt === null ? wanted : Math.max(wanted, (issuedAt.getTime() + dueAt.getTime()) / 2));
}
