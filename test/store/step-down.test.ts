import { mongo, type Connection } from 'mongoose';
import type { Database } from '../../sandbox/mongodb/database';
import { startDatabase } from '../../sandbox/mongodb/start-database';
import { connectStore } from '../../src/store/connection';
import { createOrders } from '../../src/store/orders';
import { buildOrder } from '../support/build-order';
import { waitUntil } from '../support/wait-until';

/** Needs a server that can step down, and so runs where the whole run is on one: `DATABASE_ENGINE=secantus`. */
const describeStepDown = process.env['TEST_DATABASE_ENGINE'] === 'secantus' ? describe : describe.skip;
const STEP_DOWN_S = 3;
const NOTICED_WITHIN_MS = 3_000;

describeStepDown('a primary that steps down', () => {
  let database: Database;
  let connection: Connection;
  let admin: mongo.MongoClient;
  beforeAll(async () => {
    // A server of its own: all other test files would suffer, too.
    database = await startDatabase({ env: { ...process.env, DATABASE_ENGINE: 'secantus' }, log: () => undefined });
    const uri = new URL(database.uri);
    uri.pathname = '/stepdown';
    connection = await connectStore({ uri: uri.href, operationTimeoutMs: 2_000, poolSize: 5 });
    admin = await new mongo.MongoClient(database.uri, { directConnection: true }).connect();
  });
  afterAll(async () => {
    await admin.close();
    await connection.close();
    await database.stop();
  });

  it('is refused as unavailable, and written to again soon after it is back', async () => {
    const orders = createOrders(connection);
    await orders.createOrder(buildOrder({ merchantUid: 'before' }));
    const steppedDownAt = performance.now();
    await admin
      .db('admin')
      .command({ replSetStepDown: STEP_DOWN_S, force: true })
      .catch(() => undefined);
    let tries = 0;
    await waitUntil(
      () =>
        orders.createOrder(buildOrder({ merchantUid: `during-${(tries += 1)}` })).then(
          () => true,
          (error: unknown) => {
            expect(error).toMatchObject({ code: 'unavailable' });
            return false;
          },
        ),
      { pauseMs: 20 },
    );
    expect(performance.now() - steppedDownAt).toBeLessThan(STEP_DOWN_S * 1000 + NOTICED_WITHIN_MS);
    expect(await orders.findOrder('before')).not.toBeNull();
  });
});
