import { mongo } from 'mongoose';
import type { TestDatabase } from '../../../support/database';
import { startPausableProxy } from './pausable-proxy';
import { type OpenRows, refusal } from './rows';

const many = (count: number) => Array.from({ length: count }, (_, i) => ({ _id: String(i).padStart(5, '0'), n: i }));

/** Results that come in several batches. */
export const cursorRules = (open: OpenRows): void => {
  it('hands out every document once over many batches', async () => {
    const rows = await open(many(1_000));
    const cursor = rows.find({}, { batchSize: 7, sort: { _id: 1 } });
    const seen: unknown[] = [];
    for await (const { n } of cursor) seen.push(n);
    expect(seen).toEqual(many(1_000).map(({ n }) => n));
  });

  it('keeps a limit across batches', async () => {
    const rows = await open(many(50));
    await expect(rows.find({}, { batchSize: 10 }).limit(25).toArray()).resolves.toHaveLength(25);
  });

  it('ends a cursor that is closed early', async () => {
    const rows = await open(many(50));
    const cursor = rows.find({}, { batchSize: 10 });
    await cursor.next();
    const { id } = cursor;
    await cursor.close();
    const getMore = rows.db.command({ getMore: id, collection: rows.collectionName });
    await expect(refusal(getMore)).resolves.toMatchObject({ code: 43 });
  });

  it('hands out an aggregation in batches as well', async () => {
    const rows = await open(many(300));
    const cursor = rows.aggregate<{ n: number }>([{ $match: { n: { $gte: 100 } } }], { batchSize: 50 });
    await expect(cursor.toArray()).resolves.toHaveLength(200);
  });
};

/** What is computed over many documents. */
export const aggregationRules = (open: OpenRows): void => {
  const rows = [
    {
      _id: 'a',
      state: 'paid',
      amount: 100,
      lines: [
        { sku: 'x', n: 1 },
        { sku: 'y', n: 2 },
      ],
    },
    { _id: 'b', state: 'paid', amount: 300.5, lines: [{ sku: 'x', n: 3 }] },
    { _id: 'c', state: 'pending', amount: 50, lines: [] },
  ];

  it.each<[string, mongo.Document[], object[]]>([
    [
      'groups, sums and counts',
      [
        { $group: { _id: '$state', count: { $sum: 1 }, total: { $sum: '$amount' }, least: { $min: '$amount' } } },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: 'paid', count: 2, total: 400.5, least: 100 },
        { _id: 'pending', count: 1, total: 50, least: 50 },
      ],
    ],
    [
      'groups everything into one',
      [
        { $match: { state: 'paid' } },
        { $group: { _id: null, n: { $sum: 1 }, ids: { $push: '$_id' }, avg: { $avg: '$amount' } } },
      ],
      [{ _id: null, n: 2, ids: ['a', 'b'], avg: 200.25 }],
    ],
    [
      'has no group where there is nothing',
      [{ $match: { state: 'none' } }, { $group: { _id: null, n: { $sum: 1 } } }],
      [],
    ],
    [
      'unwinds arrays',
      [{ $unwind: '$lines' }, { $group: { _id: '$lines.sku', n: { $sum: '$lines.n' } } }, { $sort: { _id: -1 } }],
      [
        { _id: 'y', n: 2 },
        { _id: 'x', n: 4 },
      ],
    ],
    [
      'sorts, skips and limits',
      [{ $sort: { amount: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { _id: 1 } }],
      [{ _id: 'a' }],
    ],
    ['counts', [{ $match: { amount: { $gt: 60 } } }, { $count: 'many' }], [{ many: 2 }]],
    [
      'computes fields',
      [
        { $match: { _id: 'a' } },
        { $project: { _id: 0, double: { $multiply: ['$amount', 2] }, lines: { $size: '$lines' } } },
      ],
      [{ double: 200, lines: 2 }],
    ],
  ])('%s', async (_rule, pipeline, expected) => {
    const collection = await open(rows);
    await expect(collection.aggregate(pipeline).toArray()).resolves.toEqual(expected);
  });

  it('refuses an unknown stage (code 40324)', async () => {
    const collection = await open(rows);
    await expect(refusal(collection.aggregate([{ $frobnicate: {} }]).toArray())).resolves.toMatchObject({
      code: 40324,
    });
  });
};

/** How long an operation may take. */
export const timeLimitRules = (open: OpenRows, database: TestDatabase): void => {
  it('ends a search that takes longer than maxTimeMS (code 50)', async () => {
    const text = 'x'.repeat(2_000);
    const rows = await open(many(3_000).map((row) => ({ ...row, text })));
    // 600,000 searches through 2,000 characters: far beyond a millisecond on any machine.
    const filter = { $nor: Array.from({ length: 200 }, (_, i) => ({ text: { $regex: `needle ${i}` } })) };
    await expect(refusal(rows.find(filter, { maxTimeMS: 1 }).toArray())).resolves.toMatchObject({ code: 50 });
  });

  it('lets the client give up a call that is not answered, and go on once the server answers again', async () => {
    await open([{ _id: 'a' }]);
    const proxy = await startPausableProxy(database.uri);
    const client = new mongo.MongoClient(proxy.uri, {
      directConnection: true,
      retryReads: false,
      socketTimeoutMS: 200,
    });
    try {
      const rows = client.db(database.name).collection('timeouts');
      await rows.insertOne({ n: 1 });
      proxy.pause();
      await expect(rows.findOne({ n: 1 })).rejects.toThrow(mongo.MongoNetworkTimeoutError);
      proxy.resume();
      await expect(rows.findOne({ n: 1 })).resolves.toMatchObject({ n: 1 });
    } finally {
      await client.close();
      await proxy.stop();
    }
  });
};

/** What else the service and its tests ask a server for. */
export const serverRules = (open: OpenRows, database: TestDatabase): void => {
  it('lists collections and drops them', async () => {
    const rows = await open([{ _id: 'a' }]);
    const names = async () => (await database.db().listCollections().toArray()).map(({ name }) => name);
    await expect(names()).resolves.toContain(rows.collectionName);
    await rows.drop();
    await expect(names()).resolves.not.toContain(rows.collectionName);
    await expect(rows.findOne()).resolves.toBeNull();
  });

  it('answers ping, also within a session', async () => {
    await database.client().withSession(async (session) => {
      await expect(database.db().command({ ping: 1 }, { session })).resolves.toMatchObject({ ok: 1 });
    });
  });

  it('refuses a command that it does not know (code 59)', async () => {
    await expect(refusal(database.db().command({ frobnicate: 1 }))).resolves.toMatchObject({ code: 59 });
  });

  it('takes writes with majority and journal', async () => {
    const rows = await open();
    const writeConcern = { w: 'majority', journal: true } as const;
    await expect(rows.insertOne({ _id: 'a' }, { writeConcern })).resolves.toMatchObject({ acknowledged: true });
  });
};
