import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import { newOutboxEntry, type OutboxEntry } from '../../src/domain/outbox';
import { deliverNotifications, type Carrier } from '../../src/services/deliver-notifications';
import { replayNotification } from '../../src/services/replay-notification';
import { createDeadLetters } from '../../src/store/dead-letters';
import { orderCollection } from '../../src/store/order-collection';
import { sms, useDelivery } from '../support/delivery';
import { waitUntil } from '../support/wait-until';
import { ACTOR } from '../support/actor';

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

/** Stores an order with entries. Dead and delivered ones are not due. */
async function storeEntries(merchantUid: string, ...entries: Partial<OutboxEntry>[]) {
  await delivery.store(merchantUid, []);
  for (const entry of entries) {
    const isSettled = entry.deadAt !== undefined || entry.deliveredAt !== undefined;
    await (isSettled ? delivery.addSettled : delivery.add)(merchantUid, entry);
  }
}

test('only dead letters are listed, the oldest first', async () => {
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

test('of 8 simultaneous replays of one dead letter, one succeeds', async () => {
  await storeEntries('ord-1', dead('a', 3));
  const replay = () =>
    replayNotification({ deadLetters: deadLetters(), newId: randomUUID, now: () => NOW }, 'a', ACTOR);
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
  ['still to be delivered', { id: 'a', attempts: 2 }],
])('an entry that is %s is not replayed', (_, entry) => {
  const deps = () => ({ deadLetters: deadLetters(), newId: randomUUID, now: () => NOW });

  test('in an order without a dead letter its id is not found', async () => {
    await storeEntries('ord-1', entry);
    const before = await delivery.outbox();
    expect(await replayNotification(deps(), 'a', ACTOR)).toEqual({ result: 'notificationNotFound' });
    expect(await delivery.outbox()).toEqual(before);
  });

  test('in an order with a dead letter it is not dead', async () => {
    await storeEntries('ord-1', entry, dead('b', 3));
    const before = await delivery.outbox();
    expect(await replayNotification(deps(), 'a', ACTOR)).toEqual({ result: 'notDead' });
    expect(await delivery.outbox()).toEqual(before);
  });
});

test('an order leaves the list with its last dead letter', async () => {
  await storeEntries('ord-1', dead('a', 3), dead('b', 4));
  const replay = (id: string) =>
    replayNotification({ deadLetters: deadLetters(), newId: randomUUID, now: () => NOW }, id, ACTOR);
  await replay('a');
  expect(await delivery.deadSince()).toBeInstanceOf(Date);
  expect(await deadLetters().list(10)).toMatchObject([{ entry: { id: 'b' } }]);
  await replay('b');
  expect(await delivery.deadSince()).toBeUndefined();
  expect((await delivery.outbox()).some(({ deadAt }) => deadAt !== undefined)).toBe(false);
});

describe('the write of a replay', () => {
  const orders = () => orderCollection(delivery.connection());
  const replay = (id = 'a') =>
    replayNotification({ deadLetters: deadLetters(), newId: () => `audit-of-${id}`, now: () => NOW }, id, ACTOR);

  test('also stores who asked, for the audit log, and makes the order due for it', async () => {
    await storeEntries('ord-1', dead('a', 3));
    const updates = jest.spyOn(mongo.Collection.prototype, 'updateOne');
    expect(await replay()).toMatchObject({ result: 'replayed' });
    expect(updates).toHaveBeenCalledTimes(1);
    updates.mockRestore();
    expect((await delivery.outbox())[1]).toMatchObject({
      id: 'audit-of-a',
      message: {
        channel: 'audit',
        entry: { action: 'replay', actor: ACTOR.name, merchantUid: 'ord-1', details: { notification_id: 'a' } },
      },
    });
    expect(await delivery.place('audit')).toEqual({ dueAt: NOW });
  });

  test('stores neither where it does not apply', async () => {
    await storeEntries('ord-1', dead('a', 3), { id: 'b', attempts: 1 });
    const letter = (await deadLetters().find('a'))!;
    await orders().updateOne({ _id: 'ord-1' }, { $unset: { 'outbox.0.deadAt': 1 } });
    const before = await delivery.outbox();
    expect(await deadLetters().revive(letter, NOW, [newOutboxEntry('x', sms('x'), NOW)])).toBe(false);
    expect(await delivery.outbox()).toEqual(before);
  });

  test('raises the revision, so that a change that read the order before decides again', async () => {
    await storeEntries('ord-1', dead('a', 3));
    const before = (await orders().findOne({ _id: 'ord-1' }))!.revision;
    await replay();
    expect((await orders().findOne({ _id: 'ord-1' }))?.revision).toBe(before + 1);
  });

  test('finds its entry again where others came or went meanwhile', async () => {
    await storeEntries('ord-1', { id: 'old', deliveredAt: NOW }, dead('a', 3));
    const collection = orders();
    const update = collection.updateOne.bind(collection);
    let tries = 0;
    jest.spyOn(mongo.Collection.prototype, 'updateOne').mockImplementation(async (...args) => {
      if ((tries += 1) === 1) await update({ _id: 'ord-1' }, { $pull: { outbox: { id: 'old' } } });
      return update(...(args as unknown as Parameters<typeof update>));
    });
    expect(await replay()).toMatchObject({ result: 'replayed' });
    jest.restoreAllMocks();
    expect(tries).toBe(2);
    expect((await delivery.outbox()).map(({ id, deadAt }) => [id, deadAt])).toEqual([
      ['a', undefined],
      ['audit-of-a', undefined],
    ]);
  });
});

test('the list takes an order off that has no dead letter any more', async () => {
  await storeEntries('ord-1', dead('a', 3));
  await storeEntries('ord-2', { id: 'b', deliveredAt: NOW });
  const orders = orderCollection(delivery.connection());
  await orders.updateOne({ _id: 'ord-2' }, { $set: { deadSince: NOW } });
  expect(await deadLetters().list(10)).toMatchObject([{ entry: { id: 'a' } }]);
  expect(await delivery.deadSince('ord-2')).toBeUndefined();
  expect(await delivery.deadSince('ord-1')).toEqual(dead('a', 3).deadAt);
});

test('an unknown id is not found', async () => {
  const deps = { deadLetters: deadLetters(), newId: randomUUID, now: () => NOW };
  expect(await replayNotification(deps, 'nobody', ACTOR)).toEqual({ result: 'notificationNotFound' });
});

test('a replayed entry keeps its id and goes before the waiting entries of its order', async () => {
  await storeEntries('ord-1', dead('a', 3));
  await delivery.add('ord-1', { id: 'b', message: sms('later') });
  const it = delivery.instance(undefined, { now: NOW });
  await replayNotification({ deadLetters: deadLetters(), newId: randomUUID, now: () => NOW }, 'a', ACTOR);
  expect(await deliverNotifications(it.deps, 'sms', never)).toMatchObject({ delivered: 2 });
  expect(it.carried).toEqual(['a', 'b']);
});

test('an entry that is replayed during the delivery of the next one waits for that delivery', async () => {
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
  await replayNotification({ deadLetters: deadLetters(), newId: randomUUID, now: () => NOW }, 'a', ACTOR);
  const other = delivery.instance(slow, first.clock);
  expect(await deliverNotifications(other.deps, 'sms', never)).toMatchObject({ delivered: 0 });
  letGo();
  expect(await pass).toMatchObject({ delivered: 2 });
  expect(underWay).toEqual(['b', 'a']);
});

test('a replayed entry has its full number of tries and raises attention once', async () => {
  await delivery.store('ord-1', [sms('1')]);
  const it = delivery.instance(async () => ({ reason: 'HTTP 500', retryAfterMs: null }));
  const die = async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      await deliverNotifications(it.deps, 'sms', never);
      it.clock.now = new Date(it.clock.now.getTime() + 61_000);
    }
  };
  await die();
  await replayNotification({ deadLetters: deadLetters(), newId: randomUUID, now: it.deps.now }, 'ord-1-0', ACTOR);
  await deliverNotifications(it.deps, 'sms', never);
  expect((await delivery.outbox())[0]).toMatchObject({ attempts: 6 });
  expect(await delivery.place()).toEqual({ dueAt: new Date(it.clock.now.getTime() + 5_000) });
  it.clock.now = new Date(it.clock.now.getTime() + 61_000);
  await die();
  expect(it.deaths).toEqual(['ord-1-0', 'ord-1-0']);
  expect((await delivery.outbox())[0]).toMatchObject({ attempts: 10 });
  expect(await delivery.attention()).toHaveLength(1);
});
