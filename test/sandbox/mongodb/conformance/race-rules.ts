import { mongo } from 'mongoose';
import { change, type OpenRows, type Row } from './rows';

const racers = <T>(count: number, run: (racer: number) => Promise<T>): Promise<PromiseSettledResult<T>[]> =>
  Promise.allSettled(Array.from({ length: count }, (_, racer) => run(racer)));

const valuesOf = <T>(results: PromiseSettledResult<T>[]): T[] =>
  results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));

const reasonsOf = (results: PromiseSettledResult<unknown>[]): unknown[] =>
  results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));

/** What has to hold when many want the same at the same moment. */
export const raceRules = (open: OpenRows): void => {
  it('lets exactly one of 50 conditional updates through', async () => {
    const rows = await open([{ _id: 'ord-1', state: 'pending', revision: 0, history: [] }]);
    const results = await racers(50, (racer) =>
      rows.updateOne(
        { _id: 'ord-1', state: 'pending', revision: 0 },
        change({ $set: { state: 'paid' }, $inc: { revision: 1 }, $push: { history: { racer } } }),
      ),
    );
    expect(valuesOf(results).filter(({ matchedCount }) => matchedCount === 1)).toHaveLength(1);
    expect(reasonsOf(results)).toEqual([]);
    const order = await rows.findOne({ _id: 'ord-1' });
    expect(order).toMatchObject({ state: 'paid', revision: 1 });
    expect(order?.['history']).toHaveLength(1);
  });

  it('gives each of 10 documents to exactly one of 20 commands that claim all of them', async () => {
    const rows = await open(
      Array.from({ length: 10 }, (_, n) => ({ _id: `${n}`, dueAt: 1, outbox: [{ id: 'a', tries: 0 }] })),
    );
    const results = await racers(20, async (racer) => {
      const writes = Array.from({ length: 10 }, (_, n) => ({
        updateOne: {
          filter: { _id: { $eq: `${n}` }, dueAt: { $lte: 1 } },
          update: { $set: { dueAt: 2, racer, 'outbox.$[entry].tries': 1 } },
          arrayFilters: [{ 'entry.id': 'a' }],
        },
      }));
      const { matchedCount } = await rows.bulkWrite(writes, { ordered: false });
      return { matchedCount, claimed: await rows.countDocuments({ racer }) };
    });
    expect(reasonsOf(results)).toEqual([]);
    expect(valuesOf(results).filter(({ matchedCount, claimed }) => matchedCount !== claimed)).toEqual([]);
    expect(valuesOf(results).reduce((sum, { matchedCount }) => sum + matchedCount, 0)).toBe(10);
    expect(await rows.countDocuments({ 'outbox.tries': 1 })).toBe(10);
  });

  it('answers the changed document to exactly one of 50 findOneAndUpdate', async () => {
    const rows = await open([{ _id: 'ord-1', state: 'pending' }]);
    const results = await racers(50, (racer) =>
      rows.findOneAndUpdate(
        { _id: 'ord-1', state: 'pending' },
        { $set: { state: 'paid', winner: racer } },
        { returnDocument: 'after' },
      ),
    );
    const winners = valuesOf(results).filter((order): order is mongo.WithId<Row> => order !== null);
    expect(winners).toHaveLength(1);
    expect(winners[0]).toEqual(await rows.findOne({ _id: 'ord-1' }));
  });

  it('makes one document of 30 upserts: the others change it or are told that it exists', async () => {
    const rows = await open();
    const results = await racers(30, (racer) =>
      rows.updateOne({ _id: 'ord-1' }, { $setOnInsert: { creator: racer }, $inc: { arrivals: 1 } }, { upsert: true }),
    );
    for (const reason of reasonsOf(results)) expect(reason).toMatchObject({ code: 11000 });
    const outcomes = valuesOf(results);
    expect(outcomes.filter(({ upsertedCount }) => upsertedCount === 1)).toHaveLength(1);
    await expect(rows.find().toArray()).resolves.toEqual([
      { _id: 'ord-1', creator: expect.any(Number) as number, arrivals: outcomes.length },
    ]);
  });

  it('makes one document of 30 upserts on a unique field that is not the _id', async () => {
    const rows = await open();
    await rows.createIndex({ email: 1 }, { unique: true });
    const results = await racers(30, (racer) =>
      rows.updateOne({ email: 'kim@example.com' }, { $setOnInsert: { _id: `user-${racer}` } }, { upsert: true }),
    );
    for (const reason of reasonsOf(results)) expect(reason).toMatchObject({ code: 11000 });
    const made = valuesOf(results).flatMap(({ upsertedId }) => (upsertedId === null ? [] : [upsertedId]));
    await expect(rows.find().toArray()).resolves.toEqual([{ _id: made[0], email: 'kim@example.com' }]);
    expect(made).toHaveLength(1);
  });

  it('takes exactly one of 50 inserts of the same _id', async () => {
    const rows = await open();
    const results = await racers(50, (racer) => rows.insertOne({ _id: 'ord-1', racer }));
    expect(valuesOf(results)).toHaveLength(1);
    for (const reason of reasonsOf(results)) expect(reason).toMatchObject({ code: 11000 });
  });

  it('loses none of 50 increments and 50 pushes', async () => {
    const rows = await open([{ _id: 'a', n: 0, list: [] }]);
    await racers(50, (racer) => rows.updateOne({ _id: 'a' }, change({ $inc: { n: 1 }, $push: { list: racer } })));
    const row = await rows.findOne({ _id: 'a' });
    expect(row?.['n']).toBe(50);
    expect((row?.['list'] as number[]).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  it('gives the lease of an outbox entry to exactly one of 20 claimers', async () => {
    const [due, later] = [new Date('2026-03-01T00:00:00Z'), new Date('2026-03-01T00:01:00Z')];
    const entry = { id: 'e1', attempts: 0, dueAt: due };
    const rows = await open([{ _id: 'ord-1', outbox: [{ id: 'e0', attempts: 0, dueAt: later }, entry] }]);
    const results = await racers(20, () =>
      rows.updateOne(
        { _id: 'ord-1', outbox: { $elemMatch: { id: 'e1', attempts: 0 } } },
        { $set: { 'outbox.$[e].dueAt': later, 'outbox.$[e].attempts': 1 } },
        { arrayFilters: [{ 'e.id': 'e1' }] },
      ),
    );
    expect(valuesOf(results).filter(({ matchedCount }) => matchedCount === 1)).toHaveLength(1);
    const stored = await rows.findOne({ _id: 'ord-1' });
    expect(stored?.['outbox']).toEqual([
      { id: 'e0', attempts: 0, dueAt: later },
      { id: 'e1', attempts: 1, dueAt: later },
    ]);
  });
};
