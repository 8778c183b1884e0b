import type { OutboxEntry } from '../../src/domain/outbox';

/** An outbox entry of 01:00 on 21 November 2026, never tried. */
export function buildEntry(overrides: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    id: 'entry-1',
    message: { channel: 'sms', to: '010-0000-0000', text: '가상계좌 안내' },
    createdAt: new Date('2026-11-21T01:00:00Z'),
    attempts: 0,
    lastError: null,
    deliveredAt: null,
    ...overrides,
  };
}
