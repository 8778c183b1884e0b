import { mongo } from 'mongoose';
import { change, idsOf, refusal } from '../conformance/rows';
import { useStandIn } from './use-stand-in';

/** What MongoDB does beyond what we need of it, and what is easily got wrong. */
const standIn = useStandIn();

describe('an index over arrays', () => {
  it('takes the fields of a compound key from one element together', async () => {
    const rows = await standIn.open();
    await rows.createIndex({ 'lines.sku': 1, 'lines.size': 1 }, { unique: true });
    const line = (sku: string, size: number) => ({ sku, size });
    await rows.insertOne({ _id: 'a', lines: [line('x', 1), line('y', 2)] });
    await rows.insertOne({ _id: 'b', lines: [line('x', 2)] });
    await expect(refusal(rows.insertOne({ _id: 'c', lines: [line('y', 2)] }))).resolves.toMatchObject({ code: 11000 });
  });

  it('refuses a key over two arrays (code 171), and stores nothing', async () => {
    const rows = await standIn.open();
    await rows.createIndex({ n: 1 });
    await rows.createIndex({ a: 1, b: 1 });
    await expect(refusal(rows.insertOne({ _id: 'x', n: 1, a: [1], b: [2] }))).resolves.toMatchObject({ code: 171 });
    await rows.insertOne({ _id: 'y', n: 1, a: [1], b: 2 });
    await expect(refusal(rows.updateOne({ _id: 'y' }, { $set: { n: 2, b: [2] } }))).resolves.toMatchObject({
      code: 171,
    });
    await expect(idsOf(rows, { n: 1 })).resolves.toEqual(['y']);
  });

  it('leaves every index as it was when a later one refuses', async () => {
    const rows = await standIn.open();
    await rows.createIndex({ a: 1 }, { unique: true });
    await rows.createIndex({ b: 1 }, { unique: true });
    await rows.insertMany([
      { _id: 'x', a: 1, b: 1 },
      { _id: 'y', a: 2, b: 2 },
    ]);
    await expect(refusal(rows.insertOne({ _id: 'z', a: 3, b: 1 }))).resolves.toMatchObject({ code: 11000 });
    await expect(refusal(rows.updateOne({ _id: 'y' }, { $set: { a: 4, b: 1 } }))).resolves.toMatchObject({
      keyPattern: { b: 1 },
    });
    await rows.insertMany([
      { _id: 'three', a: 3, b: 3 },
      { _id: 'four', a: 4, b: 4 },
    ]);
    await expect(idsOf(rows, { a: 2 })).resolves.toEqual(['y']);
  });
});

describe('a range over an array', () => {
  it('may be met at its two ends by two elements, with an index as without', async () => {
    const rows = await standIn.open([
      { _id: 'a', n: [1, 10] },
      { _id: 'b', n: [3, 4] },
      { _id: 'c', n: 1 },
    ]);
    await expect(idsOf(rows, { n: { $gt: 5, $lt: 2 } })).resolves.toEqual(['a']);
    await rows.createIndex({ n: 1 });
    await expect(idsOf(rows, { n: { $gt: 5, $lt: 2 } })).resolves.toEqual(['a']);
  });
});

describe('a sort by a field of elements', () => {
  it('counts an element without it as null, so that its document comes first upwards', async () => {
    const rows = await standIn.open([
      { _id: 'a', list: [{ at: 1 }] },
      { _id: 'b', list: [{ at: 5 }, {}] },
      { _id: 'c', list: [] },
    ]);
    const sorted = async (at: 1 | -1) => (await rows.find().sort({ 'list.at': at }).toArray()).map(({ _id }) => _id);
    await expect(sorted(1)).resolves.toEqual(['b', 'c', 'a']);
    await expect(sorted(-1)).resolves.toEqual(['b', 'a', 'c']);
  });
});

