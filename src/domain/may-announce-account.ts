import type { Order } from './order';

const HOUR_MS = 60 * 60_000;
const MAX_IN_AN_HOUR = 3;
const MAX_IN_ALL = 10;

/**
 * Whether the shop and the buyer may be notified of one more issued account: at most three times an hour and ten times
 * for each order. Anybody can have accounts issued free of charge, but the shop pays for each text message.
 */
export function mayAnnounceAccount({ history }: Pick<Order, 'history'>, at: Date): boolean {
  const notified = history.filter(({ to }) => to === 'ready');
  const inLastHour = notified.filter((move) => at.getTime() - move.at.getTime() < HOUR_MS);
  return notified.length < MAX_IN_ALL && inLastHour.length < MAX_IN_AN_HOUR;
}
