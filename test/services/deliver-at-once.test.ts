import { AsyncLocalStorage } from 'node:async_hooks';
import { createDeliveriesAtOnce } from '../../src/services/deliver-at-once';
import type { Carrier } from '../../src/services/deliver-notifications';
import { deliverNotifications } from '../../src/services/deliver-notifications';
import { createDeliverySlots } from '../../src/services/delivery-slots';
import { createOrders, type Orders } from '../../src/store/orders';
import { noChange } from '../../src/domain/order-change';
import { updateOrder } from '../../src/services/update-order';
import { buildOrder } from '../support/build-order';
import { sms, useDelivery } from '../support/delivery';

const { connection, outbox, place, instance } = useDelivery();
const LEASE_MS = 60_000;
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A carrier that holds each message until the test releases it. */
function holding() {
  const held: (() => void)[] = [];
  const carry: Carrier = () => new Promise<void>((resolve) => held.push(resolve));
  return { carry, held, release: () => held.splice(0).forEach((letGo) => letGo()) };
}

/** An instance that writes messages and delivers them at once; three slots for a carrier, two of them for passes. */
function setUp(carry?: Carrier, longestMs = 10_000) {
  const made = instance(carry);
  const faults: unknown[] = [];
  const onFault = (error: unknown) => faults.push(error);
  const atOnce = createDeliveriesAtOnce({ ...made.deps, longestMs, onDone: () => undefined, onFault });
  const orders = createOrders(connection(), { pollSoonMs: 60_000 });
  /** Stores an order, and adds messages to it by one change. */
  async function write(merchantUid: string, texts: readonly string[], beforeWrite = nextTurn): Promise<void> {
    const order = buildOrder({ merchantUid });
    await orders.createOrder(order);
    const change = { ...noChange(order), messages: texts.map(sms) };
    const changeOrder: Orders['changeOrder'] = async (...args) => {
      await beforeWrite();
      return orders.changeOrder(...args);
    };
    const deps = { ...orders, ...made.deps, changeOrder, claimNew: atOnce.claimNew, lostRacePauseMs: 10 };
    await updateOrder({ ...deps, newId: () => `id-${merchantUid}` }, order, () => ({ change }));
  }
  return { ...made, atOnce, faults, write };
}

test('a new message is stored with the lease and the first attempt, and is delivered without a pass', async () => {
  const { carry, held, release } = holding();
  const { atOnce, write, carried } = setUp(carry);
  await write('ord-1', ['one']);
  expect((await outbox())[0]).toMatchObject({ attempts: 1, deliveredAt: null });
  expect(await place()).toMatchObject({ dueAt: new Date('2026-11-21T01:01:00Z'), lease: expect.any(String) as string });
  expect(held).toHaveLength(1);
  release();
  await atOnce.settled();
  expect(carried).toHaveLength(1);
  expect((await outbox())[0]?.deliveredAt).not.toBeNull();
  expect(await place()).toBeUndefined();
});

test('a delivery leaves the async context of the request that wrote its message', async () => {
  const context = new AsyncLocalStorage<string>();
  const contexts: unknown[] = [];
  const { atOnce, write } = setUp(async () => void contexts.push(context.getStore()));
  await context.run('a request', () => write('ord-1', ['one']));
  await atOnce.settled();
  expect(contexts).toEqual([undefined]);
});

test('messages beyond the free slots wait with their claim, and go one after the other', async () => {
  const { carry, held, release } = holding();
  const { atOnce, write, carried } = setUp(carry);
  for (const n of [1, 2, 3]) await write(`ord-${n}`, ['text']);
  expect(held).toHaveLength(1);
  for (const n of [1, 2, 3]) {
    expect(carried).toHaveLength(n - 1);
    release();
    while (carried.length < n || (n < 3 && held.length === 0)) await nextTurn();
  }
  await atOnce.settled();
  expect(new Set(carried)).toEqual(new Set(['ord-1_id-ord-1', 'ord-2_id-ord-2', 'ord-3_id-ord-3']));
});

