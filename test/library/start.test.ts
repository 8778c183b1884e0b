import { CheckoutError } from '../../src/domain/errors';
import { CHAIR, useLibrary } from '../support/library';
import { waitUntil } from '../support/wait-until';

const library = useLibrary();

test('start() that the database refused can be called again once the cause is removed', async () => {
  const orders = library.database.db().collection('checkout_orders');
  await orders.drop().catch(() => undefined);
  // An index of the checkout's with other options.
  const refused = await orders.createIndex({ 'queues.poll.isUrgent': 1, 'queues.poll.dueAt': 1 }, { sparse: false });

  const handled: string[] = [];
  const checkout = await library.create();
  checkout.on('order.paid', async ({ merchantUid }) => handled.push(merchantUid));
  for (const call of [checkout.start(), checkout.start()]) await expect(call).rejects.toBeInstanceOf(CheckoutError);
  await expect(checkout.start()).rejects.toMatchObject({ code: 'unavailable' });
  expect(await checkout.isReady()).toBe(false);

  await orders.dropIndex(refused);
  await Promise.all([checkout.start(), checkout.start()]);
  expect(await checkout.isReady()).toBe(true);
  const { merchantUid } = await checkout.orders.register(CHAIR);
  await checkout.verify({ impUid: library.pay(merchantUid), merchantUid });
  await waitUntil(() => handled.length > 0);
  expect(handled).toEqual([merchantUid]);
});
