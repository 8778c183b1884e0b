import { isUnderWay } from '../../src/domain/cancel/cancel';
import type { OrderDocument } from '../../src/store/order.model';

const CARRIERS = ['shop', 'sms', 'customerRecord'] as const;

/** An order is due for a carrier while it has something to send by it, and for a cancel while one is under way. */
export function queueViolations({ outbox, cancels, queues }: OrderDocument): string[] {
  const open = outbox.filter(({ deliveredAt, deadAt }) => deliveredAt === null && deadAt === undefined);
  const waits = (name: string, isThere: boolean, isWanted: boolean) =>
    isThere === isWanted ? [] : [`${isThere ? 'waits' : 'does not wait'} in the queue ${name}`];
  return [
    ...CARRIERS.flatMap((name) =>
      waits(
        name,
        queues[name] !== undefined,
        open.some(({ message }) => message.channel === name),
      ),
    ),
    ...waits('cancel', queues.cancel !== undefined, cancels.some(isUnderWay)),
  ];
}
