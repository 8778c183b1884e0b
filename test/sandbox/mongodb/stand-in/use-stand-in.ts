import { mongo } from 'mongoose';
import { type StandIn, startStandIn } from '../../../../sandbox/mongodb/stand-in/start-stand-in';
import type { Row, Rows } from '../conformance/rows';

/** A stand-in of its own, whatever database the run uses, with a client. */
export interface OwnStandIn {
  server(): StandIn;
  client(): mongo.MongoClient;
  db(): mongo.Db;
  /** A collection that no other test has; with rows in it, if given. */
  open(rows?: Row[]): Promise<Rows>;
}

/** Starts a stand-in for one test file and stops it afterwards. */
export const useStandIn = (): OwnStandIn => {
  let server: StandIn;
  let client: mongo.MongoClient;
  let collections = 0;
  beforeAll(async () => {
    server = await startStandIn();
    client = await new mongo.MongoClient(server.uri).connect();
  });
  afterEach(() => server.faults.clear());
  afterAll(async () => {
    await client.close();
    await server.stop();
  });
  return {
    server: () => server,
    client: () => client,
    db: () => client.db('test'),
    open: async (rows = []) => {
      const collection = client.db('test').collection<Row>(`rows_${(collections += 1)}`);
      if (rows.length > 0) await collection.insertMany(rows);
      return collection;
    },
  };
};