test('no more wait than can be delivered within their lease: passes deliver the rest', async () => {
  const { carry, release } = holding();
  const { atOnce, write, deps, clock } = setUp(carry, LEASE_MS / 3);
  for (const n of [1, 2, 3]) await write(`ord-${n}`, ['text']);
  const leases = await Promise.all([1, 2, 3].map(async (n) => (await place('sms', `ord-${n}`))?.lease !== undefined));
  expect(leases).toEqual([true, true, false]);
  const pass = deliverNotifications({ ...deps, now: () => clock.now }, 'sms', new AbortController().signal);
  let isOver = false;
  void Promise.all([pass, atOnce.settled()]).finally(() => (isOver = true));
  while (!isOver) {
    release();
    await nextTurn();
  }
  expect((await Promise.all([1, 2, 3].map((n) => outbox(`ord-${n}`)))).flat()).toMatchObject(
    [1, 2, 3].map(() => ({ attempts: 1, deliveredAt: expect.any(Date) as Date })),
  );
});

test('a claimed message whose lease ended while passes held all slots is not carried: it is left to the passes', async () => {
  const { atOnce, write, carried, deps, clock } = setUp();
  deps.slots.take('sms', 3);
  await write('ord-1', ['waits']);
  clock.now = new Date(clock.now.getTime() + LEASE_MS);
  const instant = { ...deps, slots: createDeliverySlots(deps.slots.limits) };
  await deliverNotifications(instant, 'sms', new AbortController().signal);
  expect(carried).toEqual(['ord-1_id-ord-1']);
  deps.slots.giveBack('sms', 3);
  await atOnce.settled();
  expect(carried).toEqual(['ord-1_id-ord-1']);
  expect((await outbox())[0]).toMatchObject({ attempts: 2, deliveredAt: clock.now });
});

test('a delivery that may last longer than its lease does not begin, and the message is due for the passes', async () => {
  const { atOnce, write, carried, deps, clock } = setUp();
  deps.slots.take('sms', 3);
  await write('ord-1', ['waits']);
  clock.now = new Date(clock.now.getTime() + LEASE_MS - 9_999);
  deps.slots.giveBack('sms', 3);
  await atOnce.settled();
  expect(carried).toEqual([]);
  expect(await place()).toEqual({ dueAt: clock.now });
});

test('a slot that a pass gives back goes to a message that waits, until these have half of the slots', async () => {
  const { carry, held, release } = holding();
  const { atOnce, write, deps } = setUp(carry);
  const { take, giveBack } = deps.slots;
  take('sms', 3);
  for (const n of [1, 2]) await write(`ord-${n}`, ['waits']);
  giveBack('sms', 1);
  expect(take('sms', 1)).toBe(0);
  giveBack('sms', 1);
  expect(take('sms', 1)).toBe(1);
  while (held.length === 0) await nextTurn();
  expect(held).toHaveLength(1);
  release();
  while (held.length === 0) await nextTurn();
  release();
  await atOnce.settled();
});

test('a stop waits for deliveries under way, and leaves those that wait to the passes', async () => {
  const { carry, release } = holding();
  const { atOnce, write, clock } = setUp(carry);
  await write('ord-1', ['under way']);
  await write('ord-2', ['waits']);
  let isStopped = false;
  const stopping = atOnce.stop().then(() => (isStopped = true));
  while ((await place('sms', 'ord-2'))?.lease !== undefined) await nextTurn();
  expect(await place('sms', 'ord-2')).toEqual({ dueAt: clock.now });
  expect(isStopped).toBe(false);
  release();
  await stopping;
  expect((await outbox('ord-1'))[0]?.deliveredAt).not.toBeNull();
  await write('ord-3', ['after the stop']);
  expect((await outbox('ord-3'))[0]).toMatchObject({ attempts: 0, deliveredAt: null });
});

test('a stop waits for a claim whose write is under way, and leaves its message to the passes', async () => {
  const { atOnce, write, carried, clock } = setUp();
  let hasStopped = false;
  let stopping: Promise<unknown> = Promise.resolve();
  await write('ord-1', ['one'], async () => {
    stopping = atOnce.stop().then(() => (hasStopped = true));
    await nextTurn();
    expect(hasStopped).toBe(false);
  });
  await stopping;
  expect(carried).toEqual([]);
  expect(await place()).toEqual({ dueAt: clock.now });
});

test('a result that cannot be written is reported, and the message is due again when its lease ends', async () => {
  const { atOnce, write, faults, deps } = setUp();
  const error = new Error('database down');
  jest.spyOn(deps.outbox, 'markDelivered').mockRejectedValueOnce(error);
  await write('ord-1', ['one']);
  await atOnce.settled();
  expect(faults).toEqual([error]);
  expect((await place())?.dueAt).toEqual(new Date('2026-11-21T01:01:00Z'));
});
