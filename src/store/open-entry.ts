import type { Channel, OutboxEntry } from '../domain/outbox';

/** The domain's `openEntries` as a condition on an entry: it is still to be delivered by this carrier. */
export const openBy = (channel: Channel) => ({
  'message.channel': channel,
  deliveredAt: null,
  deadAt: { $exists: false },
});

/** A condition on an outbox: the carrier of an entry has nothing else to deliver. */
export const noneBeside = ({ id, message }: OutboxEntry) => ({
  $not: { $elemMatch: { id: { $ne: id }, ...openBy(message.channel) } },
});
