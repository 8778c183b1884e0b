import { LIMITS } from '../../src/composition/limits';
import { createGate } from '../support/create-gate';
import { useHandlers } from '../support/handlers';
import { type TestCheckout } from '../support/library';
import { waitUntil } from '../support/wait-until';

const library = useHandlers();

describe('the time of a handler', () => {
  test('a handler that takes longer than its limit fails, and its signal aborts', async () => {
    const aborted: string[] = [];
    const checkout = await library.startWith((it) =>
      it.on(
        'order.paid',
        (_event, { signal, attempt }) => {
          if (attempt > 1) return Promise.resolve();
          signal.addEventListener('abort', () => aborted.push((signal.reason as Error).message));
          return new Promise(() => undefined);
        },
        { timeoutMs: 1_000 },
      ),
    );
    const merchantUid = await library.payOrder(checkout);
    await waitUntil(async () => (await library.entries(merchantUid))[0]?.lastError);
    expect(aborted).toEqual(['the handler took longer than 1000 ms']);
    await waitUntil(async () => {
      library.letPass(11_000);
      checkout.runPasses();
      return (await library.entries(merchantUid))[0]?.deliveredAt;
    });
  });

  test('a slow handler keeps its lease: no other process begins meanwhile', async () => {
    const short = { deliveryLeaseMs: 1_000 as never, handlerRenewMs: 100 as never };
    const mocks = Object.entries(short).map(([name, value]) => jest.replaceProperty(LIMITS, name as never, value));
    const gate = createGate();
    const began: string[] = [];
    const handle = (name: string) => (it: TestCheckout) =>
      it.on('order.paid', async () => {
        began.push(name);
        await gate.opened;
      });
    const [first, second] = [await library.startWith(handle('first')), await library.startWith(handle('second'))];
    mocks.forEach((mock) => mock.restore());
    const merchantUid = await library.payOrder(first);
    await waitUntil(() => began.length === 1);
    const leaseEnds = async () => (await library.stored(merchantUid))?.queues.handler?.dueAt.getTime() ?? 0;
    const firstEnd = await leaseEnds();
    // The lease would have ended three times.
    await waitUntil(async () => (second.runPasses(), (await leaseEnds()) > firstEnd + 2_000));
    gate.open();
    await waitUntil(async () => (await library.entries(merchantUid))[0]?.deliveredAt);
    expect(began).toEqual(['first']);
  });

  test('a lost lease aborts the handler, and its end is not taken for a delivery', async () => {
    const mock = jest.replaceProperty(LIMITS, 'handlerRenewMs', 50 as never);
    const gate = createGate();
    let reason: unknown;
    const checkout = await library.startWith((it) =>
      it.on('order.paid', async (_event, { signal }) => {
        signal.addEventListener('abort', () => (reason = signal.reason as unknown));
        await gate.opened;
      }),
    );
    mock.restore();
    const merchantUid = await library.payOrder(checkout);
    await waitUntil(async () => (await library.stored(merchantUid))?.queues.handler?.lease);
    const orders = library.database.db().collection<{ _id: string }>('checkout_orders');
    await orders.updateOne({ _id: merchantUid }, { $set: { 'queues.handler.lease': 'of another process' } });
    await waitUntil(() => reason);
    expect((reason as Error).message).toBe('the lease of the event was lost');
    gate.open();
    await checkout.stop();
    expect(await library.entries(merchantUid)).toMatchObject([{ deliveredAt: null }]);
    expect((await library.stored(merchantUid))?.queues.handler?.lease).toBe('of another process');
  });
});
