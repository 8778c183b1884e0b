import { readDay } from '../../src/services/read-day';

const DAY_MS = 24 * 60 * 60_000;
const NOW = new Date('2026-11-30T00:00:00Z');

/** Money moves in another order in every part. */
async function read(daysAgo: number, maxPages: number) {
  let reads = 0;
  const page = async () => {
    reads += 1;
    const order = { merchantUid: `ord-${reads}`, state: 'paid' as const, payments: [], cancels: [] };
    return { orders: [order], next: null };
  };
  const from = new Date(+NOW - daysAgo * DAY_MS);
  const deps = {
    moneyOrders: { firstPaid: page, movedAgain: page },
    findRegistered: async () => [],
    ...{ now: () => NOW, countsTests: false, maxOrders: 100_000, maxPages },
  };
  const day = await readDay(deps, { from, to: new Date(+from + DAY_MS) });
  return { reads, hasAllMoney: day.hasAllMoney };
}

// The 24 hours of the day, then each day from it up to tomorrow.
test('a day is read whole where the pages suffice', async () => {
  expect(await read(2, 27)).toEqual({ reads: 27, hasAllMoney: true });
});

test('a day of years ago costs a bounded number of reads, and is said to be not whole', async () => {
  expect(await read(3_650, 400)).toEqual({ reads: 401, hasAllMoney: false });
});
