import { mongo } from 'mongoose';
import type { OrderDocument } from '../../src/store/order.model';
import { useCheckout } from '../support/checkout';
import { fillOrder, MERCHANT_UID, PAID_BY } from '../support/full-order';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';

liftTimeLimits();

const checkout = useCheckout();
const KEY = `Bearer ${ORDERS_API_KEY}`;
const ONE_MB = 1_000_000;
const orders = () => checkout.db().collection<OrderDocument>('orders');

beforeAll(async () => {
  const { order, outbox } = fillOrder();
  const { merchantUid: _id, ...fields } = order;
  await orders().insertOne({ _id, ...fields, outbox, queues: {}, deadSince: new Date() });
});

const size = async () => {
  const document = await orders().findOne({ _id: MERCHANT_UID });
  return mongo.BSON.calculateObjectSize(document ?? {});
};

/** The commands about the order that the service sends during a request. The driver’s `findOne` is a `find`. */
async function commandsOf<T>(request: () => PromiseLike<T>): Promise<{ reply: T; commands: string[] }> {
  const commands: string[] = [];
  const methods = mongo.Collection.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  const spies = ['find', 'updateOne', 'bulkWrite', 'aggregate'].map((name) => {
    const original = methods[name]!;
    return jest.spyOn(methods, name).mockImplementation(function (this: unknown, ...args) {
      if (JSON.stringify(args[0]).includes(MERCHANT_UID)) commands.push(name);
      return original.apply(this, args);
    });
  });
  try {
    return { reply: await request(), commands };
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
}

test('an order that is filled to its bounds is stored under 1 MB', async () => {
  expect(await size()).toBeGreaterThan(ONE_MB / 2);
  expect(await size()).toBeLessThan(ONE_MB);
});

test('it is read by one command, and the answer is under 1 MB', async () => {
  const { reply, commands } = await commandsOf(() =>
    checkout.http().get(`/orders/${MERCHANT_UID}`).set('authorization', KEY).expect(200),
  );
  expect(reply.body).toMatchObject({ merchant_uid: MERCHANT_UID, status: 'partially_cancelled', paid_by: PAID_BY });
  expect(commands).toEqual(['find']);
  expect(Buffer.byteLength(reply.text)).toBeLessThan(ONE_MB);
});

test('reports of further payments are answered, change nothing but their evidence, and do not make it grow', async () => {
  const before = await size();
  for (const amount of [9_000_000_000, 100]) {
    for (const status of ['paid', 'failed', 'ready'] as const) {
      const impUid = checkout.pay(MERCHANT_UID, { amount, status });
      const { reply, commands } = await commandsOf(() => checkout.webhook(impUid, MERCHANT_UID));
      expect(reply.status).toBe(200);
      expect(commands).toEqual(['find']);
    }
  }
  expect(await size()).toBe(before);
});

test('a further cancel of the shop is refused', async () => {
  const reply = await checkout
    .http()
    .post(`/orders/${MERCHANT_UID}/cancel`)
    .set('authorization', KEY)
    .send({ request_id: 'one-more', reason: '고객 변심', amount: 1 });
  expect(reply).toMatchObject({ status: 409, body: { status: 'tooManyCancels' } });
});
