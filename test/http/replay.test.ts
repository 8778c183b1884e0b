import type { OrderDocument } from '../../src/store/order.model';
import { buildEntry } from '../support/build-entry';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

const checkout = useCheckout();
const KEY = `Bearer ${ORDERS_API_KEY}`;
const replay = (id: string, key = KEY) => checkout.http().post(`/outbox/${id}/replay`).set('authorization', key);

/** An order with one dead letter, of a carrier that delivers to the log. */
async function withDeadLetter(id: string): Promise<string> {
  const merchantUid = await checkout.order();
  const deadSince = new Date();
  const entry = buildEntry({ id, attempts: 60, lastError: 'HTTP 500', deadAt: deadSince });
  await checkout
    .db()
    .collection<OrderDocument>('orders')
    .updateOne({ _id: merchantUid }, { $push: { outbox: entry }, $set: { deadSince } });
  return merchantUid;
}

test('a dead letter is sent again, and delivered under its id', async () => {
  const merchant_uid = await withDeadLetter('letter-1');
  const reply = await replay('letter-1');
  expect(reply.status).toBe(200);
  expect(reply.body).toEqual({
    status: 'replayed',
    message: 'Will be sent again',
    id: 'letter-1',
    merchant_uid,
    channel: 'sms',
  });
  await waitUntil(async () => (await checkout.stored(merchant_uid))?.outbox[0]?.deliveredAt);
  expect((await checkout.stored(merchant_uid))?.outbox).toMatchObject([{ id: 'letter-1', attempts: 61 }]);
  expect(await replay('letter-1')).toMatchObject({ status: 404, body: { status: 'notificationNotFound' } });
});

test('a message that is not dead is a 409, also beside a dead letter of its order, and is not sent', async () => {
  const merchantUid = await withDeadLetter('letter-4');
  const entry = buildEntry({ id: 'letter-5', deliveredAt: new Date() });
  await checkout
    .db()
    .collection<OrderDocument>('orders')
    .updateOne({ _id: merchantUid }, { $push: { outbox: entry } });
  expect(await replay('letter-5')).toMatchObject({ status: 409, body: { status: 'notDead', id: 'letter-5' } });
});

test('an unknown id is a 404', async () => {
  expect(await replay('nobody')).toMatchObject({ status: 404, body: { status: 'notificationNotFound' } });
});

test.each(['a%20b', '%24ne', 'x'.repeat(81), 'a.b'])('the id %s is malformed', async (id) => {
  expect(await replay(id)).toMatchObject({ status: 400, body: { status: 'invalidRequest' } });
});

test('without the orders key nothing is answered and nothing is sent', async () => {
  const merchantUid = await withDeadLetter('letter-2');
  expect(await replay('letter-2', 'Bearer wrong-key-0123456789')).toMatchObject({ status: 401 });
  expect(await checkout.http().post('/outbox/letter-2/replay')).toMatchObject({ status: 401 });
  expect((await checkout.stored(merchantUid))?.outbox[0]).toHaveProperty('deadAt');
});

test('the order shows its dead letter as attention', async () => {
  const merchantUid = await checkout.order();
  const attention = {
    at: new Date('2026-11-22T05:00:00Z'),
    reason: 'notificationFailed',
    source: null,
    impUid: 'imp_1',
    notificationId: 'letter-3',
    reported: null,
  } as const;
  await checkout.db().collection<OrderDocument>('orders').updateOne({ _id: merchantUid }, { $push: { attention } });
  expect((await checkout.read(merchantUid)).attention).toEqual([
    {
      at: '2026-11-22T05:00:00.000Z',
      reason: 'notificationFailed',
      source: null,
      imp_uid: 'imp_1',
      notification_id: 'letter-3',
      reported: null,
    },
  ]);
});
