import { mongo } from 'mongoose';
import { change, refusal, type Row } from '../conformance/rows';
import { useStandIn } from './use-stand-in';

const standIn = useStandIn();

describe('the stand-in refuses by name', () => {
  it.each([
    ['a command that it does not have', { collMod: 'rows' }, 59, "no such command: 'collMod'"],
    ['an option of find', { find: 'rows', collation: { locale: 'ko' } }, 40415, "'find.collation' is an unknown field"],
    ['a tailable cursor', { find: 'rows', tailable: true }, 40415, "'find.tailable'"],
    ['an option of insert', { insert: 'rows', documents: [{}], bypassDocumentValidation: true }, 40415, "'insert.byp"],
    ['an option of an update', { update: 'rows', updates: [{ q: {}, u: {}, c: {} }] }, undefined, ''],
    ['an option of aggregate', { aggregate: 'rows', pipeline: [], cursor: {}, let: {} }, 40415, "'aggregate.let'"],
    ['an option of count', { count: 'rows', collation: {} }, 40415, "'count.collation'"],
    ['a capped collection', { create: 'capped', capped: true }, 40415, "'create.capped'"],
    ['find without a filter document', { find: 'rows', filter: 5 }, 14, "'filter' is the wrong type 'int'"],
    ['a negative limit', { find: 'rows', limit: -1 }, 2, "'limit' value must be >= 0"],
    ['an aggregate without a cursor', { aggregate: 'rows', pipeline: [] }, 9, "'cursor' option is required"],
    ['a fault outside of admin', { configureFailPoint: 'failCommand', mode: 'off' }, 13, 'admin database'],
    ['a write to more than one member', { insert: 'r', documents: [{}], writeConcern: { w: 2 } }, 2, 'not replicated'],
    ['a snapshot', { find: 'rows', readConcern: { level: 'snapshot' } }, 72, "read concern 'snapshot'"],
    ['a cursor of another collection', { getMore: mongo.Long.fromNumber(5), collection: 'rows' }, 43, 'not found'],
    ['a name that is none', { insert: 'a$b', documents: [{}] }, 73, 'Invalid namespace'],
    ['a hint at no index', { find: 'hinted', hint: 'nothing_1' }, 2, 'does not correspond to an existing index'],
  ])('%s', async (_what, command, code, message) => {
    await standIn.db().collection('hinted').insertOne({ n: 1 });
    if (code === undefined) {
      const reply = await standIn.db().command(command);
      expect(reply['writeErrors']).toMatchObject([{ index: 0, code: 40415 }]);
      return;
    }
    const error = await refusal(standIn.db().command(command));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });

  it.each([
    ['a collation of an index', { key: { at: 1 }, name: 'c', collation: { locale: 'ko' } }, 72],
    ['a text index', { key: { at: 'text' }, name: 't' }, 67],
    ['a wildcard index', { key: { '$**': 1 }, name: 'w' }, 67],
    [
      'an index that is partial and sparse',
      { key: { a: 1 }, name: 'p', sparse: true, partialFilterExpression: {} },
      67,
    ],
    ['an index without a name', { key: { a: 1 } }, 9],
  ])('%s (code %i)', async (_what, index, code) => {
    const createIndexes = standIn.db().command({ createIndexes: 'indexed', indexes: [index] });
    await expect(refusal(createIndexes)).resolves.toMatchObject({ code });
  });

  it('takes a TTL index, and removes nothing by it', async () => {
    const collection = standIn.db().collection('expiring');
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
    await collection.insertOne({ at: new Date(0) });
    expect(await collection.countDocuments()).toBe(1);
    expect(await collection.indexes()).toContainEqual(expect.objectContaining({ expireAfterSeconds: 0 }));
  });

  it.each([
    ['$where', { $where: 'true' }],
    ['$text', { $text: { $search: 'x' } }],
    ['$jsonSchema', { $jsonSchema: {} }],
    ['$geoWithin', { at: { $geoWithin: {} } }],
    ['$bitsAllSet', { n: { $bitsAllSet: 1 } }],
    ['an operator among fields', { n: { $gt: 1, b: 2 } }],
  ])('%s in a filter (code 2)', async (_what, filter) => {
    const rows = await standIn.open([{ _id: 'a' }]);
    await expect(refusal(rows.find(filter as mongo.Filter<Row>).toArray())).resolves.toMatchObject({ code: 2 });
  });

  it.each([
    ['an update by pipeline', [{ $set: { n: 1 } }], 9],
    ['the positional $', { $set: { 'list.$.n': 1 } }, 2],
    ['$bit', { $bit: { n: { or: 1 } } }, 9],
    ['an unknown clause of $push', { $push: { list: { $each: [], $frobnicate: 1 } } }, 2],
  ])('%s', async (_what, update, code) => {
    const rows = await standIn.open([{ _id: 'a', list: [{ n: 1 }] }]);
    const outcome = rows.updateOne({ 'list.n': 1 }, Array.isArray(update) ? update : change(update));
    await expect(refusal(outcome)).resolves.toMatchObject({ code });
  });

  it.each([
    ['a position', { 'list.$': 1 }],
    ['an expression', { total: { $sum: '$list' } }],
    ['a text', { total: '$n' }],
    ['the score of a text search', { score: { $meta: 'textScore' } }],
  ])('%s in a projection (code 2)', async (_what, projection) => {
    const rows = await standIn.open([{ _id: 'a', list: [1] }]);
    await expect(refusal(rows.findOne({}, { projection }))).resolves.toMatchObject({ code: 2 });
  });

  it('to compute with what mingo would leave out silently', async () => {
    const rows = await standIn.open([{ _id: 'a', n: mongo.Decimal128.fromString('1.5') }]);
    const sum = rows.aggregate([{ $group: { _id: null, n: { $sum: '$n' } } }]).toArray();
    await expect(refusal(sum)).resolves.toMatchObject({ code: 2 });
    const big = await standIn.open([{ _id: 'a', n: mongo.Long.fromString('9007199254740993') }]);
    await expect(refusal(big.find({ $expr: { $gt: ['$n', 1] } }).toArray())).resolves.toMatchObject({ code: 2 });
  });
});

