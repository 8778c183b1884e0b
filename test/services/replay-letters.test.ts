import type { Channel, OutboxMessage } from '../../src/domain/outbox';
import { deliverNotifications } from '../../src/services/deliver-notifications';
import { listDeadLetters } from '../../src/services/list-dead-letters';
import { resendPeriod } from '../../src/services/resend-period';
import { createDeadLetters } from '../../src/store/dead-letters';
import { ACTOR } from '../support/actor';
import { SHOP_EVENT, sms } from '../support/delivery';
import { useResends } from '../support/resends';

const { delivery, setUp, AT } = useResends();
const never = new AbortController().signal;

/** Stores an order with dead letters: of a carrier, since a minute. */
async function storeDead(merchantUid: string, ...dead: readonly (readonly [OutboxMessage, number])[]) {
  await delivery.store(merchantUid, []);
  for (const [message, minute] of dead) {
    const entry = { id: `${merchantUid}_${minute}`, message, attempts: 60, lastError: 'HTTP 500', deadAt: AT(minute) };
    await delivery.addSettled(merchantUid, entry);
  }
}
const revived = async (merchantUid: string) =>
  (await delivery.outbox(merchantUid))
    .filter(({ message, deadAt }) => message.channel !== 'audit' && deadAt === undefined)
    .map(({ id }) => id);

test('all dead letters of one carrier are due again, those of others stay', async () => {
  await storeDead('a', [SHOP_EVENT, 5], [sms('text'), 6], [SHOP_EVENT, 7]);
  await storeDead('b', [sms('text'), 8]);
  for (const name of ['c', 'd', 'e']) await storeDead(name, [SHOP_EVENT, 9]);
  const it = setUp();
  await it.requestAll();
  await it.run();
  expect(await Promise.all(['a', 'b', 'c', 'd', 'e'].map(revived))).toEqual([
    ['a_5', 'a_7'],
    [],
    ['c_9'],
    ['d_9'],
    ['e_9'],
  ]);
  expect(it.ended).toEqual([{ requestId: 'r-1', replay: { carrier: 'shop', actor: ACTOR }, orders: 4, messages: 5 }]);
  expect(await it.resends.find('r-1')).toMatchObject({ orders: 4, messages: 5, endedAt: AT(60) });
  const carrier = delivery.instance(undefined, it.clock);
  await deliverNotifications(carrier.deps, 'shop', never);
  expect(carrier.carried.toSorted()).toEqual(['a_5', 'a_7', 'c_9', 'd_9', 'e_9']);
});

test('orders that became dead at the same moment are all found, over many pages', async () => {
  const names = Array.from({ length: 7 }, (_, i) => `same-${i}`);
  for (const name of names) await storeDead(name, [SHOP_EVENT, 9]);
  const it = setUp();
  await it.requestAll();
  await it.run();
  expect((await Promise.all(names.map(revived))).flat()).toHaveLength(7);
});

test('who asked is recorded, once for the request and once with each letter', async () => {
  await storeDead('a', [SHOP_EVENT, 5]);
  const it = setUp();
  await it.requestAll('shop', 'r-who');
  await it.run();
  const letters = await delivery.outbox('a');
  const deed = { action: 'replay', actor: ACTOR.name, operator: ACTOR.operator };
  expect(letters.map(({ message }) => message).filter(({ channel }) => channel === 'audit')).toMatchObject([
    { entry: { ...deed, merchantUid: 'a', details: { notification_id: 'a_5', request_id: 'r-who' } } },
  ]);
  expect(
    await delivery
      .connection()
      .db?.collection('audit')
      .find({ 'details.carrier': 'shop', 'details.request_id': 'r-who' })
      .toArray(),
  ).toMatchObject([{ ...deed, merchantUid: null, details: { request_id: 'r-who', carrier: 'shop' } }]);
});

test('a letter that became dead after the request is not sent by it', async () => {
  await storeDead('a', [SHOP_EVENT, 5]);
  await storeDead('b', [SHOP_EVENT, 70]);
  const it = setUp();
  await it.requestAll();
  it.clock.now = AT(80);
  await it.run();
  expect(await Promise.all(['a', 'b'].map(revived))).toEqual([['a_5'], []]);
  expect(it.ended).toHaveLength(1);
});

test('a button pressed twice sends each letter once, and both presses are told of the same request', async () => {
  await storeDead('a', [SHOP_EVENT, 5]);
  const it = setUp();
  const [first, second] = await Promise.all([it.requestAll(), it.requestAll()]);
  expect([first, second]).toMatchObject([{ result: 'recorded' }, { result: 'recorded' }]);
  await it.run();
  const carrier = delivery.instance(undefined, it.clock);
  await deliverNotifications(carrier.deps, 'shop', never);
  expect(await it.requestAll()).toMatchObject({ result: 'recorded', resend: { messages: 1, endedAt: AT(60) } });
  await it.run();
  await deliverNotifications(carrier.deps, 'shop', never);
  expect(carrier.carried).toEqual(['a_5']);
});

