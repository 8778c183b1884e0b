import type { Order } from './order';
import type { OutboxMessage } from './outbox';
import { accountReminderText, hasNumber } from './virtual-account-text';

/** For one order: having an account issued costs nothing, and the shop pays for each text message. */
const MAX_REMINDERS = 10;

/** A reminder of the account that an order's buyer has not paid into yet. */
export interface Reminder {
  readonly impUid: string;
  readonly message: OutboxMessage;
}

/**
 * The reminder that is due at `at`; null where there is none: none before its moment, after the deadline, without a phone
 * number or the account's own, or a second time for one account. Of several open accounts the newest is meant, which the
 * shop shows as well.
 */
export function remindOfAccount(
  order: Order,
  remindedOf: readonly string[],
  at: Date,
  reminderMs: number,
): Reminder | null {
  const moment = reminderMoment(order, remindedOf, reminderMs);
  const { buyer, virtualAccount } = order;
  if (moment === null || virtualAccount?.dueAt == null || buyer?.tel === undefined) return null;
  if (at < moment || at >= virtualAccount.dueAt || !hasNumber(virtualAccount)) return null;
  const text = accountReminderText(order, virtualAccount);
  return { impUid: virtualAccount.impUid, message: { channel: 'sms', to: buyer.tel, text } };
}

/**
 * When a buyer is to be reminded: so long before the account's deadline, but never before half of the account's time is
 * over, or a short one would be reminded of together with its issue.
 */
export function reminderMoment(order: Order, remindedOf: readonly string[], reminderMs: number): Date | null {
  const { state, buyer, virtualAccount } = order;
  if (reminderMs === 0 || state !== 'ready' || buyer?.tel === undefined || virtualAccount === null) return null;
  const { impUid, dueAt, issuedAt } = virtualAccount;
  if (dueAt === null || !hasNumber(virtualAccount) || remindedOf.includes(impUid) || remindedOf.length >= MAX_REMINDERS)
    return null;
  const wanted = dueAt.getTime() - reminderMs;
  return new Date(issuedAt === null ? wanted : Math.max(wanted, (issuedAt.getTime() + dueAt.getTime()) / 2));
}
