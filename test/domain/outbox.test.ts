import { openEntries, storedError, type OutboxEntry, type OutboxMessage } from '../../src/domain/outbox';
import { buildEntry } from '../support/build-entry';

const AT = new Date('2026-11-21T01:00:00Z');
const done = { deliveredAt: AT };
const shop = { channel: 'shop' } as OutboxMessage;

test.each<[string, Partial<OutboxEntry>[], string[]]>([
  ['nothing', [], []],
  ['nothing if all are delivered', [done, done], []],
  ['the first, then the second', [{ id: 'a' }, { id: 'b' }], ['a', 'b']],
  ['the one after a delivered one', [{ id: 'a', ...done }, { id: 'b' }], ['b']],
  ['the one after a dead letter', [{ id: 'a', deadAt: AT }, { id: 'b' }], ['b']],
  ['the one behind an entry of another channel', [{ id: 'a', message: shop }, { id: 'b' }], ['b']],
  ['a tried one before later ones', [{ id: 'a', attempts: 3, lastError: 'HTTP 500' }, { id: 'b' }], ['a', 'b']],
  ['a dead letter that is retried, in its old place', [{ id: 'a', spentAttempts: 5 }, { id: 'b' }], ['a', 'b']],
  [
    'new ones before one that is sent again and was refused',
    [
      { id: 'a', resentAt: AT, lastError: 'HTTP 410' },
      { id: 'b', resentAt: AT },
      { id: 'c', attempts: 1, lastError: 'HTTP 500' },
    ],
    ['b', 'c', 'a'],
  ],
])('an order still has to send %s', (_, entries, ids) => {
  expect(
    openEntries(
      entries.map((entry) => buildEntry(entry)),
      'sms',
    ).map(({ id }) => id),
  ).toEqual(ids);
});

test.each([
  ['HTTP 500', 'HTTP 500'],
  ['x'.repeat(200), 'x'.repeat(90)],
  ['가'.repeat(200), '가'.repeat(30)],
  [`xx${'가'.repeat(200)}`, `xx${'가'.repeat(29)}`],
  [`${'x'.repeat(88)}😀`, 'x'.repeat(88)],
])('of an error, as much is stored as fits into 90 bytes (%#)', (error, stored) => {
  expect(storedError(error)).toBe(stored);
});
