import { createConnection, type Connection } from 'mongoose';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import { CHAIR, useLibrary } from '../support/library';
import { waitUntil } from '../support/wait-until';

/** Two merchants with accounts of their own at i'mport, over one connection of the shop. */
const library = useLibrary();
let other: Sandbox;
let connection: Connection;
beforeAll(async () => {
  other = await createSandbox();
  connection = await createConnection(library.database.uri).asPromise();
});
afterAll(async () => {
  await connection.close();
  await other.close();
});

test('two merchants in one process share nothing but the client', async () => {
  const handled: string[] = [];
  const a = await library.create({ connection, collectionPrefix: 'merchant_a_' });
  const b = await library.create({
    connection,
    collectionPrefix: 'merchant_b_',
    iamport: { apiUrl: other.url, apiKey: other.impKey, apiSecret: other.impSecret, mode: 'live' },
  });
  a.on('order.paid', async ({ impUid }) => handled.push(`a ${impUid}`));
  b.on('order.paid', async ({ impUid }) => handled.push(`b ${impUid}`));
  await Promise.all([a.start(), b.start()]);
  const http = await library.serve((app) => app.use('/a', a.router).use('/b', b.router));

  const merchantUid = library.newMerchantUid();
  await a.orders.register({ ...CHAIR, merchantUid });
  await b.orders.register({ ...CHAIR, merchantUid, name: '책상', amount: 1_000 });
  const ofA = library.pay(merchantUid);
  const report = (path: string, imp_uid: string) =>
    http.post(`${path}/payments/complete`).send({ imp_uid, merchant_uid: merchantUid });
  expect((await report('/b', ofA)).status).toBe(404);
  // Two sandboxes may give two payments the same key.
  const ofB = other.payments.create({ merchant_uid: merchantUid, amount: 1_000, status: 'paid' }).imp_uid;
  expect((await report('/a', ofA)).status).toBe(200);
  expect((await report('/b', ofB)).status).toBe(200);
  await waitUntil(() => handled.length === 2);
  expect(handled.toSorted()).toEqual([`a ${ofA}`, `b ${ofB}`]);
  expect(await a.orders.get(merchantUid)).toMatchObject({ amount: 64_900, paidBy: ofA });
  expect(await b.orders.get(merchantUid)).toMatchObject({ amount: 1_000, paidBy: ofB, name: '책상' });
});

test('the collections of each have its prefix, and the indexes', async () => {
  const checkout = await library.create({ connection, collectionPrefix: 'merchant_a_' });
  await checkout.start();
  await checkout.orders.register(CHAIR);
  const names = (await library.database.db().listCollections().toArray()).map(({ name }) => name);
  expect(names.filter((name) => !/^(merchant_[ab]|checkout)_/.test(name))).toEqual([]);
  const indexes = await library.database.db().collection('merchant_a_orders').indexes();
  expect(indexes.map(({ key }) => key as unknown)).toContainEqual(
    expect.objectContaining({ 'queues.handler.dueAt': 1 }),
  );
  expect(await checkout.isReady()).toBe(true);
});

test('one that stops leaves the other at work', async () => {
  const a = await library.create({ connection, collectionPrefix: 'merchant_a_' });
  const b = await library.create({ connection, collectionPrefix: 'merchant_b_' });
  await a.start();
  await a.stop();
  expect(await b.orders.register(CHAIR)).toMatchObject({ status: 'pending' });
  expect(connection.readyState).toBe(1);
});
