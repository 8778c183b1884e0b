import { change, idsOf, type OpenRows, refusal, type Row } from './rows';
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
      state: 'paid',
      attention: [{ at: DAY(2), reason: 'late', reported: { status: 'paid' } }],
      attentionSince: DAY(2),
      money: { key: 'a', firstAt: DAY(1), lastAt: DAY(4) },
    },
    {
      _id: 'b',
      outbox: [{ id: '3', deliveredAt: DAY(1) }],
      queues: { shop: { dueAt: DAY(5) }, poll: { isUrgent: true, dueAt: DAY(2) } },
      at: DAY(1),
      closedAt: DAY(9),
      state: 'paid',
      attention: [],
      money: { key: 'b', firstAt: DAY(1) },
    },
    { _id: 'c', outbox: [], seen: ['imp_1'], at: DAY(0), state: 'pending', attention: [] },
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
    ['keys that begin with a text', { _id: { $gte: 'b', $lt: 'c' } }, ['b']],
    [
      'orders of a state, of one time and before a key',
      { state: { $eq: 'paid' }, at: DAY(1), _id: { $lt: 'b' } },
      ['a'],
    ],
    ['orders of a state, of a period', { state: { $eq: 'paid' }, at: { $gte: DAY(0), $lte: DAY(1) } }, ['a', 'b']],
    [
      'an order that was due before, and since when there are orders',
      { 'queues.shop.dueAt': { $gt: new Date(0), $lte: DAY(4) } },
      ['a'],
    ],
    [
      'the first payment of one time, after a key',
      { 'money.firstAt': { $eq: DAY(1) }, 'money.key': { $gt: 'a' } },
      ['b'],
    ],
    ['a payment that moved again in a period', { 'money.lastAt': { $gte: DAY(2), $lt: DAY(5) } }, ['a']],
    ['so many attention entries on a list', { attention: { $size: 1 }, attentionSince: { $exists: true } }, ['a']],
    ['an entry by its position, as delivered at a time', { 'outbox.0.id': '3', 'outbox.0.deliveredAt': DAY(1) }, ['b']],
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

  it('sorts by the indexes of its lists, in both directions, and ends a query in time', async () => {
    const indexed = await open(rows);
    await indexed.createIndex({ state: 1, at: -1, _id: -1 });
    await indexed.createIndex({ 'money.firstAt': -1, 'money.key': -1 }, { sparse: true });
    const ids = async (filter: mongo.Filter<Row>, sort: mongo.Sort) =>
      (await indexed.find(filter, { sort, limit: 5, maxTimeMS: 5_000 }).toArray()).map(({ _id }) => _id);
    const paid = { state: { $eq: 'paid' }, at: { $gte: DAY(0) } };
    await expect(ids(paid, { at: -1, _id: -1 })).resolves.toEqual(['b', 'a']);
    await expect(ids({ ...paid, at: { $gt: DAY(0) } }, { at: 1 })).resolves.toHaveLength(2);
    const period = { 'money.firstAt': { $gte: DAY(0), $lt: DAY(2) } };
    await expect(ids(period, { 'money.firstAt': -1, 'money.key': -1 })).resolves.toEqual(['b', 'a']);
    await expect(ids(period, { 'money.firstAt': 1, 'money.key': 1 })).resolves.toEqual(['a', 'b']);
  });

  it.each<[string, mongo.Document, object]>([
    ['a time of a queue alone', { _id: 0, 'queues.shop.dueAt': 1 }, { queues: { shop: { dueAt: DAY(1) } } }],
    [
      'fields of the entries of a list',
      { attentionSince: 1, 'attention.at': 1, 'attention.reason': 1 },
      { _id: 'a', attentionSince: DAY(2), attention: [{ at: DAY(2), reason: 'late' }] },
    ],
    [
      'a nested field of entries, and one that some of them lack',
      { 'outbox.message.channel': 1, 'outbox.deadAt': 1 },
      { _id: 'a', outbox: [{ message: { channel: 'shop' } }, { deadAt: DAY(2) }] },
    ],
  ])('reads %s', async (_what, projection, expected) => {
    await expect((await open(rows)).findOne({ _id: 'a' }, { projection })).resolves.toEqual(expected);
  });

  it('appends to a list that is not there yet and keeps its newest entries, beside all operators of a change', async () => {
    const given = await open([
      { _id: 'x', revision: 1, queues: { poll: { dueAt: DAY(1) } }, money: { firstAt: DAY(3) } },
    ]);
    const log = { $each: [{ at: DAY(1) }, { at: DAY(2) }], $slice: -1 };
    const write = change({
      $set: { state: 'paid', 'queues.shop': { dueAt: DAY(2) } },
      $push: { log, outbox: { $each: [{ id: '1' }] } },
      $max: { 'queues.sms.dueAt': DAY(2), deliveredAt: DAY(4) },
      $min: { attentionSince: DAY(2), 'money.firstAt': DAY(2) },
      $unset: { 'queues.poll': 1 },
      $inc: { revision: 1 },
    });
    await given.updateOne({ _id: { $eq: 'x' }, revision: 1, 'queues.shop': { $exists: false } }, write);
    await expect(given.findOne()).resolves.toEqual({
      _id: 'x',
      revision: 2,
      queues: { shop: { dueAt: DAY(2) }, sms: { dueAt: DAY(2) } },
      money: { firstAt: DAY(2) },
      state: 'paid',
      log: [{ at: DAY(2) }],
      outbox: [{ id: '1' }],
      deliveredAt: DAY(4),
      attentionSince: DAY(2),
    });
  });

  it('changes several entries by their positions, with a later due time, and takes entries away by their ids', async () => {
    const entry = (id: string) => ({ id, deliveredAt: DAY(1), attempts: 1 });
    const given = await open([{ _id: 'x', outbox: ['1', '2', '3'].map(entry), queues: { shop: { dueAt: DAY(3) } } }]);
    const asRead = { 'outbox.0.id': '1', 'outbox.0.deliveredAt': DAY(1), 'outbox.2.id': '3' };
    const again = {
      $set: { 'outbox.0.deliveredAt': null, 'outbox.0.spentAttempts': 1, 'outbox.2.deliveredAt': null },
      $max: { 'queues.shop.dueAt': DAY(2) },
    };
    await expect(given.updateOne({ _id: 'x', ...asRead }, again)).resolves.toMatchObject({ matchedCount: 1 });
    await expect(given.updateOne({ _id: 'x', ...asRead }, again)).resolves.toMatchObject({ matchedCount: 0 });
    await given.updateOne({ _id: 'x' }, change({ $pull: { outbox: { id: { $in: ['2', '9'] } } } }));
    await expect(given.findOne()).resolves.toEqual({
      _id: 'x',
      outbox: [
        { ...entry('1'), deliveredAt: null, spentAttempts: 1 },
        { ...entry('3'), deliveredAt: null },
      ],
      queues: { shop: { dueAt: DAY(3) } },
    });
  });

  it('sorts by time and key, limits, and leaves fields out', async () => {
    const found = (await open(rows)).find(
      {},
      {
        projection: {
          ...{ outbox: 0, queues: 0, seen: 0, closedAt: 0, deadSince: 0 },
          ...{ state: 0, attention: 0, attentionSince: 0, money: 0 },
        },
      },
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