test('the id of another request is a conflict, and so many requests wait for those under way', async () => {
  const it = setUp();
  await it.requestAll('shop');
  expect(await it.requestAll('sms')).toEqual({ result: 'conflict' });
  expect(await it.request('r-1')).toEqual({ result: 'conflict' });
  await it.request('r-2');
  expect(await it.requestAll('shop', 'r-2')).toEqual({ result: 'conflict' });
  for (const id of ['r-3', 'r-4', 'r-5']) await it.requestAll('shop', id);
  expect(await it.requestAll('shop', 'r-6')).toEqual({ result: 'tooManyResends', open: 5 });
  await it.run();
  expect(await it.requestAll('shop', 'r-6')).toMatchObject({ result: 'recorded' });
});

test('while enough orders are due for the carrier nothing is put back, and later the rest is', async () => {
  for (const name of ['a', 'b', 'c', 'd']) await storeDead(name, [sms('text'), 9]);
  const it = setUp({ maxDue: 2 });
  await it.requestAll('sms');
  await it.run();
  expect((await Promise.all(['a', 'b', 'c', 'd'].map(revived))).flat()).toHaveLength(2);
  const carrier = delivery.instance(undefined, it.clock);
  await deliverNotifications(carrier.deps, 'sms', never);
  it.clock.now = AT(62);
  await it.run();
  expect((await Promise.all(['a', 'b', 'c', 'd'].map(revived))).flat()).toHaveLength(4);
});

test('a step that is repeated after a crash sends no letter twice, also one that is dead again', async () => {
  await storeDead('a', [SHOP_EVENT, 5]);
  const it = setUp({ batchSize: 10 });
  await it.requestAll();
  const lost = setUp({ batchSize: 10, resends: { ...it.resends, advance: () => Promise.reject(new Error('killed')) } });
  await expect(resendPeriod(lost.deps, never)).rejects.toThrow('killed');
  const refusing = delivery.instance(async () => ({ reason: 'HTTP 500', retryAfterMs: null }), { now: AT(61) });
  await deliverNotifications({ ...refusing.deps, retry: { ...refusing.deps.retry, maxTries: 1 } }, 'shop', never);
  expect(await revived('a')).toEqual([]);
  it.clock.now = AT(63);
  await it.run();
  expect(await revived('a')).toEqual([]);
  expect(it.ended).toHaveLength(1);
});

test('an order that always fails is skipped once with all its letters, and the others are sent', async () => {
  await storeDead('a', [SHOP_EVENT, 5], [SHOP_EVENT, 6], [SHOP_EVENT, 7], [SHOP_EVENT, 8]);
  await storeDead('b', [SHOP_EVENT, 9]);
  const deadLetters = createDeadLetters(delivery.connection());
  const it = setUp({
    deadLetters: {
      ...deadLetters,
      revive: async (letter, ...rest) => {
        if (letter.merchantUid === 'a') throw new Error('too large a document');
        return deadLetters.revive(letter, ...rest);
      },
    },
  });
  await it.requestAll();
  await it.run();
  expect(it.skipped).toEqual(['a']);
  expect(await Promise.all(['a', 'b'].map(revived))).toEqual([[], ['b_9']]);
  expect(it.ended).toHaveLength(1);
});

test('a list of one carrier goes over orders that have none of its letters', async () => {
  for (let i = 0; i < 5; i += 1) await storeDead(`text-${i}`, [sms('text'), i]);
  for (let i = 0; i < 3; i += 1) await storeDead(`event-${i}`, [SHOP_EVENT, 10 + i]);
  const deadLetters = createDeadLetters(delivery.connection());
  const names = async (carrier: Channel | null, after = null as Parameters<typeof deadLetters.page>[0]) => {
    const { letters, next } = await listDeadLetters(deadLetters, { carrier, after, limit: 2 });
    return { of: letters.map(({ merchantUid }) => merchantUid), next };
  };
  const first = await names('shop');
  expect(first.of[0]).toBe('event-0');
  const second = await names('shop', first.next);
  expect([...first.of, ...second.of]).toEqual(['event-0', 'event-1', 'event-2']);
  expect((await names(null)).of).toEqual(['text-0', 'text-1']);
});

test('a request is removed 90 days after its end, when a later one ends', async () => {
  const it = setUp();
  const after = async (days: number, requestId: string) => {
    it.clock.now = new Date(+AT(60) + days * 24 * 60 * 60_000);
    await it.requestAll('shop', requestId);
    await it.run();
    return (await it.resends.latest(9)).map((resend) => resend.requestId);
  };
  expect(await after(0, 'r-1')).toEqual(['r-1']);
  expect(await after(89, 'r-2')).toEqual(['r-2', 'r-1']);
  expect(await after(90, 'r-3')).toEqual(['r-3', 'r-2']);
});

test('the newest requests come first', async () => {
  const it = setUp();
  for (const [minute, id] of [
    [10, 'r-1'],
    [20, 'r-2'],
    [30, 'r-3'],
  ] as const) {
    it.clock.now = AT(minute);
    await it.requestAll('shop', id);
  }
  expect((await it.resends.latest(2)).map(({ requestId }) => requestId)).toEqual(['r-3', 'r-2']);
});
