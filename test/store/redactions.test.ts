import type { Connection } from 'mongoose';
import { withoutPersonalValues } from '../../src/domain/redact-order';
import { ORDER_TRANSITIONS, type OrderState } from '../../src/domain/order-state';
import { newOutboxEntry } from '../../src/domain/outbox';
import { connectStore } from '../../src/store/connection';
import { createDeadLetters } from '../../src/store/dead-letters';
import type { OrderDocument } from '../../src/store/order.model';
import { createOrders, type Orders } from '../../src/store/orders';
import { createOutbox } from '../../src/store/outbox';
import { createRedactions, type Redactions } from '../../src/store/redactions';
import { noChange } from '../../src/domain/order-change';
import { buildOrder } from '../support/build-order';
import { useDatabase } from '../support/database';
import { SHOP_EVENT, sms } from '../support/delivery';

const database = useDatabase();
const AT = new Date('2026-11-22T01:00:00Z');
const ENTRY = { kind: 'redacted', at: AT, cause: 'request' } as const;
const STATES = Object.keys(ORDER_TRANSITIONS) as OrderState[];
let connection: Connection;
let redactions: Redactions;
let orders: Orders;

beforeAll(async () => {
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 5, heartbeatMs: 1_000 });
  redactions = createRedactions(connection);
  orders = createOrders(connection, { pollSoonMs: 60_000 });
});
beforeEach(() => database.clear());
afterAll(() => connection.close());

const stored = (merchantUid: string) => database.db().collection<OrderDocument>('orders').findOne({ _id: merchantUid });

async function readStored(merchantUid: string) {
  const found = await redactions.find(merchantUid);
  if (found === null) throw new Error('no such order');
  return found;
}

describe('the write of a redaction', () => {
  const redactAsRead = async (merchantUid: string, meanwhile: () => Promise<unknown>) => {
    const found = await readStored(merchantUid);
    await meanwhile();
    return redactions.redact(found, withoutPersonalValues(found.order, found.outbox), ENTRY, []);
  };

  test('removes the values, records it and takes the order out of the queue', async () => {
    await orders.createOrder(buildOrder({ merchantUid: 'ord-1' }));
    await redactions.ask('ord-1', { at: AT, by: 'kim' }, AT);
    expect(await redactAsRead('ord-1', async () => undefined)).toBe(true);
    expect(await stored('ord-1')).toMatchObject({ buyer: null, redactedAt: AT, log: [ENTRY], revision: 1, queues: {} });
    expect((await stored('ord-1'))?.queues.redact).toBeUndefined();
  });

  test('changes nothing where a report came first', async () => {
    await orders.createOrder(buildOrder({ merchantUid: 'ord-1' }));
    const { order } = await readStored('ord-1');
    expect(await redactAsRead('ord-1', () => orders.changeOrder(order, noChange(order), []))).toBe(false);
    expect((await stored('ord-1'))?.buyer).not.toBeNull();
  });

  test('changes nothing where a dead letter was replayed and delivered since the reading', async () => {
    await orders.createOrder(buildOrder({ merchantUid: 'ord-1' }));
    const message = { ...SHOP_EVENT, data: { ...SHOP_EVENT.data, merchant_uid: 'ord-1' } };
    const letter = { ...newOutboxEntry('letter-1', message, AT), attempts: 60, deadAt: AT };
    await database
      .db()
      .collection<OrderDocument>('orders')
      .updateOne({ _id: 'ord-1' }, { $set: { outbox: [letter], deadSince: AT } });
    const isRedacted = await redactAsRead('ord-1', async () => {
      const deadLetters = createDeadLetters(connection);
      expect(await deadLetters.revive((await deadLetters.find('letter-1'))!, AT, [])).toBe(true);
      const outbox = createOutbox(connection);
      const { claims } = await outbox.claimDue({ channel: 'shop', now: AT, leaseMs: 60_000, limit: 1 });
      for (const claim of claims) await outbox.markDelivered(claim, AT);
    });
    expect(isRedacted).toBe(false);
    expect((await stored('ord-1'))?.outbox).toMatchObject([{ id: 'letter-1', deliveredAt: AT }]);
    expect((await stored('ord-1'))?.deadSince).toBeUndefined();
  });

  test('changes nothing while a message is on its way, or was delivered since the reading', async () => {
    await orders.createOrder(buildOrder({ merchantUid: 'ord-1' }));
    const { order } = await readStored('ord-1');
    const send = () => orders.changeOrder(order, noChange(order), [newOutboxEntry('letter-1', sms('안내'), AT)]);
    const deliver = async () => {
      const outbox = createOutbox(connection);
      const { claims } = await outbox.claimDue({ channel: 'sms', now: AT, leaseMs: 60_000, limit: 1 });
      for (const claim of claims) await outbox.markDelivered(claim, AT);
    };
    await send();
    expect(await redactAsRead('ord-1', async () => undefined)).toBe(false);
    expect(await redactAsRead('ord-1', deliver)).toBe(true);
    expect((await stored('ord-1'))?.outbox[0]).toMatchObject({ id: 'letter-1', deliveredAt: null });
  });
});

describe('orders by registration', () => {
  const register = (merchantUid: string, createdAt: string, state: OrderState = 'pending') =>
    orders.createOrder(buildOrder({ merchantUid, state, createdAt: new Date(createdAt) }));
  const DAY = { after: new Date('2026-11-20T00:00:00Z'), to: new Date('2026-11-21T00:00:00Z') };

  test('are read in parts, of which each ends where every state is complete', async () => {
    for (let hour = 1; hour <= 5; hour += 1) await register(`a-${hour}`, `2026-11-20T0${hour}:00:00Z`, 'paid');
    await register('b-1', '2026-11-20T03:30:00Z', 'expired');
    await register('before', '2026-11-19T23:59:59Z');
    await register('later', '2026-11-21T00:00:01Z');
    const seen: string[] = [];
    let after = DAY.after;
    for (let parts = 0; after < DAY.to; parts += 1) {
      if (parts > 10) throw new Error('no end');
      const { merchantUids, through } = await redactions.readRegistered(STATES, { ...DAY, after }, 2);
      expect(through > after).toBe(true);
      seen.push(...merchantUids);
      after = through;
    }
    expect(seen.toSorted()).toEqual(['a-1', 'a-2', 'a-3', 'a-4', 'a-5', 'b-1']);
  });

  test('of one moment are read together, however many they are', async () => {
    const keys = Array.from({ length: 7 }, (_, n) => `same-${n}`);
    for (const key of keys) await register(key, '2026-11-20T05:00:00Z');
    await register('next', '2026-11-20T06:00:00Z');
    const { merchantUids, through } = await redactions.readRegistered(STATES, DAY, 3);
    expect(merchantUids.toSorted()).toEqual(keys);
    expect(through).toEqual(new Date('2026-11-20T05:00:00Z'));
  });
});
