import type { mongo } from 'mongoose';
import { ensureIndexes } from '../../src/store/ensure-indexes';
import { openConnection } from '../../src/store/open-connection';
import { isAmong, type WantedIndex } from '../../src/store/wanted-indexes';
import { useDatabase } from '../support/database';

const database = useDatabase();
const key = { a: 1, b: -1 } as const;
const partialFilterExpression = { a: { $exists: true } };
const listed = (more: object, of: object = key) => [
  { v: 2, name: 'any', key: of, ...more } as mongo.IndexDescriptionInfo,
];

test.each<{ rule: string; options: WantedIndex['options']; index: mongo.IndexDescriptionInfo[]; is: boolean }>([
  {
    rule: 'the same fields and options, whatever its name',
    options: { sparse: true },
    index: listed({ sparse: true }),
    is: true,
  },
  {
    rule: 'the collation that newer servers name',
    options: {},
    index: listed({ collation: { locale: 'simple' } }),
    is: true,
  },
  { rule: 'another collation', options: {}, index: listed({ collation: { locale: 'ko' } }), is: false },
  {
    rule: 'the same filter',
    options: { partialFilterExpression },
    index: listed({ partialFilterExpression }),
    is: true,
  },
  {
    rule: 'another filter',
    options: { partialFilterExpression },
    index: listed({ partialFilterExpression: {} }),
    is: false,
  },
  { rule: 'no filter', options: { partialFilterExpression }, index: listed({}), is: false },
  {
    rule: 'another time to live',
    options: { expireAfterSeconds: 0 },
    index: listed({ expireAfterSeconds: 9 }),
    is: false,
  },
  { rule: 'a unique one', options: {}, index: listed({ unique: true }), is: false },
  { rule: 'a sparse one', options: {}, index: listed({ sparse: true }), is: false },
  { rule: 'fewer fields', options: {}, index: listed({}, { a: 1 }), is: false },
  { rule: 'another order of the fields', options: {}, index: listed({}, { b: -1, a: 1 }), is: false },
  { rule: 'another direction', options: {}, index: listed({}, { a: 1, b: 1 }), is: false },
])('$rule: is the wanted index: $is', ({ options, index, is }) => {
  expect(isAmong({ key, options }, index)).toBe(is);
});

test('indexes that were built are among those that the server lists', async () => {
  const options = { uri: database.uri, operationTimeoutMs: 5_000, poolSize: 2, hasDesk: true };
  const connection = await openConnection(options);
  const missing: (readonly string[])[] = [];
  const onMissing = (names: readonly string[]) => void missing.push(names);
  await ensureIndexes(connection, options, { onMissing });
  await ensureIndexes(connection, options, { onMissing });
  await connection.close();
  expect(missing).toEqual([expect.arrayContaining(['orders.queues.shop.dueAt_1', 'desk_sessions.endsAt_1'])]);
});
