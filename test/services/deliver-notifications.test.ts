import type { OutboxEntry } from '../../src/domain/outbox';
import { deliverNotifications, type Carrier } from '../../src/services/deliver-notifications';
import { buildAccount } from '../support/build-payment';
import { SHOP_EVENT, sms, useDelivery } from '../support/delivery';
import { waitUntil } from '../support/wait-until';

const { store, add, outbox, place, attention, instance, allowBroken } = useDelivery();
const never = new AbortController().signal;
const ENDED = { delivered: 0, postponed: 0, dead: 0, lost: 0 };
const SMS = sms('안내');
const seconds = (n: number) => n * 1000;
const down: Carrier = async () => ({ reason: 'HTTP 500', retryAfterMs: null });

/** A carrier that holds each message until the test releases it. */
function holding(isHeld: (id: string) => boolean = () => true) {
  const held = new Map<string, () => void>();
  const carry: Carrier = (_message, id) =>
    isHeld(id) ? new Promise<void>((resolve) => held.set(id, resolve)) : Promise.resolve();
  const release = () => [...held.values()].forEach((letGo) => letGo());
  return { carry, held, release };
}

test('one pass delivers each due message of its channel once, under its id', async () => {
  const account = buildAccount();
  await store('ord-1', [
    SMS,
    SHOP_EVENT,
    { channel: 'customerRecord', customerId: 'c', merchantUid: 'ord-1', account },
  ]);
  const { deps, carried } = instance();
  for (const channel of ['sms', 'shop', 'customerRecord'] as const) {
    expect(await deliverNotifications(deps, channel, never)).toEqual({ ...ENDED, delivered: 1 });
  }
  expect(carried).toEqual(['ord-1-0', 'ord-1-1', 'ord-1-2']);
  expect((await outbox()).every((entry) => entry.deliveredAt !== null)).toBe(true);
  expect(await deliverNotifications(deps, 'sms', never)).toEqual(ENDED);
});

test.each<[string, Carrier, string]>([
  ['refused', down, 'HTTP 500'],
  ['lost on its way', () => Promise.reject(new Error('ECONNRESET')), 'ECONNRESET'],
  ['refused with a number in it', async () => ({ reason: 'no 010-1234-5678', retryAfterMs: null }), 'no ***'],
])('a message that is %s is postponed with its error, masked', async (_, carry, lastError) => {
  await store('ord-1', [SMS]);
  const { deps, failures } = instance(carry);
  expect(await deliverNotifications(deps, 'sms', never)).toEqual({ ...ENDED, postponed: 1 });
  expect(failures).toEqual([lastError]);
  expect((await outbox())[0]).toMatchObject({
    attempts: 1,
    lastError,
    deliveredAt: null,
  });
  expect(await place()).toEqual({ dueAt: new Date('2026-11-21T01:00:05Z') });
});

test('a delay that the receiver asks for is kept, up to the longest backoff', async () => {
  await store('ord-1', [SMS]);
  const asked = { ms: 30_000 };
  const { deps, clock } = instance(async () => ({ reason: 'HTTP 429', retryAfterMs: asked.ms }));
  await deliverNotifications(deps, 'sms', never);
  expect((await place())?.dueAt).toEqual(new Date('2026-11-21T01:00:30Z'));
  clock.now = new Date('2026-11-21T01:00:30Z');
  asked.ms = 7 * 86_400_000;
  await deliverNotifications(deps, 'sms', never);
  expect((await place())?.dueAt).toEqual(new Date('2026-11-21T01:01:30Z'));
});

test('a message of a kind that this version does not know is not claimed', async () => {
  allowBroken('ord-of-tomorrow');
  await store('ord-of-tomorrow', [{ channel: 'pigeon' } as never, SMS]);
  const { deps, carried } = instance();
  await deliverNotifications(deps, 'sms', never);
  expect(carried).toEqual(['ord-of-tomorrow-1']);
  expect((await outbox('ord-of-tomorrow'))[0]).toMatchObject({ attempts: 0, deliveredAt: null });
});

