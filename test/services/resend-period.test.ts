import type { OutboxEntry } from '../../src/domain/outbox';
import { deliverNotifications } from '../../src/services/deliver-notifications';
import { resendMessage, resendOrder } from '../../src/services/resend-messages';
import { resendPeriod, type ResendPeriodDeps } from '../../src/services/resend-period';
import { ACTOR } from '../support/actor';
import { SHOP_EVENT } from '../support/delivery';
import { useResends } from '../support/resends';

const { delivery, setUp, storeTold, waiting, AT, PERIOD, DAY_MS } = useResends();
const never = new AbortController().signal;
const BY = { actor: ACTOR };
const RECORDED = { result: 'recorded' };

test('the events of the period are put back, of all orders in batches, and of no other time', async () => {
  await storeTold('a', 5, 12);
  await storeTold('b', 9);
  await storeTold('c', 10, 19, 20);
  await storeTold('d', 30);
  await storeTold('e', 15, 40);
  const it = setUp();
  await it.request();
  await it.run();
  expect(await Promise.all(['a', 'b', 'c', 'd', 'e'].map(waiting))).toEqual([
    ['a_12'],
    [],
    ['c_10', 'c_19'],
    [],
    ['e_15'],
  ]);
  expect(it.ended).toEqual([{ requestId: 'r-1', orders: 3, messages: 4 }]);
  expect(await it.resends.find('r-1')).toMatchObject({ ...PERIOD, orders: 3, messages: 4, endedAt: AT(60) });
  expect(it.resent.every(([by]) => by === 'period')).toBe(true);
});

test('while enough orders are due for the shop’s server nothing is put back, and later the rest is', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await storeTold(name, 12);
  const it = setUp({ maxDue: 2 });
  await it.request();
  expect(await it.run()).toBe(2);
  expect((await Promise.all(['a', 'b', 'c', 'd', 'e'].map(waiting))).flat()).toHaveLength(2);
  it.clock.now = AT(62);
  expect(await it.run()).toBe(1);
  const carrier = delivery.instance(undefined, it.clock);
  for (let minute = 63; minute < 70; minute += 1) {
    await deliverNotifications(carrier.deps, 'shop', never);
    it.clock.now = AT(minute);
    await it.run();
  }
  await deliverNotifications(carrier.deps, 'shop', never);
  expect(carrier.carried.toSorted()).toEqual(['a_12', 'b_12', 'c_12', 'd_12', 'e_12']);
  expect(it.ended).toHaveLength(1);
});

describe('of orders that are not due', () => {
  const refused = async () => ({ reason: 'HTTP 400', retryAfterMs: null });

  /** Stores three orders whose event the shop's server refused a moment ago. */
  async function storeRefused(now: Date) {
    for (const name of ['x', 'y', 'z']) await delivery.store(name, [SHOP_EVENT]);
    const shop = delivery.instance(refused, { now });
    expect(await deliverNotifications(shop.deps, 'shop', never)).toMatchObject({ postponed: 3 });
  }

  test('those in backoff do not stop a resend', async () => {
    for (const name of ['a', 'b']) await storeTold(name, 12);
    const it = setUp({ maxDue: 3 });
    await storeRefused(it.clock.now);
    await it.request();
    await it.run();
    expect(it.ended).toEqual([{ requestId: 'r-1', orders: 2, messages: 2 }]);
  });

  test('those under way do not stop a resend', async () => {
    await storeTold('a', 12);
    const it = setUp({ maxDue: 3 });
    for (const name of ['x', 'y', 'z']) await delivery.store(name, [SHOP_EVENT]);
    const { now } = it.clock;
    const { claims } = await it.outbox.claimDue({ channel: 'shop', now, leaseMs: 60_000, limit: 3 });
    expect(claims).toHaveLength(3);
    await it.request();
    await it.run();
    expect(it.ended).toEqual([{ requestId: 'r-1', orders: 1, messages: 1 }]);
  });

  test('so many in backoff that the server must be down stop it', async () => {
    await storeTold('a', 12);
    const it = setUp({ maxWaiting: 3 });
    await storeRefused(it.clock.now);
    await it.request();
    await it.run();
    expect(await waiting('a')).toEqual([]);
    expect(it.ended).toEqual([]);
  });
});

