import { mongo } from 'mongoose';
import type { Database } from '../../../../sandbox/mongodb/database';
import { startDatabase } from '../../../../sandbox/mongodb/start-database';

/** Needs the program, and so runs where the whole run is on it: `DATABASE_ENGINE=secantus`. */
const describeSecantus = process.env['TEST_DATABASE_ENGINE'] === 'secantus' ? describe : describe.skip;

describeSecantus('SecantusDB', () => {
  let database: Database;
  let client: mongo.MongoClient;
  beforeAll(async () => {
    database = await startDatabase({ env: { ...process.env, DATABASE_ENGINE: 'secantus' }, log: () => undefined });
    client = await new mongo.MongoClient(database.uri, {
      heartbeatFrequencyMS: 500,
      serverSelectionTimeoutMS: 1_000,
    }).connect();
  });
  afterAll(async () => {
    await client.close();
    await database.stop();
  });

  it('is killed and started again on the same data, and no acknowledged write is lost', async () => {
    const rows = client.db('crash').collection<{ _id: number }>('rows');
    const acknowledged: number[] = [];
    const write = async (writer: number): Promise<void> => {
      for (let i = 0; i < 1_000; i += 1) {
        const _id = writer * 1_000 + i;
        await rows.insertOne({ _id }, { writeConcern: { w: 'majority', journal: true } });
        acknowledged.push(_id);
        if (acknowledged.length === 100) await database.process?.kill();
      }
    };
    const outcomes = await Promise.allSettled([0, 1, 2, 3].map(write));
    expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'rejected'));
    await database.process?.restart();
    const reader = await new mongo.MongoClient(database.uri).connect();
    const stored = reader.db('crash').collection<{ _id: number }>('rows');
    const kept = new Set((await stored.find().toArray()).map(({ _id }) => _id));
    expect(acknowledged.filter((_id) => !kept.has(_id))).toEqual([]);
    await reader.close();
    expect(acknowledged.length).toBeGreaterThanOrEqual(100);
  });
});
