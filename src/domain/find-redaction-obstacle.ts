import { isUnderWay } from './cancel/cancel';
import type { Order } from './order';
import { openEntries, CHANNELS, type OutboxEntry } from './outbox';
import { holdsOpenAccount } from './payment';

/** What still needs the personal values of an order. */
export type RedactionObstacle = 'openAccount' | 'cancelUnderWay' | 'messageOnItsWay';

/**
 * What a redaction has to wait for; null if nothing. An account is open while the order waits for its deposit, or until its
 * deadline. A dead letter is no obstacle: nobody may ever send it again.
 */
export function findRedactionObstacle(
  order: Order,
  outbox: readonly OutboxEntry[],
  at: Date,
): RedactionObstacle | null {
  const isOpen = order.payments.some(
    (payment) =>
      holdsOpenAccount(payment) && payment.virtualAccount.dueAt !== null && payment.virtualAccount.dueAt > at,
  );
  if (order.state === 'ready' || isOpen) return 'openAccount';
  if (order.cancels.some(isUnderWay)) return 'cancelUnderWay';
  return CHANNELS.some((channel) => openEntries(outbox, channel).length > 0) ? 'messageOnItsWay' : null;
}
