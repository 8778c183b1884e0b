import { mongo, type Connection } from 'mongoose';
import type { Database } from '../../sandbox/mongodb/database';
import { startDatabase } from '../../sandbox/mongodb/start-database';
import { connectStore } from '../../src/store/connection';
import { createOrders } from '../../src/store/orders';
import { buildOrder } from '../support/build-order';
import { waitUntil } from '../support/wait-until';

/** Needs a server that can step down: it runs with `DATABASE_ENGINE=secantus` only. */
const describeStepDown = process.env['TEST_DATABASE_ENGINE'] === 'secantus' ? describe : describe.skip;
const STEP_DOWN_S = 3;
/** The writes that may still be refused after the server is back: the driver has sent them before it noticed. */
const REFUSED_WHEN_BACK = 2;

describeStepDown('a primary that steps down', () => {
  let database: Database | undefined;
  let connection: Connection | undefined;
  let admin: mongo.MongoClient | undefined;
  beforeAll(async () => {
    // A server of its own, so that no other test file loses its primary.
    database = await startDatabase({ env: { ...process.env, DATABASE_ENGINE: 'secantus' }, log: () => undefined });
    const uri = new URL(database.uri);
    uri.pathname = '/stepdown';
    connection = await connectStore({ uri: uri.href, operationTimeoutMs: 2_000, poolSize: 5, heartbeatMs: 1_000 });
    admin = await new mongo.MongoClient(database.uri, { directConnection: true }).connect();
  });
  afterAll(async () => {
    // Where the start failed, the clean-up must not hide the reason.
    await admin?.close();
    await connection?.close();
    await database?.stop();
  });

  it('refuses writes as unavailable, and accepts them soon after it is back', async () => {
    const server = admin!.db('admin');
    const isBack = async () => (await server.command({ hello: 1 }))['isWritablePrimary'] === true;
    const orders = createOrders(connection!, { pollSoonMs: 60_000 });
    await orders.createOrder(buildOrder({ merchantUid: 'before' }));
    await server.command({ replSetStepDown: STEP_DOWN_S, force: true }).catch(() => undefined);
    let tries = 0;
    let refusedWhenBack = 0;
    const write = async () => {
      const wasBack = await isBack();
      try {
        await orders.createOrder(buildOrder({ merchantUid: `during-${(tries += 1)}` }));
        return true;
      } catch (error) {
        expect(error).toMatchObject({ code: 'unavailable' });
        if (wasBack) refusedWhenBack += 1;
        return false;
      }
    };
    await waitUntil(write, { pauseMs: 20 });
    expect(tries).toBeGreaterThan(1);
    expect(refusedWhenBack).toBeLessThanOrEqual(REFUSED_WHEN_BACK);
    expect(await orders.findOrder('before')).not.toBeNull();
  });
});
