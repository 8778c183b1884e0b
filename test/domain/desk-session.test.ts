import { endOfSession } from '../../src/domain/desk-session';

const at = (minutes: number) => new Date(minutes * 60_000);
const TIMES = { longestMs: 480 * 60_000, idleMs: 30 * 60_000 };

test.each([
  [0, 30],
  [60, 90],
  [450, 480],
  [479, 480],
])('a session whose last request was in minute %i ends in minute %i', (seen, end) => {
  expect(endOfSession(at(0), at(seen), TIMES)).toEqual(at(end));
});
