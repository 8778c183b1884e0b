import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { LARGE, lowerAnswerLimit, TOO_LARGE } from '../support/large-answers';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

lowerAnswerLimit();

/** Replies of i'mport that are too large. Anyone who knows an order's key can cause them. */
const checkout = useCheckout({ RECONCILE: 'on', RECONCILE_POLL_SCHEDULE: '1s,1s,1s,1m' });

const seconds = (ms: number) => Math.floor((Date.now() + ms) / 1000);

/** An order with 250 attempts of 7 kB each: more than one answer holds. */
async function burdenedOrder(): Promise<string> {
  const merchantUid = await checkout.order();
  for (let at = 0; at < 250; at += 1) {
    checkout.pay(merchantUid, { status: 'failed', custom_data: LARGE, started_at: seconds(-10_000 - at) });
  }
  return merchantUid;
}

test('an order with 250 attempts of 7 kB each blocks no other look-up, and is settled itself', async () => {
  const burdened = await burdenedOrder();
  const [before, after] = [await checkout.order(), await checkout.order()];
  const [impUid, others] = [checkout.pay(burdened, { started_at: 1 }), [before, after].map((uid) => checkout.pay(uid))];
  const read = [before, after, burdened].map((uid) => checkout.until(uid, ({ status }) => status === 'paid', 30_000));
  expect((await Promise.all(read)).map(({ paid_by }) => paid_by)).toEqual([...others, impUid]);
}, 60_000);

test('an order whose payments cannot be fetched at all is retried later, and attention is raised', async () => {
  const [unreadable, other] = [await checkout.order(), await checkout.order()];
  checkout.pay(unreadable, { custom_data: TOO_LARGE });
  const impUid = checkout.pay(other);
  expect(await checkout.until(other, ({ status }) => status === 'paid', 30_000)).toMatchObject({ paid_by: impUid });
  expect(await checkout.until(unreadable, ({ needs_attention }) => needs_attention, 30_000)).toMatchObject({
    status: 'pending',
    attention: [{ reason: 'unreadable', imp_uid: null }],
  });
  // The pass raises the attention first, and gives the order its next poll at the end.
  const { queues, outbox } = await waitUntil(async () => {
    const order = await checkout.stored(unreadable);
    return order?.queues.poll?.lease === undefined && order;
  });
  expect(outbox).toMatchObject([{ message: { event: 'payment.attention', data: { reason: 'unreadable' } } }]);
  expect(queues.poll?.isUrgent).toBe(false);
  expect(Number(queues.poll?.dueAt)).toBeGreaterThan(Date.now() + 50 * 60_000);
}, 60_000);

test('reading an order repairs it, however large its attempts are', async () => {
  const merchantUid = await burdenedOrder();
  const impUid = checkout.pay(merchantUid, { started_at: 1 });
  await checkout
    .db()
    .collection<{ _id: string }>('orders')
    .updateOne({ _id: merchantUid }, { $unset: { 'queues.poll': 1 } });
  checkout.letPass(31_000);
  expect(await checkout.until(merchantUid, ({ status }) => status === 'paid', 30_000)).toMatchObject({
    paid_by: impUid,
  });
}, 60_000);
