import type { Order } from './order';

const HOUR_MS = 60 * 60_000;
const MAX_IN_AN_HOUR = 3;
const MAX_IN_ALL = 10;

/**
 * Whether one more issued account of an order may be told of: three in an hour, ten in all. Having one issued costs
 * nothing, and the shop pays for each text message.
 */
export function mayTellOfAccount({ history }: Pick<Order, 'history'>, at: Date): boolean {
  const told = history.filter(({ to }) => to === 'ready');
  const lately = told.filter((move) => at.getTime() - move.at.getTime() < HOUR_MS);
  return told.length < MAX_IN_ALL && lately.length < MAX_IN_AN_HOUR;
}
