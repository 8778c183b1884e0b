import { mayAnnounceAccount } from '../../src/domain/may-announce-account';
import type { HistoryEntry } from '../../src/domain/order';
import { buildOrder } from '../support/build-order';

const NOW = new Date('2026-11-21T12:00:00Z');
const MINUTE_MS = 60_000;

/** An order whose accounts were announced this many minutes ago. */
const announcedAt = (minutesAgo: readonly number[]) =>
  buildOrder({
    history: minutesAgo.map((minutes): HistoryEntry => ({
      at: new Date(NOW.getTime() - minutes * MINUTE_MS),
      from: 'ready',
      to: 'ready',
      source: 'callback',
      impUid: 'imp_1',
    })),
  });

test.each([
  { name: 'none so far', minutesAgo: [], may: true },
  { name: 'two within the hour', minutesAgo: [59, 0], may: true },
  { name: 'three within the hour', minutesAgo: [59, 30, 0], may: false },
  { name: 'three, one of them an hour ago', minutesAgo: [60, 30, 0], may: true },
  { name: 'nine in all', minutesAgo: Array.from({ length: 9 }, (_, i) => 100 + i * 60), may: true },
  { name: 'ten in all', minutesAgo: Array.from({ length: 10 }, (_, i) => 100 + i * 60), may: false },
])('one more account after $name: $may', ({ minutesAgo, may }) => {
  expect(mayAnnounceAccount(announcedAt(minutesAgo), NOW)).toBe(may);
});

test('other moves do not count', () => {
  const { history } = announcedAt([3, 2, 1]);
  expect(mayAnnounceAccount({ history: history.map((move) => ({ ...move, to: 'pending' })) }, NOW)).toBe(true);
});
