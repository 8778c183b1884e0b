import { idsOf, type OpenRows, refusal, type Row } from './rows';
import type { mongo } from 'mongoose';

const DAY = (day: number): Date => new Date(Date.UTC(2026, 2, day));

/** The filters, projections, indexes and writes of the service itself, one row a kind. */
export const serviceRules = (open: OpenRows): void => {
  const rows: Row[] = [
    {
      _id: 'a',
      outbox: [
        { id: '1', message: { channel: 'shop' }, deliveredAt: null },
        { id: '2', deadAt: DAY(2) },
      ],
      queues: { shop: { dueAt: DAY(1) }, poll: { isUrgent: true, dueAt: DAY(1) } },
      deadSince: DAY(2),
      at: DAY(1),
      closedAt: null,
    },
    {
      _id: 'b',
      outbox: [{ id: '3', deliveredAt: DAY(1) }],
      queues: { shop: { dueAt: DAY(5) }, poll: { isUrgent: true, dueAt: DAY(2) } },
      at: DAY(1),
      closedAt: DAY(9),
    },
    { _id: 'c', outbox: [], seen: ['imp_1'], at: DAY(0) },
  ];

  it.each<[string, mongo.Filter<Row>, string[]]>([
    ['an order that is due', { 'queues.shop.dueAt': { $lte: DAY(2) } }, ['a']],
    [
      'one that is due, of the urgent ones',
      { 'queues.poll.isUrgent': true, 'queues.poll.dueAt': { $lte: DAY(1) } },
      ['a'],
    ],
    ['an order with a dead entry', { deadSince: { $gt: new Date(0) } }, ['a']],
    ['an id beside one that is dead', { deadSince: { $gt: new Date(0) }, 'outbox.id': { $eq: '1' } }, ['a']],
    [
      'an entry that is dead, and no other is',
      {
        outbox: {
          $elemMatch: { id: '2', deadAt: { $exists: true } },
          $not: { $elemMatch: { id: { $ne: '2' }, deadAt: { $exists: true } } },
        },
      },
      ['a'],
    ],
    ['one entry that meets all', { outbox: { $elemMatch: { id: '2', deadAt: { $exists: true } } } }, ['a']],
    [
      'no such entry',
      {
        outbox: { $not: { $elemMatch: { 'message.channel': 'shop', deliveredAt: null, deadAt: { $exists: false } } } },
      },
      ['b', 'c'],
    ],
    ['an entry by its position', { 'outbox.0.id': '3' }, ['b']],
    ['so many entries', { outbox: { $size: 2 } }, ['a']],
    ['null for null and for missing', { closedAt: null }, ['a', 'c']],
    ['a field that is not there', { seen: { $exists: false } }, ['a', 'b']],
    ['a list that lacks a value', { seen: { $ne: 'imp_1' } }, ['a', 'b']],
    ['several keys', { _id: { $in: ['a', 'c', 'x'] } }, ['a', 'c']],
    ['orders of one time after a key', { at: DAY(1), _id: { $gt: 'a' } }, ['b']],
    ['a date that is not later, or none', { closedAt: { $not: { $gt: DAY(5) } } }, ['a', 'c']],
  ])('finds %s', async (_what, filter, expected) => {
    await expect(idsOf(await open(rows), filter)).resolves.toEqual(expected);
  });

  it('finds the same with the indexes of the service', async () => {
    const indexed = await open(rows);
    await indexed.createIndex({ 'queues.shop.dueAt': 1 }, { sparse: true });
    await indexed.createIndex({ closedAt: 1, _id: 1 }, { partialFilterExpression: { closedAt: { $exists: true } } });
    await expect(idsOf(indexed, { 'queues.shop.dueAt': { $lte: DAY(2) } })).resolves.toEqual(['a']);
    await expect(idsOf(indexed, { closedAt: { $gt: DAY(5) } })).resolves.toEqual(['b']);
    await expect(idsOf(indexed, { closedAt: DAY(9), _id: { $gt: 'a' } })).resolves.toEqual(['b']);
    await indexed.createIndex({ deadSince: 1 }, { sparse: true });
    await expect(idsOf(indexed, { deadSince: { $gt: DAY(1) } })).resolves.toEqual(['a']);
    await indexed.createIndex({ 'queues.poll.isUrgent': 1, 'queues.poll.dueAt': 1 }, { sparse: true });
    const urgent = { 'queues.poll.isUrgent': true, 'queues.poll.dueAt': { $lte: DAY(3) } };
    const sorted = (direction: 1 | -1) => indexed.find(urgent).sort({ 'queues.poll.dueAt': direction }).toArray();
    expect((await sorted(1)).map(({ _id }) => _id)).toEqual(['a', 'b']);
    expect((await sorted(-1)).map(({ _id }) => _id)).toEqual(['b', 'a']);
  });

  it('sorts by time and key, limits, and leaves fields out', async () => {
    const found = (await open(rows)).find(
      {},
      { projection: { outbox: 0, queues: 0, seen: 0, closedAt: 0, deadSince: 0 } },
    );
    const first = { _id: 'c', at: DAY(0) };
    await expect(found.sort({ at: 1, _id: 1 }).limit(2).toArray()).resolves.toEqual([first, { _id: 'a', at: DAY(1) }]);
  });

  it('deletes a document only while it has the named value', async () => {
    const given = await open(rows);
    await expect(given.deleteOne({ _id: 'b', closedAt: DAY(8) })).resolves.toMatchObject({ deletedCount: 0 });
    await expect(given.deleteOne({ _id: 'b', closedAt: DAY(9) })).resolves.toMatchObject({ deletedCount: 1 });
    await expect(idsOf(given, {})).resolves.toEqual(['a', 'c']);
  });

  it('refuses a second document of an _id (code 11000), and reads and writes with majority', async () => {
    const given = await open(rows);
    const writeConcern = { w: 'majority', journal: true } as const;
    const readConcern = { level: 'majority' } as const;
    await expect(refusal(given.insertOne({ _id: 'a' }, { writeConcern }))).resolves.toMatchObject({ code: 11000 });
    await expect(given.insertOne({ _id: 'd' }, { writeConcern })).resolves.toMatchObject({ acknowledged: true });
    await expect(given.findOne({ _id: 'd' }, { readConcern })).resolves.toEqual({ _id: 'd' });
  });
};
