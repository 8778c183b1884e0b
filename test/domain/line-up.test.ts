import { lineUp } from '../../src/domain/line-up';
import type { OutboxMessage } from '../../src/domain/outbox';
import { buildEntry, buildSettledEntry, type EntryOverrides } from '../support/build-entry';

const NOW = new Date('2026-11-21T01:00:00Z');
const later = new Date('2026-11-21T01:01:00Z');
const done = { deliveredAt: NOW };
const entry = (fields: EntryOverrides) =>
  fields.deliveredAt || fields.deadAt ? buildSettledEntry(fields) : buildEntry({ dueAt: NOW, ...fields });
const shop = { channel: 'shop' } as OutboxMessage;

test.each<[string, EntryOverrides[], object | null]>([
  ['nobody', [], null],
  ['nobody where all is delivered', [done, done], null],
  ['the first', [{ id: 'a' }, { id: 'b' }], { next: { id: 'a' } }],
  ['the one after a delivered one', [{ id: 'a', ...done }, { id: 'b' }], { next: { id: 'b' } }],
  ['the one after a dead letter', [{ id: 'a', deadAt: NOW }, { id: 'b' }], { next: { id: 'b' } }],
  ['the one behind another carrier’s', [{ id: 'a', message: shop }, { id: 'b' }], { next: { id: 'b' } }],
  [
    'nobody while the first is postponed',
    [{ id: 'a', dueAt: later }, { id: 'b' }],
    { blocker: { id: 'a' }, until: later },
  ],
  [
    'nobody while the first is being carried',
    [{ id: 'a', leaseUntil: later, dueAt: later }, { id: 'b' }],
    { blocker: { id: 'a' }, until: later },
  ],
  ['the first again once its lease has run out', [{ id: 'a', leaseUntil: NOW }, { id: 'b' }], { next: { id: 'a' } }],
  [
    'nobody while a later one is being carried: the first was dead, and sent on its way again',
    [{ id: 'a' }, { id: 'b', leaseUntil: later, dueAt: later }],
    { blocker: { id: 'b' }, until: later },
  ],
])('it is the turn of %s', (_, entries, line) => {
  const found = lineUp(entries.map(entry), 'sms', NOW);
  if (line === null) expect(found).toBeNull();
  else expect(found).toMatchObject(line);
});