test('a step that is repeated after a crash puts nothing back twice, also what was delivered again meanwhile', async () => {
  await storeTold('a', 12);
  await storeTold('b', 12);
  const it = setUp({ batchSize: 10 });
  await it.request('r-1', { from: AT(10), to: null });
  const lost = setUp({ batchSize: 10, resends: { ...it.resends, advance: () => Promise.reject(new Error('killed')) } });
  await expect(resendPeriod(lost.deps, never)).rejects.toThrow('killed');
  const carrier = delivery.instance(undefined, it.clock);
  await deliverNotifications(carrier.deps, 'shop', never);
  it.clock.now = AT(62);
  await it.run();
  expect(await Promise.all(['a', 'b'].map(waiting))).toEqual([[], []]);
  expect(carrier.carried.toSorted()).toEqual(['a_12', 'b_12']);
  expect(it.ended).toHaveLength(1);
});

test('an order to which a new event is delivered before its turn is found all the same', async () => {
  await storeTold('a', 11);
  await storeTold('b', 12);
  await storeTold('c', 13);
  const it = setUp();
  await it.request();
  await resendPeriod(it.deps, never);
  const newer = { id: 'c_new', message: SHOP_EVENT, deliveredAt: AT(61) };
  await delivery.addSettled('c', newer);
  await it.run();
  expect(await waiting('c')).toEqual(['c_13']);
});

test('an order that always fails is skipped, and the others go on', async () => {
  for (const name of ['a', 'b', 'c']) await storeTold(name, 12);
  const it = setUp();
  const { changeOrder } = it.deps;
  const deps: ResendPeriodDeps = {
    ...it.deps,
    changeOrder: (order, ...rest) =>
      order.merchantUid === 'b' ? Promise.reject(new Error('too large')) : changeOrder(order, ...rest),
  };
  await it.request();
  while ((await resendPeriod(deps, never)).more);
  expect(it.skipped).toEqual(['b']);
  expect(await Promise.all(['a', 'b', 'c'].map(waiting))).toEqual([['a_12'], [], ['c_12']]);
});

test('a stop leaves the rest to the next instance', async () => {
  for (const name of ['a', 'b', 'c']) await storeTold(name, 12);
  const it = setUp({ batchSize: 10 });
  await it.request();
  const stop = new AbortController();
  const deps: ResendPeriodDeps = { ...it.deps, onResent: () => stop.abort() };
  expect(await resendPeriod(deps, stop.signal)).toEqual({ more: false });
  expect((await Promise.all(['a', 'b', 'c'].map(waiting))).flat()).toHaveLength(1);
  await it.run();
  expect((await Promise.all(['a', 'b', 'c'].map(waiting))).flat()).toHaveLength(3);
});

describe('the request', () => {
  test('is recorded once, and a repeat gets what became of it', async () => {
    const it = setUp();
    const all = await Promise.all([1, 2, 3, 4].map(() => it.request()));
    expect(all).toMatchObject(
      [1, 2, 3, 4].map(() => ({ result: 'recorded', resend: { ...PERIOD, requestId: 'r-1' } })),
    );
    await it.run();
    it.clock.now = AT(120);
    expect(await it.request()).toMatchObject({ result: 'recorded', resend: { endedAt: AT(60) } });
    expect(await it.run()).toBe(1);
  });

  test.each<[string, { from: Date; to: Date | null }, string]>([
    ['the same open end, later', { from: AT(10), to: null }, 'recorded'],
    ['an end after the request', { from: AT(10), to: AT(300) }, 'recorded'],
    ['another start', { from: AT(11), to: null }, 'conflict'],
    ['an earlier end', { from: AT(10), to: AT(50) }, 'conflict'],
  ])('of an open period, repeated with %s', async (_which, period, result) => {
    const it = setUp();
    await it.request('r-1', { from: AT(10), to: null });
    it.clock.now = AT(90);
    expect(await it.request('r-1', period)).toMatchObject({ result });
  });

  test('is refused while as many go on as may; a repeat of one of them is not, and neither is one after the end', async () => {
    await storeTold('a', 12);
    const it = setUp();
    for (const id of ['r-1', 'r-2', 'r-3', 'r-4', 'r-5']) expect(await it.request(id)).toMatchObject(RECORDED);
    expect(await it.request('r-6')).toEqual({ result: 'tooManyResends', open: 5 });
    expect(await it.resends.find('r-6')).toBeNull();
    expect(await it.request('r-5')).toMatchObject(RECORDED);
    await it.run();
    expect(await it.request('r-6')).toMatchObject(RECORDED);
  });

  test('of a period that begins too long ago is refused', async () => {
    const it = setUp();
    const from = new Date(AT(60).getTime() - DAY_MS - 1);
    const earliest = new Date(AT(60).getTime() - DAY_MS);
    expect(await it.request('r-1', { from, to: null })).toEqual({ result: 'tooLongAgo', earliest });
    expect(await it.resends.find('r-1')).toBeNull();
  });
});

