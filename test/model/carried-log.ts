import type { OrderDocument } from '../../src/store/order.model';

/** What the carriers have carried out, read from the console carriers' lines. */
export interface CarriedLog {
  /** Where the service's log goes. Throws, as a carrier does that has no line, while told to fail. */
  readonly write: (line: string) => void;
  /** The next so many messages do not arrive; all of them, for `Infinity`. */
  readonly failNext: (count: number) => void;
  /** What was carried and should not have been: under an id that no order holds, or with another content. */
  readonly violations: (orders: readonly OrderDocument[]) => string[];
  /** What is stored and was never carried, or is not marked as delivered. */
  readonly missing: (orders: readonly OrderDocument[]) => string[];
}

interface Carried {
  readonly merchantUid: string | undefined;
  readonly content: string;
}

/** Begins with nothing carried. */
export function createCarriedLog(): CarriedLog {
  const carried = new Map<string, Carried>();
  const clashes: string[] = [];
  let failures = 0;
  return {
    write(line) {
      const fields = JSON.parse(line) as Record<string, unknown>;
      const id = fields['notification_id'];
      const isCarrier = fields['event'] !== undefined || fields['text'] !== undefined;
      if (typeof id !== 'string' || !isCarrier) return;
      if (failures > 0) {
        failures -= 1;
        throw new Error('the carrier is down');
      }
      const data = fields['data'] as { merchant_uid: string } | undefined;
      const content = JSON.stringify(data === undefined ? fields['text'] : [fields['event'], data]);
      const known = carried.get(id);
      if (known !== undefined && known.content !== content) clashes.push(`${id} was carried with two contents`);
      carried.set(id, { merchantUid: data?.merchant_uid, content });
    },
    failNext: (count) => (failures = count),
    violations(orders) {
      const stored = new Map(orders.flatMap((order) => order.outbox.map((entry) => [entry.id, entry] as const)));
      const foreign = [...carried].flatMap(([id, { content }]) => {
        const message = stored.get(id)?.message;
        if (message === undefined) return [`${id} was carried and belongs to no transition: ${content}`];
        const wanted = message.channel === 'shop' ? [message.event, message.data] : 'text' in message && message.text;
        return JSON.stringify(wanted) === content ? [] : [`${id} was carried as ${content}`];
      });
      const unseen = [...stored.values()].filter(
        ({ id, message, deliveredAt }) =>
          deliveredAt !== null && message.channel !== 'customerRecord' && !carried.has(id),
      );
      return [
        ...clashes,
        ...foreign,
        ...unseen.map(({ id }) => `${id} is marked as delivered and was never carried`),
        ...orders.flatMap(({ outbox }) => outOfTurn(outbox, [...carried.keys()])),
      ];
    },
    missing: (orders) =>
      orders.flatMap(({ _id, outbox, attention }) =>
        outbox.flatMap(({ id, deliveredAt, deadAt }) => {
          const isTold = attention.some(({ notificationId }) => notificationId === id);
          return deliveredAt !== null || (deadAt !== undefined && isTold) ? [] : [`${_id}: ${id} was not delivered`];
        }),
      ),
  };
}

/** Within one order and carrier nothing goes before what was written earlier, but for what had died and was sent again. */
function outOfTurn(outbox: OrderDocument['outbox'], inOrder: readonly string[]): string[] {
  return ['shop', 'sms'].flatMap((channel) => {
    const line = outbox.filter(({ message, deadAt, spentAttempts }) => {
      const everDied = deadAt !== undefined || (spentAttempts ?? 0) > 0;
      return message.channel === channel && !everDied;
    });
    const found = inOrder.filter((id) => line.some((entry) => entry.id === id));
    const wanted = line.slice(0, found.length).map(({ id }) => id);
    return found.join() === wanted.join()
      ? []
      : [`${channel}: ${found.join()} was carried instead of ${wanted.join()}`];
  });
}
