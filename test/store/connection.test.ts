import type { Connection, mongo } from 'mongoose';
import { planReport } from '../../src/domain/plan-report';
import { judgePayment } from '../../src/domain/judge-payment';
import type { Order } from '../../src/domain/order';
import { connectStore } from '../../src/store/connection';
import { createOrders, type Orders } from '../../src/store/orders';
import { buildOrder } from '../support/build-order';
import { buildPayment } from '../support/build-payment';
import type { CommandFault } from '../support/create-faults';
import { useDatabase } from '../support/database';

/** For operations that the server does not answer. */
const SHORT_MS = 400;
/** For all other operations: their tests prove no time limit. */
const NO_LIMIT_MS = 60 * 60_000;
/** Longer than a test may take: an operation that waited this long fails its test. */
const BLOCKED_MS = 60_000;
const UNAVAILABLE = { code: 'unavailable' };

const database = useDatabase();
/** A normal mongod has no test commands, so a run behind `MONGODB_URI` names these tests as skipped. */
const testFault = database.canFail ? test : test.skip;
const connections: Connection[] = [];
let count = 0;
afterEach(async () => {
  await Promise.all(connections.splice(0).map((connection) => connection.close()));
});

async function open({ poolSize = 5, uri = database.uri, operationTimeoutMs = NO_LIMIT_MS } = {}) {
  const connection = await connectStore({ uri, operationTimeoutMs, poolSize, heartbeatMs: 1_000 });
  connections.push(connection);
  return { connection, orders: createOrders(connection, { pollSoonMs: 60_000 }) };
}

async function stored(orders: Orders): Promise<Order> {
  const order = buildOrder({ merchantUid: `ord-connection-${(count += 1)}` });
  await orders.createOrder(order);
  return order;
}

function settle(orders: Orders, order: Order): Promise<boolean> {
  const reported = buildPayment({ merchantUid: order.merchantUid });
  const verdict = judgePayment(order, reported, { mode: 'live' });
  const change = planReport(order, reported, verdict, {
    source: 'webhook',
    at: new Date('2026-11-21T01:03:00Z'),
  }).change;
  if (change === null) throw new Error('nothing to settle');
  return orders.changeOrder(order, change, []);
}

test('every write waits for a majority and its journals, and every read sees what a majority has', async () => {
  const uri = new URL(database.uri);
  uri.searchParams.set('monitorCommands', 'true');
  const { connection, orders } = await open({ uri: uri.href });
  const sent = new Map<string, mongo.Document>();
  connection.getClient().on('commandStarted', ({ commandName, command }) => sent.set(commandName, command));
  const order = await stored(orders);
  await orders.findOrder(order.merchantUid);
  await settle(orders, order);
  expect(sent.get('find')?.['readConcern']).toEqual({ level: 'majority' });
  for (const name of ['insert', 'update']) {
    expect(sent.get(name)?.['writeConcern']).toMatchObject({ w: 'majority', j: true });
  }
});

const TRANSIENT: [string, CommandFault][] = [
  ['a connection that breaks', { failCommands: [], closeConnection: true, times: 1 }],
  ...[91, 189, 10107].map((errorCode): [string, CommandFault] => [
    `error ${errorCode}`,
    { failCommands: [], errorCode, times: 1 },
  ]),
];

describe.each(TRANSIENT)('after %s', (_, fault) => {
  const fail = (command: string) => database.fail({ ...fault, failCommands: [command] });

  testFault('a read is repeated', async () => {
    const { orders } = await open();
    const order = await stored(orders);
    await fail('find');
    expect(await orders.findOrder(order.merchantUid)).toEqual(order);
  });

  testFault('a conditional write is repeated and changes the order once', async () => {
    const { orders } = await open();
    const order = await stored(orders);
    await fail('update');
    expect(await settle(orders, order)).toBe(true);
    expect(await orders.findOrder(order.merchantUid)).toMatchObject({ state: 'paid', revision: 1 });
  });

  testFault('an order is still registered once', async () => {
    const { orders } = await open();
    await fail('insert');
    const order = await stored(orders);
    expect(await orders.findOrder(order.merchantUid)).toEqual(order);
  });
});

testFault('a lasting fault is reported after a few immediate tries, whatever the time limit', async () => {
  const { orders } = await open();
  const order = await stored(orders);
  await database.fail({ failCommands: ['find'], closeConnection: true });
  await expect(orders.findOrder(order.merchantUid)).rejects.toMatchObject(UNAVAILABLE);
  await database.mend();
  expect(await orders.findOrder(order.merchantUid)).toEqual(order);
});

testFault('an operation without an answer ends by its time limit', async () => {
  const order = await stored((await open()).orders);
  const { orders } = await open({ operationTimeoutMs: SHORT_MS });
  await database.fail({ failCommands: ['update'], blockTimeMS: BLOCKED_MS });
  await expect(settle(orders, order)).rejects.toMatchObject(UNAVAILABLE);
});

testFault(
  'who waits too long for a connection of the pool is told so, and the pool holds no more than it may',
  async () => {
    const patient = await open();
    const order = await stored(patient.orders);
    const poolSize = 2;
    const { connection, orders } = await open({ poolSize, operationTimeoutMs: SHORT_MS });
    const pool = { held: 0, most: 0, waitedInVain: 0 };
    connection
      .getClient()
      .on('connectionCreated', () => (pool.most = Math.max(pool.most, (pool.held += 1))))
      .on('connectionClosed', () => (pool.held -= 1))
      .on('connectionCheckOutFailed', ({ reason }) => (pool.waitedInVain += reason === 'timeout' ? 1 : 0));
    await database.fail({ failCommands: ['find'], blockTimeMS: BLOCKED_MS });
    const reads = Array.from({ length: 20 }, () => orders.findOrder(order.merchantUid));
    for (const outcome of await Promise.allSettled(reads)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: UNAVAILABLE });
    }
    expect(pool.waitedInVain).toBeGreaterThan(0);
    expect(pool.most).toBeLessThanOrEqual(poolSize);
    await database.mend();
    expect(await patient.orders.findOrder(order.merchantUid)).toEqual(order);
  },
);
