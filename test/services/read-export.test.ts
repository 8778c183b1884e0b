import { readExport } from '../../src/services/read-export';

test.each([
  ['a day 26 years ago', '2000-01-01T00:00:00Z', '2000-01-02T00:00:00Z', 100],
  ['a month of the year 0', '0000-01-01T00:00:00Z', '0000-02-01T00:00:00Z', 3_000],
])('%s is read with few reads, and each moment once', async (_, from, to, most) => {
  const period = { from: new Date(from), to: new Date(to) };
  const now = new Date('2026-11-30T00:00:00Z');
  const reads = { firstPaid: [] as Date[][], movedAgain: [] as Date[][] };
  const reader = (name: keyof typeof reads) => async (start: Date, end: Date) => {
    reads[name].push([start, end]);
    return { orders: [], next: null };
  };
  const moneyOrders = { firstPaid: reader('firstPaid'), movedAgain: reader('movedAgain') };

  const records = [];
  for await (const record of readExport({ moneyOrders, now: () => now }, 'payments', period)) records.push(record);

  expect(records).toEqual([['end', 0]]);
  for (const parts of Object.values(reads)) {
    expect(parts.length).toBeLessThan(most);
    expect(parts[0]?.[0]).toEqual(period.from);
    parts.slice(1).forEach(([start], index) => expect(start).toEqual(parts[index]?.[1]));
  }
  expect(reads.firstPaid.at(-1)?.[1]).toEqual(period.to);
  expect(reads.movedAgain.at(-1)?.[1]).toEqual(new Date('2026-12-01T00:00:00Z'));
});