describe('races', () => {
  test('of 8 simultaneous resends of one event, one puts it back, and each says so', async () => {
    await storeTold('a', 12, 13);
    const it = setUp();
    const all = await Promise.all(Array.from({ length: 8 }, () => resendMessage(it.deps, 'a_12', BY)));
    expect(new Set(all.map(({ result }) => result))).toEqual(new Set(['resending']));
    expect(it.resent).toEqual([['message', 1]]);
    expect((await delivery.outbox('a'))[0]).toMatchObject({ attempts: 1, spentAttempts: 1, firstDeliveredAt: AT(12) });
  });

  test('an event that is put back during the delivery of a newer one goes out after it, and none is lost', async () => {
    await storeTold('a', 12);
    await delivery.add('a', { id: 'a_new', message: SHOP_EVENT });
    const it = setUp();
    const carrier = delivery.instance(async (_message, _id) => {
      if (carrier.carried.length === 0) await resendMessage(it.deps, 'a_12', BY);
    }, it.clock);
    expect(await deliverNotifications(carrier.deps, 'shop', never)).toMatchObject({ delivered: 2, lost: 0 });
    expect(carrier.carried).toEqual(['a_new', 'a_12']);
    expect(await delivery.place('shop', 'a')).toBeUndefined();
  });

  test('an event whose neighbour is removed meanwhile is found in its new position', async () => {
    await storeTold('a', 11, 12, 13);
    const it = setUp();
    const { findOrder } = it.deps;
    let reads = 0;
    const deps = {
      ...it.deps,
      findOrder: async (merchantUid: string) => {
        const found = await findOrder(merchantUid);
        if ((reads += 1) === 1) await delivery.remove('a', 'a_11');
        return found;
      },
    };
    expect(await resendMessage(deps, 'a_12', BY)).toMatchObject({ result: 'resending' });
    expect(reads).toBe(2);
    expect(await waiting('a')).toEqual(['a_12']);
  });
});

test('an event that is sent again and fails to the end is one dead letter, with its tries anew', async () => {
  await storeTold('a', 12);
  const it = setUp();
  expect(await resendOrder(it.deps, 'a', { from: null, to: null }, BY)).toEqual({ result: 'resending', messages: 1 });
  const carrier = delivery.instance(async () => ({ reason: 'HTTP 500', retryAfterMs: null }), it.clock);
  for (let tries = 0; tries < 5; tries += 1) {
    await deliverNotifications(carrier.deps, 'shop', never);
    it.clock.now = new Date(it.clock.now.getTime() + 61_000);
    await it.run();
  }
  expect(carrier.deaths).toEqual(['a_12']);
  const [entry] = (await delivery.outbox('a')) as [OutboxEntry];
  expect(entry).toMatchObject({ attempts: 6, deliveredAt: null, firstDeliveredAt: AT(12) });
  expect(await resendMessage(it.deps, 'a_12', BY)).toMatchObject({ result: 'messageDead' });
  expect(await delivery.attention('a')).toMatchObject([{ reason: 'notificationFailed', notificationId: 'a_12' }]);
});
