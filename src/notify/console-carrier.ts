import type { OutboxMessage } from '../domain/outbox';
import { maskPhone } from '../domain/masking';
import type { WriteLine } from './write-line';

type Message<Channel extends OutboxMessage['channel']> = Extract<OutboxMessage, { channel: Channel }>;

/** Writes text messages to the log, for development and demo. The recipient is masked. */
export function createConsoleSms(write: WriteLine): (message: Message<'sms'>, id: string) => Promise<void> {
  return ({ to, text }, id) => write({ notification_id: id, to: maskPhone(to), text }, 'SMS to the buyer');
}

/** Writes alerts to the log: those that were recorded before the setting of their webhook was removed. */
export function createConsoleAlerts(write: WriteLine): (alerts: readonly Message<'alert'>[]) => Promise<void> {
  return async (alerts) => {
    for (const { merchantUid, reason } of alerts) await write({ merchant_uid: merchantUid, reason }, 'alert');
  };
}

/** Writes shop events to the log, for development and demo. */
export function createConsoleShop(write: WriteLine): (message: Message<'shop'>, id: string) => Promise<void> {
  return ({ event, data }, id) => write({ notification_id: id, event, data }, 'event for the shop');
}
