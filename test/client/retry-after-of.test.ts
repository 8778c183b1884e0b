import { retryAfterOf } from '../../src/client/retry-after-of';

const NOW = Date.parse('2026-11-30T01:00:00Z');

test.each([
  ['5', 5_000],
  [' 5 ', 5_000],
  ['0.25', 250],
  ['0', null],
  ['-1', null],
  ['soon', null],
  ['', null],
  ['Mon, 30 Nov 2026 01:00:30 GMT', 30_000],
  ['Mon, 30 Nov 2026 00:59:30 GMT', null],
])('Retry-After: %p asks for a pause of %p ms', (value, pauseMs) => {
  expect(retryAfterOf(new Headers({ 'retry-after': value }), NOW)).toBe(pauseMs);
});

test('no header asks for none', () => {
  expect(retryAfterOf(new Headers(), NOW)).toBeNull();
});
