import { CheckoutError } from '../../src/domain/errors';
import { createGate } from '../support/create-gate';
import { useHandlers } from '../support/handlers';
import { waitUntil } from '../support/wait-until';

const library = useHandlers();

describe('stop()', () => {
  test('waits for a handler that runs', async () => {
    const gate = createGate();
    let isRunning = false;
    const checkout = await library.startWith((it) =>
      it.on('order.paid', async () => {
        isRunning = true;
        await gate.opened;
      }),
    );
    const merchantUid = await library.payOrder(checkout);
    await waitUntil(() => isRunning);
    let isStopped = false;
    const stopping = checkout.stop().then(() => (isStopped = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isStopped).toBe(false);
    gate.open();
    await stopping;
    expect(await library.entries(merchantUid)).toMatchObject([{ deliveredAt: expect.any(Date) as Date }]);
  });

  test('gives a handler up after its limit, and the event is free for another process at once', async () => {
    let aborted: unknown;
    const checkout = await library.startWith(
      (it) =>
        it.on('order.paid', (_event, { signal }) => {
          signal.addEventListener('abort', () => (aborted = signal.reason as unknown));
          return new Promise(() => undefined);
        }),
      { stopTimeoutMs: 1_000 },
    );
    const merchantUid = await library.payOrder(checkout);
    await waitUntil(async () => (await library.stored(merchantUid))?.queues.handler?.lease);
    await expect(checkout.stop()).rejects.toMatchObject({ code: 'unavailable', message: /clean stop/ });
    await expect(checkout.stop()).rejects.toBeInstanceOf(CheckoutError);
    expect((aborted as Error).message).toBe('the checkout stopped');
    expect((await library.stored(merchantUid))?.queues.handler).not.toHaveProperty('lease');
    expect((await library.entries(merchantUid))[0]).toMatchObject({
      deliveredAt: null,
      lastError: 'the checkout stopped',
      attempts: 0,
    });
    const dueAt = (await library.stored(merchantUid))?.queues.handler?.dueAt;
    expect(dueAt?.getTime()).toBeLessThanOrEqual(Date.now());
  });

  test('before start() it ends at once, and start() is refused then', async () => {
    const checkout = await library.create();
    await checkout.stop();
    await expect(checkout.start()).rejects.toMatchObject({ code: 'stopped' });
  });
});