test('a delivery that takes too long is postponed', async () => {
  await store('ord-1', [SMS]);
  const { deps } = instance();
  const tooLong = () => Promise.reject(new Error('no delivery within 10000 ms'));
  await deliverNotifications({ ...deps, withinTimeLimit: tooLong }, 'sms', never);
  expect((await outbox())[0]).toMatchObject({ lastError: 'no delivery within 10000 ms', deliveredAt: null });
});

test('the backoff doubles up to its cap, and the id stays', async () => {
  await store('ord-1', [SMS]);
  const ids: string[] = [];
  const { deps, clock } = instance(async (_message, id) => {
    ids.push(id);
    return { reason: 'HTTP 500', retryAfterMs: null };
  });
  const pauses: number[] = [];
  for (let i = 0; i < 6; i += 1) {
    await deliverNotifications({ ...deps, retry: { ...deps.retry, maxTries: 100 } }, 'sms', never);
    const dueAt = (await place())?.dueAt ?? clock.now;
    pauses.push((dueAt.getTime() - clock.now.getTime()) / 1000);
    clock.now = dueAt;
  }
  expect(pauses).toEqual([5, 10, 20, 40, 60, 60]);
  expect(new Set(ids)).toEqual(new Set(['ord-1-0']));
});

describe('crashes', () => {
  test('between delivery and marking: another instance delivers again under the same id', async () => {
    await store('ord-1', [SMS]);
    const seen: string[] = [];
    const carry: Carrier = async (_message, id) => void seen.push(id);
    const dying = instance(carry);
    const diesHere = { ...dying.deps.outbox, markDelivered: () => Promise.reject(new Error('killed')) };
    await expect(deliverNotifications({ ...dying.deps, outbox: diesHere }, 'sms', never)).rejects.toThrow('killed');

    const other = instance(carry, dying.clock);
    expect(await deliverNotifications(other.deps, 'sms', never)).toEqual(ENDED);
    other.clock.now = new Date(other.clock.now.getTime() + seconds(60));
    expect(await deliverNotifications(other.deps, 'sms', never)).toEqual({ ...ENDED, delivered: 1 });
    expect(seen).toEqual(['ord-1-0', 'ord-1-0']);
    expect((await outbox())[0]).toMatchObject({ attempts: 2 });
  });

  test('during the last try: a dead letter without another try', async () => {
    await store('ord-1', [SMS]);
    await add('ord-1', { id: 'last', message: SHOP_EVENT, attempts: 5, lastError: 'HTTP 502' });
    const { deps, carried, deaths } = instance();
    expect(await deliverNotifications(deps, 'shop', never)).toEqual({ ...ENDED, dead: 1 });
    expect(carried).toEqual([]);
    expect(deaths).toEqual(['last']);
    expect((await outbox())[1]).toMatchObject({ lastError: 'HTTP 502', deadAt: deps.now() });
  });

  test('an instance whose lease has run out cannot mark an entry that another one holds', async () => {
    await store('ord-1', [SMS]);
    const { carry, held, release } = holding();
    const slow = instance(carry);
    const pass = deliverNotifications(slow.deps, 'sms', never);
    await waitUntil(() => held.size === 1);
    slow.clock.now = new Date(slow.clock.now.getTime() + seconds(60));
    const other = instance(down, slow.clock);
    expect(await deliverNotifications(other.deps, 'sms', never)).toEqual({ ...ENDED, postponed: 1 });
    release();
    expect(await pass).toEqual({ ...ENDED, lost: 1 });
    expect((await outbox())[0]).toMatchObject({ attempts: 2, deliveredAt: null, lastError: 'HTTP 500' });
  });

  test('a pass whose marking fails ends only after all its deliveries have ended', async () => {
    await store('ord-1', [SMS]);
    await store('ord-2', [SMS]);
    const { carry, held, release } = holding((id) => id === 'ord-2-0');
    const { deps, carried } = instance(carry);
    const failing = { ...deps.outbox, markDelivered: () => Promise.reject(new Error('database is away')) };
    const pass = deliverNotifications({ ...deps, outbox: failing }, 'sms', never);
    const ended = pass.then(
      () => 'well',
      (error: Error) => error.message,
    );
    await waitUntil(() => held.size === 1 && carried.length === 1);
    expect(await Promise.race([ended, Promise.resolve('under way')])).toBe('under way');
    release();
    expect(await ended).toBe('database is away');
    expect(carried).toEqual(['ord-1-0', 'ord-2-0']);
  });
});

