import type { OutboxEntry } from '../../src/domain/outbox';
import { deliverNotifications, type Carrier } from '../../src/services/deliver-notifications';
import { replayNotification } from '../../src/services/replay-notification';
import { createDeadLetters } from '../../src/store/dead-letters';
import { sms, useDelivery } from '../support/delivery';
import { waitUntil } from '../support/wait-until';

const delivery = useDelivery();
const never = new AbortController().signal;
const NOW = new Date('2026-11-22T05:00:00Z');
const deadLetters = () => createDeadLetters(delivery.connection());
const dead = (id: string, hour: number): Partial<OutboxEntry> => ({
  id,
  attempts: 5,
  lastError: 'HTTP 500',
  deadAt: new Date(Date.UTC(2026, 10, 22, hour)),
});

/** An order with entries of which only those are due that are neither dead nor delivered. */
async function storeEntries(merchantUid: string, ...entries: Partial<OutboxEntry>[]) {
  await delivery.store(merchantUid, []);
  for (const entry of entries) {
    const isSettled = entry.deadAt !== undefined || entry.deliveredAt !== undefined;
    await (isSettled ? delivery.addSettled : delivery.add)(merchantUid, entry);
  }
}

test('the dead are listed, the first to die first, and nobody else', async () => {
  await storeEntries('ord-1', dead('a', 3), { id: 'done', deliveredAt: NOW });
  await storeEntries('ord-2', dead('b', 2), dead('c', 4));
  await delivery.store('ord-3', [sms('waits')]);
  const listed = await deadLetters().list(10);
  expect(listed.map(({ merchantUid, entry }) => [merchantUid, entry.id])).toEqual([
    ['ord-2', 'b'],
    ['ord-1', 'a'],
    ['ord-2', 'c'],
  ]);
  expect(await deadLetters().list(2)).toHaveLength(2);
});

test('a dead letter is replayed once, whoever asks at the same moment', async () => {
  await storeEntries('ord-1', dead('a', 3));
  const replay = () => replayNotification({ deadLetters: deadLetters(), now: () => NOW }, 'a');
  const results = await Promise.all(Array.from({ length: 8 }, replay));
  expect(results.filter(({ result }) => result === 'replayed')).toHaveLength(1);
  const others = results.filter(({ result }) => result === 'notDead' || result === 'notificationNotFound');
  expect(others).toHaveLength(7);
  const [entry] = await delivery.outbox();
  expect(entry).toMatchObject({ attempts: 5, spentAttempts: 5, lastError: 'HTTP 500' });
  expect(await delivery.place()).toEqual({ dueAt: NOW });
  expect(entry).not.toHaveProperty('deadAt');
});

describe.each<[string, Partial<OutboxEntry>]>([
  ['delivered', { id: 'a', deliveredAt: NOW }],
  ['still on its way', { id: 'a', attempts: 2 }],
])('what is %s is not replayed', (_, entry) => {
  const deps = () => ({ deadLetters: deadLetters(), now: () => NOW });

  test('as if nobody had its id, since only the dead are found by it', async () => {
    await storeEntries('ord-1', entry);
    const before = await delivery.outbox();
    expect(await replayNotification(deps(), 'a')).toEqual({ result: 'notificationNotFound' });
    expect(await delivery.outbox()).toEqual(before);
  });

  test('also beside a dead letter of its order', async () => {
    await storeEntries('ord-1', entry, dead('b', 3));
    const before = await delivery.outbox();
    expect(await replayNotification(deps(), 'a')).toEqual({ result: 'notDead' });
    expect(await delivery.outbox()).toEqual(before);
  });
});

test('an id that is nobody’s is not found', async () => {
  const deps = { deadLetters: deadLetters(), now: () => NOW };
  expect(await replayNotification(deps, 'nobody')).toEqual({ result: 'notificationNotFound' });
});

test('replayed, it goes out under its old id and before what waits in its order', async () => {
  await storeEntries('ord-1', dead('a', 3));
  await delivery.add('ord-1', { id: 'b', message: sms('later') });
  const it = delivery.instance(undefined, { now: NOW });
  await replayNotification({ deadLetters: deadLetters(), now: () => NOW }, 'a');
  expect(await deliverNotifications(it.deps, 'sms', never)).toMatchObject({ delivered: 2 });
  expect(it.carried).toEqual(['a', 'b']);
});

test('replayed while the next one is being carried, it waits for that one', async () => {
  await storeEntries('ord-1', dead('a', 3));
  await delivery.add('ord-1', { id: 'b', message: sms('later') });
  let letGo = () => {};
  const underWay: string[] = [];
  const slow: Carrier = (_message, id) => {
    underWay.push(id);
    return id === 'b' ? new Promise((resolve) => (letGo = resolve)) : Promise.resolve();
  };
  const first = delivery.instance(slow, { now: NOW });
  const pass = deliverNotifications(first.deps, 'sms', never);
  await waitUntil(() => underWay.length > 0);
  await replayNotification({ deadLetters: deadLetters(), now: () => NOW }, 'a');
  const other = delivery.instance(slow, first.clock);
  expect(await deliverNotifications(other.deps, 'sms', never)).toMatchObject({ delivered: 0 });
  letGo();
  expect(await pass).toMatchObject({ delivered: 2 });
  expect(underWay).toEqual(['b', 'a']);
});

test('replayed, it has all its tries again, and attention is not raised a second time', async () => {
  await delivery.store('ord-1', [sms('1')]);
  const it = delivery.instance(async () => ({ reason: 'HTTP 500', retryAfterMs: null }));
  const die = async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      await deliverNotifications(it.deps, 'sms', never);
      it.clock.now = new Date(it.clock.now.getTime() + 61_000);
    }
  };
  await die();
  await replayNotification({ deadLetters: deadLetters(), now: it.deps.now }, 'ord-1-0');
  await deliverNotifications(it.deps, 'sms', never);
  expect((await delivery.outbox())[0]).toMatchObject({ attempts: 6 });
  expect(await delivery.place()).toEqual({ dueAt: new Date(it.clock.now.getTime() + 5_000) });
  it.clock.now = new Date(it.clock.now.getTime() + 61_000);
  await die();
  expect(it.deaths).toEqual(['ord-1-0', 'ord-1-0']);
  expect((await delivery.outbox())[0]).toMatchObject({ attempts: 10 });
  expect(await delivery.attention()).toHaveLength(1);
});
