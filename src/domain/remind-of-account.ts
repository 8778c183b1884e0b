import type { Order } from './order';
import { noChange, type OrderChange } from './order-change';
import { ORDER_LIMITS } from './order-limits';
import { accountReminderText, hasNumber } from './virtual-account-text';

/**
 * The change that reminds the buyer of the newest open account, which the shop shows as well.
 *
 * @param reminderMs the time between reminder and deadline; 0 for no reminder
 * @returns `null` if no reminder is due: too early, after the deadline, without a phone or account number, or sent
 * before
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
 * When to remind the buyer: `reminderMs` before the account's deadline, but not in the first half of the account's
 * period. Otherwise the reminder of a short-lived account would be sent together with the notice of its issue.
 */
export function reminderMoment(order: Order, reminderMs: number): Date | null {
  const { state, buyer, virtualAccount, remindedOf = [] } = order;
  if (reminderMs === 0 || state !== 'ready' || buyer?.tel === undefined || virtualAccount === null) return null;
  const { impUid, dueAt, issuedAt } = virtualAccount;
  if (
    dueAt === null ||
    !hasNumber(virtualAccount) ||
    remindedOf.includes(impUid) ||
    remindedOf.length >= ORDER_LIMITS.reminders
  )
    return null;
  const onTime = dueAt.getTime() - reminderMs;
  return new Date(issuedAt === null ? onTime : Math.max(onTime, (issuedAt.getTime() + dueAt.getTime()) / 2));
}
