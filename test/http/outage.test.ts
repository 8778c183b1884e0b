import { quietLogger } from '../support/quiet-logger';
import supertest from 'supertest';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import type { OrderDocument } from '../../src/store/order.model';
import { loadConfig } from '../../src/config/load-config';
import { startService, type Service } from '../../src/composition/start-service';
import { startCuttableProxy, type CuttableProxy } from '../support/cuttable-proxy';
import { useDatabase } from '../support/database';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY, serviceSettings } from '../support/service-settings';
import { waitUntil } from '../support/wait-until';

/** The service reaches its database through a proxy that the test cuts. */
const database = useDatabase();
let proxy: CuttableProxy;
let sandbox: Sandbox;
let service: Service;
let settings: Record<string, string>;

beforeAll(async () => {
  const uri = new URL(database.uri);
  proxy = await startCuttableProxy({ host: uri.hostname, port: Number(uri.port || 27017) });
  uri.host = `127.0.0.1:${proxy.port}`;
  uri.searchParams.set('directConnection', 'true');
  sandbox = await createSandbox();
  settings = serviceSettings(uri.href, sandbox);
  service = await startService(loadConfig(settings), quietLogger());
  await service.started;
});
afterAll(async () => {
  await service.stop();
  await proxy.close();
  await sandbox.close();
});

/** The service runs in this process, so frequent polling would keep it busy. */
const SELDOM = { pauseMs: 250 };

const http = ({ url } = service) => supertest(url);
const postOrder = (merchant_uid: string, to = service) =>
  http(to)
    .post('/orders')
    .set('authorization', `Bearer ${ORDERS_API_KEY}`)
    .send({ merchant_uid, name: 'chair', amount: 64_900 });

test.each(['cut', 'stall'] as const)(
  'database %s: every source answers 503 with Retry-After, /readyz says so, and it recovers by itself',
  async (fault) => {
    await postOrder(`ord-${fault}`);
    const { imp_uid } = sandbox.payments.create({ merchant_uid: `ord-${fault}`, amount: 64_900, status: 'paid' });
    const ids = { imp_uid, merchant_uid: `ord-${fault}` };
    const sources = {
      callback: () => http().post('/payments/complete').send(ids),
      redirect: () => http().get('/payments/complete').query(ids).set('accept', 'application/json'),
      webhook: () => http().post('/payments/webhook').send(ids),
      order: () => postOrder(`ord-${fault}-2`),
    };

    proxy[fault]();
    const replies = await Promise.all(Object.values(sources).map((send) => send()));
    for (const reply of replies) {
      expect(reply.status).toBe(503);
      expect(reply.headers['retry-after']).toBe('5');
      expect(reply.body).toEqual({
        status: 'unavailable',
        message: 'Temporarily unavailable; nothing was changed, try again',
      });
    }
    expect((await http().get('/readyz')).status).toBe(503);
    expect((await http().get('/healthz')).status).toBe(200);

    proxy.mend();
    await waitUntil(async () => (await http().get('/readyz')).status === 200, SELDOM);
    for (const [send, status] of [
      [sources.callback, 200],
      [sources.order, 201],
    ] as const) {
      // On a busy machine one more may time out.
      const answered = await waitUntil(async () => {
        const reply = await send();
        return reply.status !== 503 && reply.status;
      }, SELDOM);
      expect(answered).toBe(status);
    }
  },
);

test('a service without a database does not start', async () => {
  const config = loadConfig({
    NODE_ENV: 'test',
    PORT: '0',
    MONGODB_URI: 'mongodb://127.0.0.1:1/checkout',
    IAMPORT_API_KEY: 'k',
    IAMPORT_API_SECRET: 's',
    ORDERS_API_KEY,
  });
  await expect(startService(config, quietLogger())).rejects.toMatchObject({ code: 'unavailable' });
});

describe('where no time limit ends a write that is made again', () => {
  let patient: Service;
  beforeAll(async () => {
    liftTimeLimits();
    patient = await startService(loadConfig(settings), quietLogger());
    await patient.started;
  });
  afterAll(() => patient.stop());

  test('a write that was applied but lost its answer is not applied twice, and nobody is notified twice', async () => {
    const merchant_uid = 'ord-lost-answer';
    await postOrder(merchant_uid, patient);
    const { imp_uid } = sandbox.payments.create({ merchant_uid, amount: 64_900, status: 'paid' });
    // The prepare, audit and delivery passes write, too; the order shows when they are done.
    const read = () => database.db().collection<OrderDocument>('orders').findOne({ _id: merchant_uid });
    await waitUntil(async () => {
      const registered = await read();
      return registered?.preparedAt && registered.outbox.every(({ message }) => message.channel !== 'audit');
    });

    proxy.loseAnswerOf('update');
    const reply = await http(patient).post('/payments/complete').send({ imp_uid, merchant_uid });
    expect([reply.status, reply.body]).toEqual([200, expect.objectContaining({ status: 'success' })]);
    const order = await read();
    expect(order).toMatchObject({ state: 'paid', paidBy: imp_uid });
    expect(order?.history).toHaveLength(1);
    expect(order?.payments).toHaveLength(1);
    const told = order?.outbox.map(({ message }) => (message.channel === 'shop' ? message.event : message.channel));
    expect(told).toEqual(['order.paid']);
  });
});
