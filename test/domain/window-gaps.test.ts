import { addGap, afterRereading, dueGap, type Gap } from '../../src/domain/window-gaps';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21) + minutes * 60_000);
const gap = (from: number, to: number, more: Partial<Gap> = {}): Gap => ({
  from: at(from),
  to: at(to),
  since: at(0),
  tries: 0,
  dueAt: at(60),
  ...more,
});

test('overlapping windows make one gap, up to an hour; it is new once', () => {
  let gaps: readonly Gap[] = [];
  const news: boolean[] = [];
  for (let minute = 0; minute < 60; minute += 1) {
    const added = addGap(gaps, { from: at(minute), to: at(minute + 11) }, at(minute + 11));
    gaps = added.gaps;
    news.push(added.isNew);
  }
  expect(gaps.map(({ from, to }) => [from, to])).toEqual([
    [at(0), at(60)],
    [at(50), at(70)],
  ]);
  expect(news.filter(Boolean)).toHaveLength(2);
});

test('the number of gaps is bounded: the oldest is given up', () => {
  const gaps = Array.from({ length: 100 }, (_, hour) => gap(hour * 600, hour * 600 + 20));
  const added = addGap(gaps, { from: at(90_000), to: at(90_020) }, at(90_020));
  expect([added.gaps.length, added.givenUp]).toEqual([100, [gaps[0]]]);
});

test.each<[string, { through: Date; skipped: number }, number, readonly Partial<Gap>[], number]>([
  ['read whole: closed', { through: at(20), skipped: 0 }, 60, [], 0],
  [
    'read in part: the unread part stays',
    { through: at(10), skipped: 0 },
    60,
    [{ from: at(10), to: at(20), tries: 0 }],
    0,
  ],
  ['still not fetched: read again later', { through: at(20), skipped: 1 }, 60, [{ tries: 1, dueAt: at(120) }], 0],
  ['not fetched for 30 days: given up', { through: at(20), skipped: 1 }, 31 * 24 * 60, [], 1],
])('%s', (_name, read, minute, left, givenUp) => {
  const known = gap(0, 20);
  const after = afterRereading([known], known, read, at(minute), 0);
  expect(after.gaps).toMatchObject(left);
  expect([after.gaps.length, after.givenUp.length]).toEqual([left.length, givenUp]);
});

test('the longest due gap comes first, and none before it is due', () => {
  const gaps = [gap(0, 20, { dueAt: at(90) }), gap(100, 120, { dueAt: at(70) })];
  expect([dueGap(gaps, at(69)), dueGap(gaps, at(90))]).toEqual([undefined, gaps[1]]);
});