describe('an update', () => {
  it('creates fields in the order of their names, not of the update', async () => {
    const rows = await standIn.open([{ _id: 'x' }]);
    await rows.updateOne(
      { _id: 'x' },
      change({ $push: { z: 1 }, $set: { m: 1, 'list.10': 1, 'list.9': 1 }, $inc: { a: 1 } }),
    );
    expect(Object.keys((await rows.findOne()) ?? {})).toEqual(['_id', 'a', 'list', 'm', 'z']);
  });

  it('does not tie two documents, or two fields, to one value', async () => {
    const rows = await standIn.open([{ _id: 'a' }, { _id: 'b' }]);
    await rows.updateMany({}, { $set: { list: [{ n: 1 }], other: { n: 1 } } });
    await rows.updateOne({ _id: 'a' }, { $set: { 'list.0.n': 2, 'other.n': 2 } });
    await rows.updateOne({ _id: 'a' }, change({ $push: { list: { n: 3 } } }));
    await expect(rows.findOne({ _id: 'b' })).resolves.toEqual({ _id: 'b', list: [{ n: 1 }], other: { n: 1 } });
  });

  it('that changes nothing of a value keeps its type', async () => {
    const rows = await standIn.open([{ _id: 'x', n: new mongo.Double(5) }]);
    await expect(rows.updateOne({ _id: 'x' }, { $set: { n: new mongo.Double(5) } })).resolves.toMatchObject({
      modifiedCount: 0,
    });
    await expect(rows.updateOne({ _id: 'x' }, { $set: { n: new mongo.Int32(5) } })).resolves.toMatchObject({
      modifiedCount: 1,
    });
  });

  it('stops a batch in order at its first failure and says where', async () => {
    const rows = await standIn.open([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 'text' },
      { _id: 'c', n: 1 },
    ]);
    const updates = ['a', 'b', 'c'].map((_id) => ({ updateOne: { filter: { _id }, update: { $inc: { n: 1 } } } }));
    const error = await refusal(rows.bulkWrite(updates));
    expect((error as mongo.MongoBulkWriteError).writeErrors).toMatchObject([{ index: 1, code: 14 }]);
    await expect(idsOf(rows, { n: 2 })).resolves.toEqual(['a']);
    await refusal(rows.bulkWrite(updates, { ordered: false }));
    await expect(idsOf(rows, { n: { $gte: 2 } })).resolves.toEqual(['a', 'c']);
  });

  it('adds a decimal exactly, and refuses to overflow 64 bits', async () => {
    const rows = await standIn.open([
      { _id: 'd', n: mongo.Decimal128.fromString('0.1') },
      { _id: 'l', n: mongo.Long.MAX_VALUE },
    ]);
    await rows.updateOne({ _id: 'd' }, change({ $inc: { n: mongo.Decimal128.fromString('0.2') } }));
    expect(String((await rows.findOne({ _id: 'd' }))?.['n'])).toBe('0.3');
    await expect(refusal(rows.updateOne({ _id: 'l' }, { $inc: { n: 1 } }))).resolves.toMatchObject({ code: 2 });
  });
});

describe('a document', () => {
  it('gets an _id from the server when it has none, as its first field', async () => {
    await standIn.db().command({ insert: 'without_id', documents: [{ n: 1 }] });
    const row = await standIn.db().collection('without_id').findOne();
    expect(Object.keys(row ?? {})).toEqual(['_id', 'n']);
    expect(row?._id).toBeInstanceOf(mongo.ObjectId);
  });

  it('may not have an array or a pattern as its _id (code 53)', async () => {
    for (const _id of [[1], /x/]) {
      const { writeErrors } = await standIn.db().command({ insert: 'wrong_id', documents: [{ _id }] });
      expect(writeErrors).toMatchObject([{ code: 53 }]);
    }
  });

  it('may have any name for a field, such as __proto__ and constructor', async () => {
    const bytes = mongo.BSON.serialize(
      new Map<string, unknown>([
        ['_id', 'x'],
        ['__proto__', { n: 1 }],
        ['constructor', 5],
      ]),
    );
    const rows = await standIn.open();
    await rows.insertOne(mongo.BSON.deserialize(bytes) as { _id: string });
    await rows.updateOne({ _id: 'x' }, { $set: { seen: true, 'toString.x': 1 } });
    await expect(idsOf(rows, { constructor: 5 })).resolves.toEqual(['x']);
    await expect(idsOf(rows, { valueOf: { $exists: true } })).resolves.toEqual([]);
    const row = await rows.findOne();
    expect(Object.getOwnPropertyNames(row)).toEqual(['_id', '__proto__', 'constructor', 'seen', 'toString']);
    expect(({} as Record<string, unknown>)['n']).toBeUndefined();
  });

  it('above 16 MB is refused, also when it grows to that', async () => {
    const rows = await standIn.open([{ _id: 'x', text: 'x'.repeat(9_000_000) }]);
    const grow = rows.updateOne({ _id: 'x' }, { $set: { more: 'x'.repeat(9_000_000) } });
    await expect(refusal(grow)).resolves.toMatchObject({ code: 10334 });
    await expect(idsOf(rows, { more: { $exists: true } })).resolves.toEqual([]);
  });
});
