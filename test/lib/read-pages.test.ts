import fc from 'fast-check';
import { readPages } from '../../src/lib/read-pages';

/** A list of numbered entries, of which some cannot be fetched. */
function listOf(total: number, isBad: (entry: number) => boolean) {
  const taken: number[] = [];
  let calls = 0;
  const deps = {
    fetch: async (page: number, limit: number) => {
      calls += 1;
      const entries = Array.from({ length: total }, (_, entry) => entry).slice((page - 1) * limit, page * limit);
      if (entries.some(isBad)) return null;
      return page > 1 && entries.length === 0
        ? { entries, total: 0, isLast: true }
        : { entries, total, isLast: page * limit >= total };
    },
    take: async (page: { readonly entries: number[] }) => void taken.push(...page.entries),
  };
  return { deps, taken, calls: () => calls };
}

test('every entry that can be fetched is read once, whichever others cannot be fetched', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(350),
      fc.uniqueArray(fc.nat(350), { maxLength: 19 }),
      fc.constantFrom(1, 10, 100),
      async (total, bad, size) => {
        const list = listOf(total, (entry) => bad.includes(entry));
        const lost = bad.filter((entry) => entry < total);
        expect(await readPages(list.deps, size)).toEqual({ end: 'last', skipped: lost.length });
        expect(list.taken).toEqual(
          Array.from({ length: total }, (_, entry) => entry).filter((it) => !bad.includes(it)),
        );
      },
    ),
  );
});

test('one bad entry among a thousand costs 30 calls', async () => {
  const list = listOf(1_000, (entry) => entry === 567);
  expect(await readPages(list.deps, 1_000)).toEqual({ end: 'last', skipped: 1 });
  expect([list.taken.length, list.calls()]).toEqual([999, 31]);
});

test('where nothing can be fetched, it gives up after 20 entries', async () => {
  const list = listOf(5_000, () => true);
  expect(await readPages(list.deps, 100)).toEqual({ end: 'last', skipped: 20 });
  expect(list.calls()).toBeLessThan(25);
});

test('a total that changes ends it, and so does a call that may not be made', async () => {
  let total = 25;
  const fetch = async (page: number) => ({ total: (total += 1), isLast: page === 3 });
  const take = async () => undefined;
  expect(await readPages({ fetch, take }, 10)).toEqual({ end: 'changed', skipped: 0 });
  expect(await readPages({ fetch: async () => 'ended' as const, take }, 10)).toEqual({ end: 'ended', skipped: 0 });
});
