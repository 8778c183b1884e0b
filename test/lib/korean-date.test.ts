import { endOfKoreanDay, koreanMonth, startOfKoreanDay } from '../../src/lib/korean-date';

test.each([
  ['2026-11-30', '2026-11-29T15:00:00.000Z', '2026-11-30T15:00:00.000Z'],
  ['2024-02-29', '2024-02-28T15:00:00.000Z', '2024-02-29T15:00:00.000Z'],
])('the Korean day %s goes from %s to %s', (day, from, to) => {
  expect([startOfKoreanDay(day)?.toISOString(), endOfKoreanDay(day)?.toISOString()]).toEqual([from, to]);
});

test.each([
  ['2026-02', '2026-01-31T15:00:00.000Z', '2026-02-28T15:00:00.000Z'],
  ['2026-12', '2026-11-30T15:00:00.000Z', '2026-12-31T15:00:00.000Z'],
  // A year below 100 is no year of the 20th century.
  ['0099-12', '0099-11-30T15:00:00.000Z', '0099-12-31T15:00:00.000Z'],
])('the Korean month %s goes from %s to %s', (month, from, to) => {
  const period = koreanMonth(month);
  expect([period?.from.toISOString(), period?.to.toISOString()]).toEqual([from, to]);
});

test.each(['2026-02-29', '2026-13-01', '2026-1-1', '2026-11', '', 'x', '2026-11-30T00:00'])('%j is no day', (text) => {
  expect(startOfKoreanDay(text)).toBeNull();
  expect(endOfKoreanDay(text)).toBeNull();
});

test.each(['2026-13', '2026-00', '2026', '2026-11-30', ''])('%j is no month', (text) => {
  expect(koreanMonth(text)).toBeNull();
});
