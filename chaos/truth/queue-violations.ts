import { isUnderWay } from '../../src/domain/cancel/cancel';
import { CHANNELS, yields } from '../../src/domain/outbox';
import type { OrderDocument } from '../../src/store/order.model';

/**
 * An order is due for a carrier while it has something to send by it, and for a cancel while one is under way. For the shop's
 * server it may wait in `resent` instead, where it has nothing but events that are sent again and were refused. It is on the
 * list of dead letters while it has one; the list itself takes an order off that has none.
 */
export function queueViolations({ outbox, cancels, queues, deadSince }: OrderDocument): string[] {
  const open = outbox.filter(({ deliveredAt, deadAt }) => deliveredAt === null && deadAt === undefined);
  const waits = (name: string, isThere: boolean, isWanted: boolean) =>
    isThere === isWanted ? [] : [`${isThere ? 'waits' : 'does not wait'} in the queue ${name}`];
  const toShop = open.filter(({ message }) => message.channel === 'shop');
  const isSetAside = queues.resent !== undefined && toShop.length > 0 && toShop.every(yields);
  return [
    ...CHANNELS.flatMap((name) =>
      waits(
        name,
        queues[name] !== undefined || (name === 'shop' && isSetAside),
        open.some(({ message }) => message.channel === name),
      ),
    ),
    ...(deadSince === undefined && outbox.some(({ deadAt }) => deadAt !== undefined)
      ? ['has a dead letter that is not listed']
      : []),
    ...waits('cancel', queues.cancel !== undefined, cancels.some(isUnderWay)),
  ];
}
