import { createConnection, Mongoose, Schema, type Connection, type mongo } from 'mongoose';
import { adoptConnection } from '../../src/store/adopt-connection';
import { ensureIndexes } from '../../src/store/ensure-indexes';
import { CHAIR, useLibrary } from '../support/library';

const library = useLibrary();
let connections: Connection[] = [];
afterEach(async () => {
  await Promise.all(connections.map((connection) => connection.close()));
  connections = [];
});

const connect = async (options = {}, mongoose = new Mongoose()) => {
  const connection = await mongoose.createConnection(library.database.uri, options).asPromise();
  connections.push(connection);
  return connection;
};

test('stop() leaves a given connection open, and its listeners as they were', async () => {
  const connection = await connect();
  const client = connection.getClient();
  const count = () => client.eventNames().map((name) => client.listenerCount(name as 'close'));
  const before = count();
  const checkout = await library.create({ connection });
  await checkout.start();
  await checkout.stop();
  expect(count()).toEqual(before);
  expect(connection.readyState).toBe(1);
  await connection.db?.command({ ping: 1 });
});

test('stop() closes a connection that the checkout opened', async () => {
  const appName = `own-${process.pid}`;
  const checkout = await library.create({
    connection: `${library.database.uri.replace(/appName=[^&]*/, `appName=${appName}`)}`,
  });
  await checkout.orders.register(CHAIR);
  await checkout.stop();
  await expect(checkout.orders.register(CHAIR)).rejects.toMatchObject({ name: 'CheckoutError', code: 'unavailable' });
});

test('a connection that is being opened is waited for', async () => {
  const connection = createConnection(library.database.uri);
  connections.push(connection);
  const checkout = await library.create({ connection });
  expect(await checkout.orders.register(CHAIR)).toMatchObject({ status: 'pending' });
});

test('neither sees the models, the plugins and the settings of the other', async () => {
  const mongoose = new Mongoose();
  mongoose.plugin((schema: Schema) => void schema.add({ addedByShop: { type: Boolean, default: true } }));
  mongoose.set('strict', false);
  const connection = await connect({}, mongoose);
  const Order = connection.model('Order', new Schema({ title: String }));
  const checkout = await library.create({ connection });
  await checkout.start();
  const { merchantUid } = await checkout.orders.register({ ...CHAIR, customerId: 'customer-1' });
  await Order.create({ title: 'of the shop' });
  expect(await library.stored(merchantUid)).not.toHaveProperty('addedByShop');
  expect(Object.keys(connection.models)).toEqual(['Order']);
  const ofShop = await library.database.db().collection('orders').findOne({});
  expect(ofShop).toMatchObject({ title: 'of the shop', addedByShop: true });
  await library.database.db().collection('orders').drop();
});

/** What the shop's client is set to, and what each command of the checkout must have all the same. */
test('every write waits for a majority and its journals, and every read is of a majority', async () => {
  const connection = await connect({
    monitorCommands: true,
    writeConcern: { w: 1, journal: false },
    readConcern: { level: 'local' },
    readPreference: 'secondaryPreferred',
    ignoreUndefined: true,
    useBigInt64: true,
  });
  const commands: { readonly name: string; readonly command: mongo.Document }[] = [];
  const names = new Set(['insert', 'update', 'delete', 'find']);
  connection.getClient().on('commandStarted', ({ commandName: name, command }) => {
    if (names.has(name)) commands.push({ name, command });
  });
  const checkout = await library.create({ connection });
  checkout.on('order.virtual_account_issued', async () => undefined);
  await checkout.start();
  const { merchantUid } = await checkout.orders.register({ ...CHAIR, customerId: 'customer-1' });
  const impUid = library.pay(merchantUid, { status: 'ready' });
  library.sandbox().payments.issueVirtualAccount(impUid, { vbank_date: Math.floor(Date.now() / 1000) + 3600 });
  expect(await checkout.verify({ impUid, merchantUid })).toBe('vbankIssued');
  expect(await checkout.orders.get(merchantUid)).toMatchObject({ status: 'ready', amount: 64_900 });
  await checkout.stop();

  const writes = commands.filter(({ name }) => name !== 'find');
  expect(new Set(writes.map(({ name }) => name))).toEqual(new Set(['insert', 'update']));
  for (const { command } of writes) expect(command['writeConcern']).toMatchObject({ w: 'majority', j: true });
  for (const { name, command } of commands) {
    if (name === 'find') expect(command['readConcern']).toMatchObject({ level: 'majority' });
  }
});

test.each([
  ['is not connected', async () => new Mongoose().createConnection(), /not connected/],
  ['does not repeat writes', () => connect({ retryWrites: false }), /retryWrites/],
])('a connection is refused that %s', async (_what, open, message) => {
  const opened = library.create({ connection: await open() });
  await expect(opened).rejects.toMatchObject({ name: 'CheckoutUsageError', code: 'unsuitableConnection', message });
});

test('a connection of another copy of mongoose is refused', async () => {
  const connection = await connect();
  const other = new Proxy(connection, {
    get: (target, name) => (name === 'getClient' ? () => ({ options: {} }) : (Reflect.get(target, name) as unknown)),
  });
  await expect(library.create({ connection: other })).rejects.toMatchObject({
    code: 'unsuitableConnection',
    message: /another copy of mongoose/,
  });
});

test('a check of the indexes that is stopped builds none over the client of the shop', async () => {
  const given = await connect();
  const { connection, release } = await adoptConnection(given, {
    collectionPrefix: 'merchant_b_',
    operationTimeoutMs: 5_000,
  });
  const stopping = new AbortController();
  const check = ensureIndexes(connection, null, { signal: stopping.signal, onMissing: () => stopping.abort() });
  await expect(check).rejects.toThrow();
  release();
  const names = await library.database.db().listCollections({ name: 'merchant_b_orders' }).toArray();
  expect(names).toEqual([]);
});
