import fc from 'fast-check';
import { newestInParts, newestOf, type NextKeys } from '../../src/services/newest-keys';
import type { IndexPart, OrderKey, OrderKeys } from '../../src/store/order-keys';

const NOW = new Date('2026-11-21T02:00:00Z');
const PARTS: readonly IndexPart[] = [{ state: 'pending' }, { state: 'paid' }];

interface Stored extends OrderKey {
  readonly state: string;
}

/** An index in memory that answers as the store does, and keeps the spans that it was asked for. */
function indexOf(stored: readonly Stored[]) {
  const spansMs: number[] = [];
  const sorted = stored.toSorted((a, b) => +b.at - +a.at || (a.merchantUid < b.merchantUid ? 1 : -1));
  const inPart = (part: IndexPart) => sorted.filter(({ state }) => 'state' in part && part.state === state);
  const keys: Pick<OrderKeys, 'between' | 'sameMoment'> = {
    async between(part, { from, to, limit }) {
      spansMs.push(from === null ? Infinity : +(to ?? NOW) - +from);
      return inPart(part)
        .filter(({ at }) => (from === null || at >= from) && (to === null || at <= to))
        .slice(0, limit);
    },
    sameMoment: async (part, after, limit) =>
      inPart(part)
        .filter(({ at, merchantUid }) => +at === +after.at && merchantUid < after.merchantUid)
        .slice(0, limit),
  };
  return { keys, spansMs, sorted };
}

async function readAll(next: NextKeys, count: number): Promise<string[]> {
  const read: OrderKey[] = [];
  for (;;) {
    const keys = await next(read.at(-1) ?? null, count);
    read.push(...keys);
    if (keys.length < count) return read.map(({ merchantUid }) => merchantUid);
  }
}

/** Close together, years apart, and ahead of our clock. */
const ago = fc.oneof(fc.integer({ min: -5_000, max: 5 }), fc.integer({ min: 0, max: 5e6 }), fc.nat(3e11));
const anyStored = fc.uniqueArray(
  fc.record({
    ms: ago,
    merchantUid: fc.string({ minLength: 1, maxLength: 3 }),
    state: fc.constantFrom('pending', 'paid'),
  }),
  { selector: ({ merchantUid }) => merchantUid, maxLength: 40 },
);
const stored = anyStored.map((all): Stored[] => all.map(({ ms, ...key }) => ({ ...key, at: new Date(+NOW - ms) })));

test('pages of any size list each order once, the newest first', async () => {
  await fc.assert(
    fc.asyncProperty(stored, fc.integer({ min: 1, max: 12 }), async (all, count) => {
      const { keys, sorted } = indexOf(all);
      const expected = sorted.map(({ merchantUid }) => merchantUid);
      const next = newestInParts(keys, PARTS, { from: null, to: null }, () => NOW);
      expect(await readAll(next, count)).toEqual(expected);
      expect(await readAll(newestOf(all), count)).toEqual(expected);
    }),
  );
});

test('a period has its start and not its end', async () => {
  await fc.assert(
    fc.asyncProperty(stored, ago, ago, async (all, a, b) => {
      const [from, to] = [new Date(+NOW - Math.max(a, b)), new Date(+NOW - Math.min(a, b))];
      const { keys, sorted } = indexOf(all);
      const expected = sorted.filter(({ at }) => at >= from && at < to).map(({ merchantUid }) => merchantUid);
      expect(
        await readAll(
          newestInParts(keys, PARTS, { from, to }, () => NOW),
          5,
        ),
      ).toEqual(expected);
    }),
  );
});

test('an order that comes in between two pages moves no other one', async () => {
  const at = (ms: number) => new Date(+NOW - ms);
  const all: Stored[] = ['a', 'b', 'c', 'd'].map((merchantUid, i) => ({
    merchantUid,
    state: 'paid',
    at: at(i * 1_000),
  }));
  const first = await newestInParts(indexOf(all).keys, PARTS, { from: null, to: null }, () => NOW)(null, 2);
  const more = [...all, { merchantUid: 'new', state: 'pending', at: at(-1_000) }];
  const second = await newestInParts(
    indexOf(more).keys,
    PARTS,
    { from: null, to: null },
    () => NOW,
  )(first[1] ?? null, 5);
  expect([...first, ...second].map(({ merchantUid }) => merchantUid)).toEqual(['a', 'b', 'c', 'd']);
});

test('spans grow from a minute, and end as soon as the page is full', async () => {
  const all = Array.from({ length: 50 }, (_, i): Stored => {
    return { merchantUid: `o${i}`, state: 'paid', at: new Date(+NOW - i * 30_000) };
  });
  const { keys, spansMs } = indexOf(all);
  await newestInParts(keys, [{ state: 'paid' }], { from: null, to: null }, () => NOW)(null, 10);
  expect(spansMs).toEqual([60_000, 480_000]);
});

test('an order that is paid between the queries is listed once', async () => {
  const order = { merchantUid: 'o', at: NOW };
  let state = 'pending';
  const keys = {
    sameMoment: async () => [],
    async between(part: IndexPart) {
      const isThere = 'state' in part && part.state === state;
      state = 'paid';
      return isThere ? [order] : [];
    },
  };
  expect(await newestInParts(keys, PARTS, { from: null, to: null }, () => NOW)(null, 5)).toEqual([order]);
  state = 'pending';
  const changedFirst = { ...keys, between: async (part: IndexPart) => ((state = 'paid'), keys.between(part)) };
  expect(await newestInParts(changedFirst, PARTS, { from: null, to: null }, () => NOW)(null, 5)).toEqual([order]);
});
