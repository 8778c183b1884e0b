import type { Channel, OutboxEntry } from '../domain/outbox';

/** The rule of the domain's `openEntries` as a condition on one entry of a carrier. */
export const isOpenFor = (channel: Channel) => ({
  'message.channel': channel,
  deliveredAt: null,
  deadAt: { $exists: false },
});

/** A condition on an outbox: no other entry of the carrier is to be delivered but such as yield (the domain's `yields`). */
export const noOtherGoesFirst = ({ id, message }: OutboxEntry) => {
  const goesFirst = { $or: [{ resentAt: { $exists: false } }, { lastError: null }] };
  return { $not: { $elemMatch: { id: { $ne: id }, ...isOpenFor(message.channel), ...goesFirst } } };
};

/** A condition on an outbox: the entry's carrier has no other entry to deliver. */
export const noOtherOpen = ({ id, message }: OutboxEntry) => ({
  $not: { $elemMatch: { id: { $ne: id }, ...isOpenFor(message.channel) } },
});