describe('the stand-in is a standalone', () => {
  it('says so, and that it is no MongoDB', async () => {
    const hello = await standIn.db().admin().command({ hello: 1 });
    expect(hello).toMatchObject({ isWritablePrimary: true, maxWireVersion: 21, readOnly: false });
    expect(hello).not.toHaveProperty('setName');
    expect(hello).not.toHaveProperty('msg');
    await expect(standIn.db().admin().buildInfo()).resolves.toMatchObject({ version: '7.0.0-stand-in' });
  });

  it('refuses a transaction as one does (code 20)', async () => {
    const transaction = { txnNumber: mongo.Long.fromNumber(1), autocommit: false, startTransaction: true };
    const error = await refusal(standIn.db().command({ insert: 'rows', documents: [{}], ...transaction }));
    expect(error.code).toBe(20);
    expect(error.message).toBe('Transaction numbers are only allowed on a replica set member or mongos');
  });

  it('refuses a transaction of the driver, and nothing of it is stored', async () => {
    const rows = await standIn.open();
    await standIn.client().withSession(async (session) => {
      const transaction = session.withTransaction(() => rows.insertOne({ _id: 'a' }, { session }));
      await expect(transaction).rejects.toThrow();
    });
    await expect(rows.countDocuments()).resolves.toBe(0);
  });

  it('refuses a change stream as one does (code 40573)', async () => {
    const stream = (await standIn.open()).watch();
    await expect(refusal(stream.next())).resolves.toMatchObject({ code: 40573 });
    await stream.close();
  });
});
