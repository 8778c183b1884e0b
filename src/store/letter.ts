import type { OutboxEntry } from '../domain/outbox';

/** An outbox entry with the order it belongs to. */
export interface Letter {
  readonly merchantUid: string;
  readonly entry: OutboxEntry;
}
