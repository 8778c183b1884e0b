import type { OutboxEntry } from '../../src/domain/outbox';

/** Fields of an entry, and when it is due by its own carrier. */
export type EntryOverrides = Partial<Omit<OutboxEntry, 'due'>> & { readonly dueAt?: Date };

/** An outbox entry that is due at 01:00 on 21 November 2026, never tried. */
export function buildEntry({ dueAt, ...overrides }: EntryOverrides = {}): OutboxEntry {
  const at = new Date('2026-11-21T01:00:00Z');
  const message = overrides.message ?? { channel: 'sms', to: '010-0000-0000', text: '가상계좌 안내' };
  return {
    id: 'entry-1',
    message,
    createdAt: at,
    due: { [message.channel]: dueAt ?? at },
    attempts: 0,
    lastError: null,
    deliveredAt: null,
    ...overrides,
  };
}

/** One that is not due any more: delivered, or dead. */
export function buildSettledEntry(overrides: EntryOverrides): OutboxEntry {
  const fields = Object.entries(buildEntry(overrides)).filter(([name]) => name !== 'due');
  return Object.fromEntries(fields) as unknown as OutboxEntry;
}
