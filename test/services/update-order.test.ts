import { noChange } from '../../src/domain/order-change';
import type { AttentionEntry, Order } from '../../src/domain/order';
import type { OutboxMessage } from '../../src/domain/outbox';
import { updateOrder, type UpdateOrderDeps } from '../../src/services/update-order';
import type { Orders } from '../../src/store/orders';
import { buildOrder } from '../support/build-order';

const AT = new Date('2026-11-21T01:03:00Z');
const MESSAGE: OutboxMessage = { channel: 'sms', to: '010-4242-4242', text: 'hello' };

/** A store in which each write before the `wins`th loses to another write. */
function setUp({ wins = 1, isThere = true }: { readonly wins?: number; readonly isThere?: boolean } = {}) {
  const pausesMs: number[] = [];
  const writes: Parameters<Orders['changeOrder']>[] = [];
  let reads = 0;
  let ids = 0;
  const deps: UpdateOrderDeps = {
    findOrder: async () => ((reads += 1), isThere ? buildOrder({ revision: reads }) : null),
    changeOrder: async (...write) => writes.push(write) >= wins,
    pause: async (ms) => void pausesMs.push(ms),
    lostRacePauseMs: 10,
    now: () => AT,
    newId: () => `id-${(ids += 1)}`,
  };
  return { deps, pausesMs, writes, reads: () => reads };
}

const FOUND = buildOrder({ revision: 0 });
const paid = (order: Order) => ({ change: { ...noChange(order), state: 'paid', messages: [MESSAGE] } as const });

test('a write that wins at once needs no read before or after it: the order is returned as written', async () => {
  const { deps, pausesMs, writes, reads } = setUp();
  const { order } = await updateOrder(deps, FOUND, paid);
  expect(order).toEqual({ ...FOUND, state: 'paid', revision: 1 });
  expect([reads(), writes.length, pausesMs]).toEqual([0, 1, []]);
});

test('the messages of a change go into the outbox by the same write, due at the moment of the decision', async () => {
  const { deps, writes } = setUp();
  await updateOrder(deps, FOUND, paid);
  expect(writes[0]?.[2]).toMatchObject([
    { id: `${FOUND.merchantUid}_id-1`, message: MESSAGE, createdAt: AT, attempts: 0 },
  ]);
});

test('a decision without a change writes nothing, and is returned', async () => {
  const { deps, writes, reads } = setUp();
  const result = await updateOrder(deps, FOUND, () => ({ change: null, answer: 'known' }));
  expect(result).toEqual({ change: null, answer: 'known', order: FOUND });
  expect([reads(), writes.length]).toEqual([0, 0]);
});

test('after a lost race the decision is made again on the new order, after a longer pause each time', async () => {
  const { deps, pausesMs } = setUp({ wins: 4 });
  const seen: number[] = [];
  const { order, last } = await updateOrder(deps, FOUND, (current) => {
    seen.push(current.revision);
    return { ...paid(current), last: current.revision };
  });
  expect([order.revision, last, seen, pausesMs]).toEqual([4, 3, [0, 1, 2, 3], [0, 10, 20]]);
});

test.each([
  { name: 'every race is lost', isThere: true, writesMade: 21 },
  { name: 'the order no longer exists', isThere: false, writesMade: 1 },
])('the update fails with `unavailable` when $name', async ({ isThere, writesMade }) => {
  const { deps, writes } = setUp({ wins: Infinity, isThere });
  await expect(updateOrder(deps, FOUND, paid)).rejects.toMatchObject({ code: 'unavailable' });
  expect(writes).toHaveLength(writesMade);
});

test('nothing is written after the signal aborts', async () => {
  const { deps, writes } = setUp({ wins: 2 });
  const wait = new AbortController();
  const lost = { ...deps, pause: async () => wait.abort(new Error('too late')) };
  await expect(updateOrder(lost, FOUND, paid, wait.signal)).rejects.toThrow('too late');
  expect(writes).toHaveLength(1);
});

describe('messages that are claimed by the write that stores them', () => {
  function claiming(options: Parameters<typeof setUp>[0] = {}) {
    const made = setUp(options);
    const calls: string[] = [];
    const claimNew: UpdateOrderDeps['claimNew'] = (merchantUid, entries, now) => ({
      claims: entries.map((entry) => ({ merchantUid, entry, lease: 'lease-1', hasNext: false })),
      now,
      leaseMs: 60_000,
      begin: () => calls.push('begin'),
      giveBack: () => calls.push('give back'),
    });
    return { ...made, calls, deps: { ...made.deps, claimNew } };
  }

  test('their deliveries begin once they are stored', async () => {
    const { deps, writes, calls } = claiming();
    await updateOrder(deps, FOUND, paid);
    expect(writes.map(([, , , claimed]) => claimed)).toMatchObject([{ claims: [{ lease: 'lease-1' }], now: AT }]);
    expect(calls).toEqual(['begin']);
  });

  test('after a lost race the order is read before the next write, and that write claims again', async () => {
    const { deps, writes, calls, reads } = claiming({ wins: 2 });
    await updateOrder(deps, FOUND, paid);
    expect(writes.map(([order, , , claimed]) => [order.revision, claimed !== undefined])).toEqual([
      [0, true],
      [1, true],
    ]);
    expect([calls, reads()]).toEqual([['give back', 'begin'], 1]);
  });

  test('where the claims do not fit, the change is stored without them, and no later write claims', async () => {
    const { deps, writes, calls } = claiming({ wins: 3 });
    const unchanged = { ...deps, findOrder: async () => FOUND };
    await updateOrder(unchanged, FOUND, paid);
    expect(writes.map(([, , , claimed]) => claimed)).toMatchObject([{ claims: [{}] }, undefined, undefined]);
    expect(calls).toEqual(['give back']);
  });

  test('after a fault nothing is delivered at once: it is not known what is stored', async () => {
    const { deps, calls } = claiming();
    const changeOrder = () => Promise.reject(new Error('down'));
    await expect(updateOrder({ ...deps, changeOrder }, FOUND, paid)).rejects.toThrow('down');
    expect(calls).toEqual(['give back']);
  });
});

test('attention that the order has no room for is told once, of the decision that counts', async () => {
  const { deps } = setUp({ wins: 3 });
  const entry = (impUid: string): AttentionEntry => ({
    ...{ at: AT, reason: 'duplicate', source: 'reconcile', impUid, reported: null },
  });
  const told: (string | null)[] = [];
  const onAttentionDropped = (_: Order, { impUid }: AttentionEntry) => void told.push(impUid);
  await updateOrder({ ...deps, onAttentionDropped }, FOUND, (order) => ({
    ...paid(order),
    dropped: [entry(`written-${order.revision}`)],
  }));
  await updateOrder({ ...deps, onAttentionDropped }, FOUND, () => ({ change: null, dropped: [entry('unchanged')] }));
  expect(told).toEqual(['written-2', 'unchanged']);
});
