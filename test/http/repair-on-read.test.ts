import { LIMITS } from '../../src/composition/limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();
// The pause is longer than each test.
jest.replaceProperty(LIMITS, 'repairPauseMs', (60 * 60_000) as never);
const checkout = useCheckout({ REPAIR_ON_READ_AFTER_S: '30' });
const unrepaired = useCheckout({ REPAIR_ON_READ_AFTER_S: '0' });

const ALL = 'GET /payments/findAll/:merchant_uid';

async function old(merchantUid: string, { db }: typeof checkout, ageS = 31): Promise<string> {
  const createdAt = new Date(Date.now() - ageS * 1_000);
  await db().collection<{ _id: string }>('orders').updateOne({ _id: merchantUid }, { $set: { createdAt } });
  return merchantUid;
}
const calls = () => checkout.sandbox().calls.count(ALL);

beforeEach(() => {
  checkout.sandbox().faults.clear();
  checkout.sandbox().calls.reset();
});

test('reading an old unsettled order looks up every attempt and answers the result', async () => {
  const uid = await old(await checkout.order(), checkout);
  checkout.pay(uid, { status: 'failed' });
  const impUid = checkout.pay(uid);
  expect(await checkout.read(uid)).toMatchObject({
    status: 'paid',
    paid_by: impUid,
    history: [{ source: 'reconcile' }],
  });
  expect((await checkout.stored(uid))?.payments).toHaveLength(2);
});

test.each([
  ['a young order', async () => checkout.order()],
  [
    'a settled one',
    async () => {
      const uid = await old(await checkout.order(), checkout);
      checkout.pay(uid);
      await checkout.read(uid);
      checkout.sandbox().calls.reset();
      return uid;
    },
  ],
])('%s costs no call', async (_name, prepare) => {
  const uid = await prepare();
  await checkout.read(uid);
  expect(calls()).toBe(0);
});

test('30 concurrent readers share one call, and the next readers cause none', async () => {
  const uid = await old(await checkout.order(), checkout);
  checkout.sandbox().faults.set({ kind: 'hold', route: ALL });
  const readers = Array.from({ length: 30 }, () => checkout.read(uid));
  await checkout.sandbox().faults.untilHeld(1);
  checkout.pay(uid);
  checkout.sandbox().faults.clear();
  expect((await Promise.all(readers)).map(({ status }) => status)).toEqual(Array(30).fill('paid'));
  expect(calls()).toBe(1);
  const unpaid = await old(await checkout.order(), checkout);
  for (let time = 0; time < 5; time += 1) await checkout.read(unpaid);
  expect(calls()).toBe(2);
});

test('while i’mport fails the stored order is answered', async () => {
  const uid = await old(await checkout.order(), checkout);
  checkout.sandbox().faults.set({ kind: 'html', route: ALL });
  expect(await checkout.read(uid)).toMatchObject({ merchant_uid: uid, status: 'pending' });
});

test('with 0 nothing is repaired by reading', async () => {
  const uid = await old(await unrepaired.order(), unrepaired);
  unrepaired.pay(uid);
  expect(await unrepaired.read(uid)).toMatchObject({ status: 'pending' });
});

describe('where a reader waits for i’mport a tenth of a second', () => {
  beforeAll(() => void jest.replaceProperty(LIMITS, 'repairReadMs', 100 as never));
  const hasty = useCheckout({ REPAIR_ON_READ_AFTER_S: '30' });

  test('while i’mport is slow the stored order is answered, and the repair is still recorded', async () => {
    const uid = await old(await hasty.order(), hasty);
    hasty.pay(uid);
    hasty.sandbox().faults.set({ kind: 'hold', route: ALL });
    expect(await hasty.read(uid)).toMatchObject({ status: 'pending' });
    hasty.sandbox().faults.clear();
    await waitUntil(async () => (await hasty.stored(uid))?.state === 'paid');
    expect(await hasty.read(uid)).toMatchObject({ status: 'paid' });
  });
});

test('few readers call i’mport at once, and the others wait', async () => {
  const { maxUnderWay } = LIMITS.repairQueue;
  const uids: string[] = [];
  while (uids.length < maxUnderWay + 3) uids.push(await old(await checkout.order(), checkout));
  checkout.sandbox().faults.set({ kind: 'hold', route: ALL });
  const readers = Promise.all(uids.map((uid) => checkout.read(uid)));
  await checkout.sandbox().faults.untilHeld(maxUnderWay);
  await checkout.read(await checkout.order());
  expect(calls()).toBe(maxUnderWay);
  checkout.sandbox().faults.clear();
  expect((await readers).map(({ status }) => status)).toEqual(uids.map(() => 'pending'));
  expect(calls()).toBe(uids.length);
});
