import type { Resend } from '../domain/order-change';
import type { OutboxEntry } from '../domain/outbox';
import { pathOf } from './order-queue';
import { unhandledNoMore } from './unhandled';

/** The parts of the write that opens delivered entries again, and appends new ones. */
export interface ResentEntries {
  /** The entries are still as they were read, each in its position. */
  readonly where: Readonly<Record<string, unknown>>;
  readonly $set: Readonly<Record<string, unknown>>;
  readonly $max: Readonly<Record<string, Date>>;
  readonly $unset: Readonly<Record<string, 1>>;
}

const NOTHING: ResentEntries = { where: {}, $set: {}, $max: {}, $unset: {} };

/**
 * Opens delivered entries again, in their positions: so they keep their sequence, and go before newer ones. They get their
 * full number of tries. `$max` keeps a later due time of the carrier, as for a new entry. One update cannot both append to an
 * array and change its elements, so new entries are set at the positions behind its end.
 *
 * @param added new entries, of other carriers
 */
export function resentEntries(resend: Resend | undefined, added: readonly OutboxEntry[]): ResentEntries {
  if (resend === undefined) return NOTHING;
  const { entries, outboxSize, at } = resend;
  const fields = entries.map(({ position, entry: { id, deliveredAt, firstDeliveredAt, attempts } }) => {
    const path = `outbox.${position}`;
    return {
      where: { [`${path}.id`]: id, [`${path}.deliveredAt`]: deliveredAt },
      $set: {
        [`${path}.deliveredAt`]: null,
        [`${path}.firstDeliveredAt`]: firstDeliveredAt ?? deliveredAt,
        [`${path}.resentAt`]: at,
        [`${path}.spentAttempts`]: attempts,
      },
    };
  });
  return {
    where: Object.assign(
      { outbox: { $size: outboxSize } },
      ...fields.map(({ where }) => where),
    ) as ResentEntries['where'],
    $set: Object.assign(
      Object.fromEntries(added.map((entry, i) => [`outbox.${outboxSize + i}`, entry])),
      ...fields.map(({ $set }) => $set),
    ) as ResentEntries['$set'],
    $max: Object.fromEntries(entries.map(({ entry }) => [`${pathOf(entry.message.channel)}.dueAt`, at])),
    $unset: unhandledNoMore(entries.map(({ entry }) => entry.message.channel)),
  };
}
