import { LIMITS } from '../../src/composition/limits';
import { useCheckout } from '../support/checkout';
import { useReceiver } from '../support/receiver';
import { waitUntil } from '../support/wait-until';

// Short, so that the shop's request times out during the test.
jest.replaceProperty(LIMITS, 'shopWebhookMs', 200 as never);
const receiver = useReceiver();
const SHOP_WEBHOOK_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const checkout = useCheckout(() => ({ SHOP_WEBHOOK_URL: receiver.url(), SHOP_WEBHOOK_SECRET }));

test('stopping waits for open deliveries until its limit, and leaves no claim', async () => {
  receiver.answerWith(() => {});
  const merchantUid = await checkout.order();
  await checkout.callback(checkout.pay(merchantUid), merchantUid);
  await waitUntil(() => receiver.received.length > 0);
  // Rejects if the stop takes longer than its limit.
  await checkout.stop();
  const { outbox: [entry] = [], queues } = (await checkout.stored(merchantUid)) ?? {};
  const lastError = expect.stringContaining('no answer') as string;
  expect(entry).toMatchObject({ deliveredAt: null, lastError });
  expect(queues?.shop).toEqual({ dueAt: expect.any(Date) as Date });
});
