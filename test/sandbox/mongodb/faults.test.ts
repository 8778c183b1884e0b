import { mongo } from 'mongoose';
import { useDatabase } from '../../support/database';
import { refusal, type Row } from './conformance/rows';

/** Faults that tests ask the database for. Where nobody can ask for one (`MONGODB_URI`), there is nothing to test. */
const database = useDatabase();
const describeFaults = database.canFail ? describe : describe.skip;

let service: mongo.MongoClient;
const rows = () => service.db().collection<Row>('rows');
const failures: string[] = [];

beforeAll(async () => {
  service = await new mongo.MongoClient(database.uri, {
    retryReads: false,
    retryWrites: false,
    monitorCommands: true,
  }).connect();
  service.on('commandFailed', ({ commandName }) => failures.push(commandName));
});
beforeEach(async () => {
  await database.mend();
  failures.length = 0;
  await database.db().collection<Row>('rows').deleteMany({});
  await database.db().collection<Row>('rows').insertOne({ _id: 'a', n: 1 });
});
afterAll(() => service.close());

describeFaults('a fault', () => {
  it('answers an error to the commands that it names, so many times, and runs none of them', async () => {
    await database.fail({ failCommands: ['update', 'findAndModify'], times: 2, errorCode: 91 });
    await expect(refusal(rows().updateOne({ _id: 'a' }, { $inc: { n: 1 } }))).resolves.toMatchObject({ code: 91 });
    await expect(rows().findOne({ _id: 'a' })).resolves.toMatchObject({ n: 1 });
    await expect(refusal(rows().findOneAndUpdate({ _id: 'a' }, { $inc: { n: 1 } }))).resolves.toMatchObject({
      code: 91,
    });
    await rows().updateOne({ _id: 'a' }, { $inc: { n: 1 } });
    await expect(rows().findOne({ _id: 'a' })).resolves.toMatchObject({ n: 2 });
    expect(failures).toEqual(['update', 'findAndModify']);
  });

  it('closes the connection without an answer', async () => {
    await database.fail({ failCommands: ['insert'], times: 1, closeConnection: true });
    await expect(rows().insertOne({ _id: 'b' })).rejects.toThrow(mongo.MongoNetworkError);
    await expect(database.db().collection<Row>('rows').countDocuments()).resolves.toBe(1);
    await rows().insertOne({ _id: 'c' });
    await expect(database.db().collection<Row>('rows').countDocuments()).resolves.toBe(2);
  });

  it('holds the answer back, and the command is run after all', async () => {
    await database.fail({ failCommands: ['update'], times: 1, blockTimeMS: 300 });
    const began = performance.now();
    await rows().updateOne({ _id: 'a' }, { $inc: { n: 1 } });
    expect(performance.now() - began).toBeGreaterThanOrEqual(290);
    await expect(rows().findOne({ _id: 'a' })).resolves.toMatchObject({ n: 2 });
  });

  it('hits the clients of its database alone', async () => {
    await database.fail({ failCommands: ['find'], errorCode: 91 });
    await expect(database.db().collection('rows').findOne()).resolves.toMatchObject({ n: 1 });
    await expect(refusal(rows().findOne())).resolves.toMatchObject({ code: 91 });
  });

  it('strikes until it is mended', async () => {
    await database.fail({ failCommands: ['find'], errorCode: 8 });
    for (let i = 0; i < 3; i += 1) await expect(refusal(rows().findOne())).resolves.toMatchObject({ code: 8 });
    await database.mend();
    await expect(rows().findOne()).resolves.toMatchObject({ n: 1 });
  });
});
