import { isUnderWay } from '../../src/domain/cancel/cancel';
import { CHANNELS } from '../../src/domain/outbox';
import type { OrderDocument } from '../../src/store/order.model';

/**
 * An order is due for a carrier while it has something to send by it, and for a cancel while one is under way. It is on the
 * list of dead letters while it has one; the list itself takes an order off that has none.
 */
export function queueViolations({ outbox, cancels, queues, deadSince }: OrderDocument): string[] {
  const open = outbox.filter(({ deliveredAt, deadAt }) => deliveredAt === null && deadAt === undefined);
  const waits = (name: string, isThere: boolean, isWanted: boolean) =>
    isThere === isWanted ? [] : [`${isThere ? 'waits' : 'does not wait'} in the queue ${name}`];
  return [
    ...CHANNELS.flatMap((name) =>
      waits(
        name,
        queues[name] !== undefined,
        open.some(({ message }) => message.channel === name),
      ),
    ),
    ...(deadSince === undefined && outbox.some(({ deadAt }) => deadAt !== undefined)
      ? ['has a dead letter that is not listed']
      : []),
    ...waits('cancel', queues.cancel !== undefined, cancels.some(isUnderWay)),
  ];
}
