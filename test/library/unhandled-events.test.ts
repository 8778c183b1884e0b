import { createGate } from '../support/create-gate';
import { HOUR_MS, useHandlers } from '../support/handlers';
import { waitUntil } from '../support/wait-until';

const library = useHandlers();

describe('events without a handler', () => {
  test('two processes with different handlers share the events of one order', async () => {
    const seen: string[] = [];
    const events = ['order.paid', 'order.cancelled'] as const;
    const pays = await library.startWith((it) => it.on('order.paid', async ({ name }) => seen.push(name)), { events });
    const cancels = await library.startWith((it) => it.on('order.cancelled', async ({ name }) => seen.push(name)), {
      events,
    });
    const merchantUid = await library.payOrder(cancels);
    await cancels.orders.cancel(merchantUid, { requestId: 'r-3', reason: '고객 변심', all: true });
    await waitUntil(() => (pays.runPasses(), cancels.runPasses(), seen.length === 2));
    expect(seen).toEqual(['order.paid', 'order.cancelled']);
  });

  test('an event that no process handles needs attention after a day, and those behind it go on', async () => {
    const seen: string[] = [];
    const checkout = await library.startWith((it) => it.on('order.cancelled', async ({ name }) => seen.push(name)), {
      events: ['order.paid', 'order.cancelled'],
    });
    const merchantUid = await library.payOrder(checkout);
    await checkout.orders.cancel(merchantUid, { requestId: 'r-4', reason: '고객 변심', all: true });
    const place = async () => (await library.stored(merchantUid))?.queues.handler;
    await waitUntil(async () => {
      library.letPass(61_000);
      checkout.runPasses();
      return (await place())?.unhandled;
    });
    expect((await place())?.unhandled).toMatchObject({ event: 'order.paid', attempts: 0 });
    library.letPass(23 * HOUR_MS);
    checkout.runPasses();
    expect((await checkout.orders.get(merchantUid))?.needsAttention).toBe(false);
    await waitUntil(async () => {
      library.letPass(2 * HOUR_MS);
      checkout.runPasses();
      return (await checkout.orders.get(merchantUid))?.needsAttention;
    });
    const [paid] = await library.entries(merchantUid);
    expect(paid).toMatchObject({ deadAt: expect.any(Date) as Date, lastError: 'no process has a handler for it' });
    await waitUntil(() => (checkout.runPasses(), seen.length === 1));
  });

  test('an event that no process handles is noted while a handler of another order runs', async () => {
    const gate = createGate();
    const running: string[] = [];
    const checkout = await library.startWith(
      (it) =>
        it.on('order.cancelled', async (event) => {
          running.push(event.merchantUid);
          await gate.opened;
        }),
      { events: ['order.paid', 'order.cancelled'] },
    );
    const paysToo = await library.startWith((it) => it.on('order.paid', async () => undefined));
    const cancelled = await library.payOrder(paysToo);
    await waitUntil(async () => (await library.entries(cancelled))[0]?.deliveredAt);
    await paysToo.stop();
    await checkout.orders.cancel(cancelled, { requestId: 'r-5', reason: '고객 변심', all: true });
    await waitUntil(() => (checkout.runPasses(), running.length === 1));
    const merchantUid = await library.payOrder(checkout);
    await waitUntil(async () => {
      library.letPass(61_000);
      checkout.runPasses();
      return (await library.stored(merchantUid))?.queues.handler?.unhandled;
    });
    gate.open();
  });

  test('a process that comes with the handler takes an event that was noted as unhandled', async () => {
    const without = await library.startWith(() => undefined, { events: ['order.paid'] });
    const merchantUid = await library.payOrder(without);
    await waitUntil(async () => {
      library.letPass(61_000);
      without.runPasses();
      return (await library.stored(merchantUid))?.queues.handler?.unhandled;
    });
    const seen: string[] = [];
    const withHandler = await library.startWith((it) =>
      it.on('order.paid', async (event) => seen.push(event.merchantUid)),
    );
    await waitUntil(() => (withHandler.runPasses(), seen.includes(merchantUid)));
    await waitUntil(async () => (await library.entries(merchantUid))[0]?.deliveredAt);
    expect((await library.stored(merchantUid))?.queues.handler).toBeUndefined();
  });

  test('a note of an event that has been handled since does not hold up a new one', async () => {
    const seen: string[] = [];
    const checkout = await library.startWith((it) => {
      it.on('order.paid', async ({ name }) => seen.push(name));
      it.on('order.cancelled', async ({ name }) => seen.push(name));
    });
    const merchantUid = await library.payOrder(checkout);
    await waitUntil(async () => (await library.entries(merchantUid))[0]?.deliveredAt);
    const place = { dueAt: new Date(), unhandled: { event: 'order.expired', since: new Date(), attempts: 0 } };
    const orders = library.database.db().collection<{ _id: string }>('checkout_orders');
    await orders.updateOne({ _id: merchantUid }, { $set: { 'queues.handler': place } });
    await checkout.orders.cancel(merchantUid, { requestId: 'r-5', reason: '고객 변심', all: true });
    await waitUntil(() => (checkout.runPasses(), seen.length === 2));
    expect(seen).toEqual(['order.paid', 'order.cancelled']);
  });
});