describe('sequence', () => {
  test('messages of one order are delivered one after the other, those of other orders in parallel', async () => {
    await store('ord-1', [sms('1'), sms('2'), sms('3')]);
    await store('ord-2', [sms('1')]);
    const underWay = new Set<string>();
    let most = 0;
    const { deps, carried } = instance(async (_message, id) => {
      underWay.add(id);
      most = Math.max(most, [...underWay].filter((each) => each.startsWith('ord-1')).length);
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay.delete(id);
    });
    expect(await deliverNotifications(deps, 'sms', never)).toEqual({ ...ENDED, delivered: 4 });
    expect(carried.filter((id) => id.startsWith('ord-1'))).toEqual(['ord-1-0', 'ord-1-1', 'ord-1-2']);
    expect(most).toBe(1);
  });

  test('while the first message is postponed, the later ones wait', async () => {
    await store('ord-1', [sms('1'), sms('2')]);
    let isDown = true;
    const { deps, clock, carried } = instance(async () =>
      isDown ? { reason: 'HTTP 500', retryAfterMs: null } : undefined,
    );
    expect(await deliverNotifications(deps, 'sms', never)).toEqual({ ...ENDED, postponed: 1 });
    await add('ord-1', { id: 'ord-1-2', message: sms('3') });
    expect(await deliverNotifications(deps, 'sms', never)).toEqual(ENDED);
    isDown = false;
    clock.now = new Date(clock.now.getTime() + seconds(5));
    await deliverNotifications(deps, 'sms', never);
    expect(carried).toEqual(['ord-1-0', 'ord-1-1', 'ord-1-2']);
  });

  test('several instances deliver each message once, and in sequence', async () => {
    for (let i = 0; i < 6; i += 1) await store(`ord-${i}`, [sms('1'), sms('2'), sms('3')]);
    const log: string[] = [];
    const instances = Array.from({ length: 3 }, () =>
      instance(async (_message, id) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
        log.push(id);
      }),
    );
    const left = async () =>
      (await Promise.all(Array.from({ length: 6 }, (_, i) => outbox(`ord-${i}`)))).flat().some(isWaiting);
    await waitUntil(async () => {
      await Promise.all(instances.map(({ deps }) => deliverNotifications(deps, 'sms', never)));
      return !(await left());
    });
    expect(log).toHaveLength(18);
    for (let i = 0; i < 6; i += 1) {
      expect(log.filter((id) => id.startsWith(`ord-${i}-`))).toEqual([0, 1, 2].map((n) => `ord-${i}-${n}`));
    }
  });
});

