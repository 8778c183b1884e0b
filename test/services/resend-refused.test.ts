import { deliverNotifications, type Carrier } from '../../src/services/deliver-notifications';
import { createDeliveriesAtOnce } from '../../src/services/deliver-at-once';
import { resendMessage, resendOrder } from '../../src/services/resend-messages';
import { resendPeriod } from '../../src/services/resend-period';
import { noChange } from '../../src/domain/order-change';
import { updateOrder } from '../../src/services/update-order';
import { createOrders } from '../../src/store/orders';
import { ACTOR } from '../support/actor';
import { SHOP_EVENT } from '../support/delivery';
import { useResends } from '../support/resends';

/** An event that is sent again and refused does not stand before new events of its order. */
const { delivery, setUp, storeTold, waiting, AT } = useResends();
const never = new AbortController().signal;
const BY = { actor: ACTOR };
const ALL = { from: null, to: null };

/** A shop's server that refuses some events, and what it was sent. */
function shop(clock: { now: Date }, ...refused: string[]) {
  const sent: string[] = [];
  const isRefused = new Set(refused);
  const carry: Carrier = async (_message, id) => {
    sent.push(id);
    return isRefused.has(id) ? { reason: 'HTTP 410', retryAfterMs: null } : undefined;
  };
  const it = delivery.instance(carry, clock);
  return { ...it, sent, accept: () => isRefused.clear(), deliver: () => deliverNotifications(it.deps, 'shop', never) };
}
/** The clock of all of them goes on. */
const letPass = (clock: { now: Date }, ms: number) => (clock.now = new Date(clock.now.getTime() + ms));
const addNew = (id: string, now: Date) => delivery.add('a', { id, message: SHOP_EVENT, createdAt: now });

test('a new event goes out while the refused one pauses', async () => {
  await storeTold('a', 12);
  const it = setUp();
  const server = shop(it.clock, 'a_12');
  await resendMessage(it.deps, 'a_12', BY);
  await server.deliver();
  expect([await delivery.place('shop', 'a'), await delivery.place('resent', 'a')]).toEqual([
    undefined,
    { dueAt: new Date(AT(60).getTime() + 5_000) },
  ]);
  await addNew('a_new', it.clock.now);
  await server.deliver();
  expect(server.sent.slice(0, 2)).toEqual(['a_12', 'a_new']);
  expect((await delivery.outbox('a')).find(({ id }) => id === 'a_new')?.deliveredAt).not.toBeNull();
});

test('a new event is delivered at once, with its write', async () => {
  await storeTold('a', 12);
  const it = setUp();
  const server = shop(it.clock, 'a_12');
  await resendMessage(it.deps, 'a_12', BY);
  await server.deliver();
  const calls = { onDone: () => undefined, onFault: (error: unknown) => expect(error).toBeUndefined() };
  const atOnce = createDeliveriesAtOnce({ ...server.deps, ...calls, longestMs: 10_000 });
  const orders = createOrders(delivery.connection(), { pollSoonMs: 60_000 });
  const found = (await orders.findOrder('a'))!;
  const deps = { ...orders, ...server.deps, claimNew: atOnce.claimNew, lostRacePauseMs: 1 };
  await updateOrder(deps, found, (order) => ({ change: { ...noChange(order), messages: [SHOP_EVENT] } }));
  await atOnce.settled();
  expect(server.sent).toHaveLength(2);
  expect(await waiting('a')).toEqual(['a_12']);
});

test('the refused one is tried again after its pause, and delivered once the server takes it', async () => {
  await storeTold('a', 12);
  const it = setUp();
  const server = shop(it.clock, 'a_12');
  await resendMessage(it.deps, 'a_12', BY);
  await server.deliver();
  letPass(it.clock, 4_000);
  await resendPeriod(it.deps, never);
  await server.deliver();
  expect(server.sent).toEqual(['a_12']);
  letPass(it.clock, 1_000);
  server.accept();
  await resendPeriod(it.deps, never);
  await server.deliver();
  expect(server.sent).toEqual(['a_12', 'a_12']);
  expect([await waiting('a'), await delivery.place('shop', 'a'), await delivery.place('resent', 'a')]).toEqual([
    [],
    undefined,
    undefined,
  ]);
});

test('a new event that waits already goes out before the second try', async () => {
  await storeTold('a', 12);
  const it = setUp();
  const server = shop(it.clock, 'a_12');
  await resendMessage(it.deps, 'a_12', BY);
  await addNew('a_new', it.clock.now);
  const pass = await server.deliver();
  expect(server.sent.slice(0, 2)).toEqual(['a_12', 'a_new']);
  expect(pass.delivered).toBe(1);
  expect(await waiting('a')).toEqual(['a_12']);
});

test('several that are refused are tried one after the other, and none without end', async () => {
  await storeTold('a', 11, 12, 13);
  const it = setUp();
  const server = shop(it.clock, 'a_11', 'a_12', 'a_13');
  await resendOrder(it.deps, 'a', ALL, BY);
  await server.deliver();
  expect(server.sent).toEqual(['a_11', 'a_12', 'a_13']);
  expect(await delivery.place('shop', 'a')).toBeUndefined();
  server.accept();
  letPass(it.clock, 60_000);
  await resendPeriod(it.deps, never);
  await server.deliver();
  expect(server.sent.slice(3)).toEqual(['a_11', 'a_12', 'a_13']);
  expect(await waiting('a')).toEqual([]);
});

test('one that is refused to the end is a dead letter, and is replayed in the carrier’s queue', async () => {
  await storeTold('a', 12);
  const it = setUp();
  const server = shop(it.clock, 'a_12');
  await resendMessage(it.deps, 'a_12', BY);
  for (let tries = 0; tries < 5; tries += 1) {
    await server.deliver();
    letPass(it.clock, 61_000);
    await resendPeriod(it.deps, never);
  }
  expect(server.deaths).toEqual(['a_12']);
  expect(server.sent).toHaveLength(5);
});

test('a new event that is refused keeps its place: those behind it wait, as ever', async () => {
  await storeTold('a', 12);
  const it = setUp();
  const server = shop(it.clock, 'a_12', 'a_new');
  await resendMessage(it.deps, 'a_12', BY);
  await server.deliver();
  await addNew('a_new', it.clock.now);
  await addNew('a_newer', it.clock.now);
  await server.deliver();
  letPass(it.clock, 60_000);
  await resendPeriod(it.deps, never);
  expect(server.sent).toEqual(['a_12', 'a_new']);
  server.accept();
  await server.deliver();
  expect(server.sent.slice(2)).toEqual(['a_new', 'a_newer', 'a_12']);
});

test('orders whose events pause count among those that wait: a period goes on only while they are few', async () => {
  for (const name of ['a', 'b', 'c']) await storeTold(name, 12);
  const it = setUp({ maxWaiting: 2 });
  const server = shop(it.clock, 'a_12', 'b_12');
  for (const name of ['a', 'b']) await resendMessage(it.deps, `${name}_12`, BY);
  await server.deliver();
  await it.request();
  await it.run();
  expect(it.ended).toEqual([]);
  expect(await waiting('c')).toEqual([]);
});
