import type { Channel } from '../domain/outbox';
import { pathOf } from './order-queue';

/** The path of the note that nobody has taken the first event of an order. */
export const UNHANDLED = `${pathOf('handler')}.unhandled` as const;

/** The `$unset` part of a write after which another event of the order may be the first one. */
export function unhandledNoMore(channels: readonly Channel[]): Readonly<Record<string, 1>> {
  return channels.includes('handler') ? { [UNHANDLED]: 1 } : {};
}
