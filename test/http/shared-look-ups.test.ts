import { mongo } from 'mongoose';
import { LIMITS } from '../../src/composition/limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

/** Callers who share a look-up hold one place in the queue. */
const PER_MINUTE = 50;
const checkout = useCheckout({ TRUST_PROXY: '1', RATE_LIMIT_PER_MINUTE: String(PER_MINUTE) });
const READ = 'GET /payments/:imp_uid';
const lookUpsOf = (impUid: string) =>
  checkout
    .sandbox()
    .calls.list()
    .filter(({ path }) => path === `/payments/${impUid}`).length;
let senders = 0;
const newSender = () => `198.51.100.${(senders += 1)}`;
type Request = ReturnType<typeof checkout.webhook>;
const statusOf = (request: Request, sender: string) =>
  request.set('x-forwarded-for', sender).then(({ status }) => status);

/** Sends one report many times while i'mport is held; with one place per caller, most would be refused. */
async function whileRepeated(
  times: number,
  send: (impUid: string, order: string) => Promise<number>,
  work: () => Promise<void>,
) {
  const { faults } = checkout.sandbox();
  const order = await checkout.order();
  const impUid = checkout.pay(order, { status: 'ready' });
  const id = faults.set({ kind: 'hold', impUid, route: READ });
  const crowd = Array.from({ length: times }, () => send(impUid, order));
  try {
    await faults.untilHeld(1);
    await work();
  } finally {
    faults.remove(id);
    faults.release();
    await Promise.all(crowd);
  }
  expect(lookUpsOf(impUid)).toBeLessThan(times / 4);
}

test.each(['callback', 'webhook'] as const)(
  'any number of connections that repeat one payment (%s) leave the places to other buyers',
  async (source) => {
    const times = LIMITS.gatewayQueue.maxUnderWay + 10;
    const repeat = (impUid: string, order: string) => statusOf(checkout[source](impUid, order), newSender());
    await whileRepeated(times, repeat, async () => {
      for (const report of [checkout.callback, checkout.webhook]) {
        const order = await checkout.order();
        expect(await statusOf(report(checkout.pay(order), order), newSender())).toBe(200);
      }
    });
  },
);

test('a sender over its limit that repeats one payment leaves the places to other senders over their limits', async () => {
  const [repeating, other] = [newSender(), newSender()];
  for (const sender of [repeating, other]) {
    const useUp = () => statusOf(checkout.webhook('imp_1', 'ord-nobody'), sender);
    await Promise.all(Array.from({ length: PER_MINUTE }, useUp));
  }
  const repeat = (impUid: string, order: string) => statusOf(checkout.webhook(impUid, order), repeating);
  await whileRepeated(LIMITS.lookUpQuota.overLimit.maxUnderWay + 10, repeat, async () => {
    const order = await checkout.order();
    expect(await statusOf(checkout.webhook(checkout.pay(order), order), other)).toBe(200);
  });
});

test('the outcome of a shared look-up is recorded once for all waiting reports', async () => {
  const { faults } = checkout.sandbox();
  const order = await checkout.order();
  const impUid = checkout.pay(order);
  faults.set({ kind: 'hold', impUid, route: READ });
  const ofOrder = (calls: readonly unknown[][]) => calls.filter(([filter]) => JSON.stringify(filter).includes(order));
  const reads = jest.spyOn(mongo.Collection.prototype, 'findOne');
  const writes = jest.spyOn(mongo.Collection.prototype, 'updateOne');
  const crowd = Array.from({ length: 20 }, () => statusOf(checkout.webhook(impUid, order), newSender()));
  await faults.untilHeld(1);
  await waitUntil(() => ofOrder(reads.mock.calls).length === 20);
  faults.clear();
  expect(new Set(await Promise.all(crowd))).toEqual(new Set([200]));
  // One per answer of i'mport: a report too late for the first shares the second.
  expect(ofOrder(writes.mock.calls).length).toBeLessThan(crowd.length / 4);
  for (const spy of [reads, writes]) spy.mockRestore();
});