describe('a dead letter', () => {
  /** Runs passes until the first entry is dead-lettered. */
  async function die({ deps, clock }: ReturnType<typeof instance>, channel: 'sms' | 'shop') {
    for (let tries = 0; tries < 5; tries += 1) {
      await deliverNotifications(deps, channel, never);
      clock.now = new Date(clock.now.getTime() + seconds(61));
    }
  }
  const onlyFirst: Carrier = async (_message, id) =>
    id === 'ord-1-0' ? { reason: 'HTTP 410', retryAfterMs: null } : undefined;

  test('of a text message raises attention, sends the shop an event, and releases the next message', async () => {
    await store('ord-1', [sms('1'), sms('2')]);
    const it = instance(onlyFirst);
    await die(it, 'sms');
    expect(it.deaths).toEqual(['ord-1-0']);
    expect(it.carried).toEqual(['ord-1-1']);
    const [dead, next, event] = await outbox();
    expect(dead).toMatchObject({ attempts: 5, lastError: 'HTTP 410', deliveredAt: null });
    expect(dead?.deadAt).toBeInstanceOf(Date);
    expect(next?.deliveredAt).toBeInstanceOf(Date);
    expect(event).toMatchObject({
      message: { channel: 'shop', event: 'payment.attention', data: { reason: 'notificationFailed', imp_uid: null } },
    });
    expect(await attention()).toMatchObject([
      { reason: 'notificationFailed', notificationId: 'ord-1-0', reported: null },
    ]);
  });

  test('of an event for the shop raises attention and sends no further event', async () => {
    await store('ord-1', [SHOP_EVENT]);
    const it = instance(down);
    await die(it, 'shop');
    expect(await attention()).toMatchObject([{ reason: 'notificationFailed', impUid: 'imp_1' }]);
    expect(await outbox()).toHaveLength(1);
    expect(await deliverNotifications(it.deps, 'shop', never)).toEqual(ENDED);
  });

  test('of the event about a dead text message sends no further event', async () => {
    await store('ord-1', [SMS]);
    const it = instance(down);
    await die(it, 'sms');
    await die(it, 'shop');
    expect((await outbox()).map(({ deadAt }) => deadAt !== undefined)).toEqual([true, true]);
    expect(await attention()).toHaveLength(2);
  });
});

describe('slow receivers', () => {
  test('another channel is not delayed', async () => {
    await store('ord-1', [SHOP_EVENT, SMS]);
    const { carry, held, release } = holding((id) => id === 'ord-1-0');
    const { deps, carried } = instance(carry);
    const slow = deliverNotifications(deps, 'shop', never);
    await waitUntil(() => held.size === 1);
    expect(await deliverNotifications(deps, 'sms', never)).toEqual({ ...ENDED, delivered: 1 });
    expect(carried).toEqual(['ord-1-1']);
    release();
    expect(await slow).toEqual({ ...ENDED, delivered: 1 });
  });

  test('other orders are not delayed, also those that come later', async () => {
    for (let i = 0; i < 8; i += 1) await store(`ord-${i}`, [SMS]);
    const { carry, held, release } = holding((id) => id === 'ord-0-0' || id === 'ord-1-0');
    const { deps, carried } = instance(carry);
    const pass = deliverNotifications(deps, 'sms', never);
    await waitUntil(() => carried.length === 6 && held.size === 2);
    await store('late', [SMS]);
    await waitUntil(() => carried.includes('late-0'));
    release();
    expect(await pass).toEqual({ ...ENDED, delivered: 9 });
  });

  test('no more deliveries run at once than the channel allows', async () => {
    for (let i = 0; i < 5; i += 1) await store(`ord-${i}`, [SMS]);
    const { carry, held, release } = holding();
    const { deps } = instance(carry);
    const stop = new AbortController();
    const pass = deliverNotifications(deps, 'sms', stop.signal);
    await waitUntil(() => held.size === 3);
    const places = await Promise.all(Array.from({ length: 5 }, (_, i) => place('sms', `ord-${i}`)));
    expect(places.filter((each) => each?.lease !== undefined)).toHaveLength(3);
    stop.abort();
    release();
    expect(await pass).toEqual({ ...ENDED, delivered: 3 });
  });
});

test('an aborted pass begins nothing, and gives claimed entries back', async () => {
  await store('ord-1', [SMS]);
  const { deps, carried } = instance();
  const stop = new AbortController();
  const claimDue: typeof deps.outbox.claimDue = async (options) => {
    const claims = await deps.outbox.claimDue(options);
    stop.abort();
    return claims;
  };
  expect(await deliverNotifications({ ...deps, outbox: { ...deps.outbox, claimDue } }, 'sms', stop.signal)).toEqual(
    ENDED,
  );
  expect(carried).toEqual([]);
  expect(await place()).toEqual({ dueAt: deps.now() });
});

function isWaiting({ deliveredAt, deadAt }: OutboxEntry): boolean {
  return deliveredAt === null && deadAt === undefined;
}
