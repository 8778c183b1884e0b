import type { OutboxEntry } from '../../src/domain/outbox';

/** An outbox entry that is due at 01:00 on 21 November 2026, never tried. */
export function buildEntry(overrides: Partial<OutboxEntry> = {}): OutboxEntry {
  const at = new Date('2026-11-21T01:00:00Z');
  return {
    id: 'entry-1',
    message: { channel: 'sms', to: '010-0000-0000', text: '가상계좌 안내' },
    createdAt: at,
    dueAt: at,
    attempts: 0,
    lastError: null,
    deliveredAt: null,
    ...overrides,
  };
}

/** One that is not due any more: delivered, or dead. */
export function buildSettledEntry(overrides: Partial<OutboxEntry>): OutboxEntry {
  const fields = Object.entries(buildEntry(overrides)).filter(([name]) => name !== 'dueAt');
  return Object.fromEntries(fields) as unknown as OutboxEntry;
}
