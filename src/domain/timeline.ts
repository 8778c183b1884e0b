import type { LogEntry } from './log-entry';
import type { Order } from './order';
import type { OutboxEntry } from './outbox';

/** All that an order holds of what happened to it. */
export interface Timeline {
  readonly order: Order;
  readonly log: readonly LogEntry[];
  readonly outbox: readonly OutboxEntry[];
}
