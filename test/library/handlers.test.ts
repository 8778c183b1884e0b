import { LIMITS } from '../../src/composition/limits';
import { CheckoutError } from '../../src/domain/errors';
import { CHAIR, useLibrary, type Options, type TestCheckout } from '../support/library';
import { waitUntil } from '../support/wait-until';

const library = useLibrary();
const HOUR_MS = 60 * 60_000;

/** Registers an order, pays it and verifies the payment. @returns its key */
async function payOrder(checkout: TestCheckout): Promise<string> {
  const { merchantUid } = await checkout.orders.register(CHAIR);
  const impUid = library.pay(merchantUid);
  expect(await checkout.verify({ impUid, merchantUid })).toBe('success');
  return merchantUid;
}

const startWith = async (set: (checkout: TestCheckout) => void, options?: Options) => {
  const checkout = await library.create(options);
  set(checkout);
  await checkout.start();
  return checkout;
};

/** A promise that the test ends. */
function createGate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

test('an event is recorded by the write of the state, and no write follows where no process handles it', async () => {
  const checkout = await library.create({ events: ['order.paid'] });
  const merchantUid = await payOrder(checkout);
  expect(await library.entries(merchantUid)).toMatchObject([
    { message: { channel: 'handler', event: 'order.paid' }, attempts: 0, deliveredAt: null },
  ]);
  const unrecorded = await startWith(() => undefined);
  expect(await library.entries(await payOrder(unrecorded))).toEqual([]);
  const named = await library.create({ events: [] });
  expect(await library.entries(await payOrder(named))).toEqual([]);
});

test('an event of an order that a webhook settles before on() is handled after start()', async () => {
  const checkout = await library.create();
  const http = await library.serve((app) => app.use(checkout.router));
  const { merchantUid } = await checkout.orders.register(CHAIR);
  const report = { imp_uid: library.pay(merchantUid), merchant_uid: merchantUid, status: 'paid' };
  expect((await http.post('/payments/webhook').send(report)).status).toBe(200);
  expect((await checkout.orders.get(merchantUid))?.status).toBe('paid');
  const seen: string[] = [];
  checkout.on('order.paid', async (event) => seen.push(event.merchantUid));
  await checkout.start();
  await waitUntil(() => (checkout.runPasses(), seen.length > 0));
  expect(seen).toEqual([merchantUid]);
});

test('no event goes to a server or to a text message that the shop has not named', async () => {
  const checkout = await startWith(() => undefined);
  const { merchantUid } = await checkout.orders.register({ ...CHAIR, buyer: { tel: '010-1234-5678' } });
  const impUid = library.pay(merchantUid, { status: 'ready' });
  library.sandbox().payments.issueVirtualAccount(impUid, { vbank_date: Math.floor(Date.now() / 1000) + 3600 });
  expect(await checkout.verify({ impUid, merchantUid })).toBe('vbankIssued');
  const channels = (await library.stored(merchantUid))?.outbox.map(({ message }) => message.channel);
  expect(channels?.filter((channel) => channel !== 'audit')).toEqual([]);
});

test('events of one order come one after the other, in their sequence', async () => {
  const gate = createGate();
  const seen: string[] = [];
  const checkout = await startWith((it) => {
    it.on('order.paid', async ({ name }) => {
      seen.push(`${name} begins`);
      await gate.opened;
      seen.push(`${name} ends`);
    });
    it.on('order.cancelled', async ({ name, requestId }) => seen.push(`${name} ${requestId ?? ''}`));
  });
  const merchantUid = await payOrder(checkout);
  await waitUntil(() => seen.length === 1);
  const cancelled = await checkout.orders.cancel(merchantUid, { requestId: 'r-1', reason: '고객 변심', all: true });
  expect(cancelled.status).toBe('cancelDone');
  gate.open();
  await waitUntil(() => (checkout.runPasses(), seen.length === 3));
  expect(seen).toEqual(['order.paid begins', 'order.paid ends', expect.stringMatching(/^order\.cancelled/)]);
});

test('a handler that throws is called again under the same id, after a pause', async () => {
  const calls: { id: string; attempt: number }[] = [];
  const checkout = await startWith((it) =>
    it.on('order.paid', async ({ id }, { attempt }) => {
      calls.push({ id, attempt });
      if (attempt < 3) throw new Error('warehouse is closed');
    }),
  );
  const merchantUid = await payOrder(checkout);
  await waitUntil(async () => {
    library.letPass(11_000);
    checkout.runPasses();
    return (await library.entries(merchantUid))[0]?.deliveredAt;
  });
  expect(calls.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  expect(new Set(calls.map(({ id }) => id)).size).toBe(1);
});

test('a handler that throws 60 times ends as a dead letter with attention, and a replay tries again', async () => {
  let isBroken = true;
  let tries = 0;
  const later: string[] = [];
  const checkout = await startWith((it) => {
    it.on('order.paid', async () => {
      tries += 1;
      if (isBroken) throw new Error('상품 3개 없음 010-1234-5678');
    });
    it.on('order.cancelled', async ({ name }) => later.push(name));
  });
  const merchantUid = await payOrder(checkout);
  const hasEnded = async (tried: number) => {
    checkout.runPasses();
    const [entry] = await library.entries(merchantUid);
    return tries === tried && entry?.lastError !== null && !(await library.stored(merchantUid))?.queues.handler?.lease;
  };
  for (let tried = 1; tried <= 60; tried += 1) {
    await waitUntil(() => hasEnded(tried));
    expect((await library.entries(merchantUid))[0]?.deadAt === undefined).toBe(tried < 60);
    library.letPass(HOUR_MS);
  }
  const [dead] = (await checkout.deadLetters.list()).filter((letter) => letter.merchantUid === merchantUid);
  expect(dead).toMatchObject({ carrier: 'handler', event: 'order.paid' });
  expect(dead?.lastError).not.toContain('1234');
  expect(await checkout.orders.get(merchantUid)).toMatchObject({
    needsAttention: true,
    attention: [{ reason: 'notificationFailed', notificationId: dead?.id }],
  });

  isBroken = false;
  expect(await checkout.deadLetters.replay(dead?.id ?? '')).toEqual({ status: 'replayed' });
  await waitUntil(async () => (checkout.runPasses(), (await library.entries(merchantUid))[0]?.deliveredAt));
  expect(tries).toBe(61);
});

test('an event behind a dead letter goes on', async () => {
  const later: string[] = [];
  jest.replaceProperty(LIMITS, 'deliveryRetry', { ...LIMITS.deliveryRetry, maxTries: 1 as never });
  const checkout = await startWith((it) => {
    it.on('order.paid', async () => Promise.reject(new Error('never')));
    it.on('order.cancelled', async ({ name }) => later.push(name));
  });
  jest.restoreAllMocks();
  const merchantUid = await payOrder(checkout);
  await checkout.orders.cancel(merchantUid, { requestId: 'r-2', reason: '고객 변심', all: true });
  await waitUntil(() => (checkout.runPasses(), later.length > 0));
});

test('an event that was handled is handled again where the shop asks for it', async () => {
  const ids: string[] = [];
  const checkout = await startWith((it) => it.on('order.paid', async ({ id }) => ids.push(id)));
  const merchantUid = await payOrder(checkout);
  await waitUntil(async () => (await library.entries(merchantUid))[0]?.deliveredAt);
  expect(await checkout.orders.resend(merchantUid)).toEqual({ status: 'resending', messages: 1 });
  await waitUntil(() => (checkout.runPasses(), ids.length === 2));
  expect(ids[1]).toBe(ids[0]);
});

describe('the time of a handler', () => {
  test('a handler that takes longer than its limit fails, and its signal aborts', async () => {
    const aborted: string[] = [];
    const checkout = await startWith((it) =>
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
    const merchantUid = await payOrder(checkout);
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
    const [first, second] = [await startWith(handle('first')), await startWith(handle('second'))];
    mocks.forEach((mock) => mock.restore());
    const merchantUid = await payOrder(first);
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
    const checkout = await startWith((it) =>
      it.on('order.paid', async (_event, { signal }) => {
        signal.addEventListener('abort', () => (reason = signal.reason as unknown));
        await gate.opened;
      }),
    );
    mock.restore();
    const merchantUid = await payOrder(checkout);
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

describe('stop()', () => {
  test('waits for a handler that runs', async () => {
    const gate = createGate();
    let isRunning = false;
    const checkout = await startWith((it) =>
      it.on('order.paid', async () => {
        isRunning = true;
        await gate.opened;
      }),
    );
    const merchantUid = await payOrder(checkout);
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
    const checkout = await startWith(
      (it) =>
        it.on('order.paid', (_event, { signal }) => {
          signal.addEventListener('abort', () => (aborted = signal.reason as unknown));
          return new Promise(() => undefined);
        }),
      { stopTimeoutMs: 1_000 },
    );
    const merchantUid = await payOrder(checkout);
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

describe('events without a handler', () => {
  test('two processes with different handlers share the events of one order', async () => {
    const seen: string[] = [];
    const events = ['order.paid', 'order.cancelled'] as const;
    const pays = await startWith((it) => it.on('order.paid', async ({ name }) => seen.push(name)), { events });
    const cancels = await startWith((it) => it.on('order.cancelled', async ({ name }) => seen.push(name)), { events });
    const merchantUid = await payOrder(cancels);
    await cancels.orders.cancel(merchantUid, { requestId: 'r-3', reason: '고객 변심', all: true });
    await waitUntil(() => (pays.runPasses(), cancels.runPasses(), seen.length === 2));
    expect(seen).toEqual(['order.paid', 'order.cancelled']);
  });

  test('an event that no process handles needs attention after a day, and those behind it go on', async () => {
    const seen: string[] = [];
    const checkout = await startWith((it) => it.on('order.cancelled', async ({ name }) => seen.push(name)), {
      events: ['order.paid', 'order.cancelled'],
    });
    const merchantUid = await payOrder(checkout);
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
    const checkout = await startWith(
      (it) =>
        it.on('order.cancelled', async (event) => {
          running.push(event.merchantUid);
          await gate.opened;
        }),
      { events: ['order.paid', 'order.cancelled'] },
    );
    const paysToo = await startWith((it) => it.on('order.paid', async () => undefined));
    const cancelled = await payOrder(paysToo);
    await waitUntil(async () => (await library.entries(cancelled))[0]?.deliveredAt);
    await paysToo.stop();
    await checkout.orders.cancel(cancelled, { requestId: 'r-5', reason: '고객 변심', all: true });
    await waitUntil(() => (checkout.runPasses(), running.length === 1));
    const merchantUid = await payOrder(checkout);
    await waitUntil(async () => {
      library.letPass(61_000);
      checkout.runPasses();
      return (await library.stored(merchantUid))?.queues.handler?.unhandled;
    });
    gate.open();
  });

  test('a process that comes with the handler takes an event that was noted as unhandled', async () => {
    const without = await startWith(() => undefined, { events: ['order.paid'] });
    const merchantUid = await payOrder(without);
    await waitUntil(async () => {
      library.letPass(61_000);
      without.runPasses();
      return (await library.stored(merchantUid))?.queues.handler?.unhandled;
    });
    const seen: string[] = [];
    const withHandler = await startWith((it) => it.on('order.paid', async (event) => seen.push(event.merchantUid)));
    await waitUntil(() => (withHandler.runPasses(), seen.includes(merchantUid)));
    await waitUntil(async () => (await library.entries(merchantUid))[0]?.deliveredAt);
    expect((await library.stored(merchantUid))?.queues.handler).toBeUndefined();
  });

  test('a note of an event that has been handled since does not hold up a new one', async () => {
    const seen: string[] = [];
    const checkout = await startWith((it) => {
      it.on('order.paid', async ({ name }) => seen.push(name));
      it.on('order.cancelled', async ({ name }) => seen.push(name));
    });
    const merchantUid = await payOrder(checkout);
    await waitUntil(async () => (await library.entries(merchantUid))[0]?.deliveredAt);
    const place = { dueAt: new Date(), unhandled: { event: 'order.expired', since: new Date(), attempts: 0 } };
    const orders = library.database.db().collection<{ _id: string }>('checkout_orders');
    await orders.updateOne({ _id: merchantUid }, { $set: { 'queues.handler': place } });
    await checkout.orders.cancel(merchantUid, { requestId: 'r-5', reason: '고객 변심', all: true });
    await waitUntil(() => (checkout.runPasses(), seen.length === 2));
    expect(seen).toEqual(['order.paid', 'order.cancelled']);
  });
});

describe('on()', () => {
  const anything = async () => undefined;
  test.each([
    ['a second handler of an event', 'handlerExists', (it: TestCheckout) => it.on('order.paid', anything)],
    ['an event that there is not', 'unknownEvent', (it: TestCheckout) => it.on('order.payed' as never, anything)],
    ['an event that is not recorded', 'eventNotRecorded', (it: TestCheckout) => it.on('order.closed', anything)],
    ['no function', 'invalidInput', (it: TestCheckout) => it.on('order.expired', 'ship' as never)],
    [
      'a time that is too long',
      'invalidInput',
      (it: TestCheckout) => it.on('order.expired', anything, { timeoutMs: 3_600_001 }),
    ],
  ])('refuses %s', async (_what, code, call) => {
    const checkout = await library.create({ events: ['order.paid', 'order.expired'] });
    checkout.on('order.paid', anything);
    expect(() => call(checkout)).toThrow(expect.objectContaining({ name: 'CheckoutUsageError', code }) as Error);
  });

  test('refuses a handler after start()', async () => {
    const checkout = await startWith(() => undefined);
    expect(() => checkout.on('order.paid', anything)).toThrow(expect.objectContaining({ code: 'started' }) as Error);
  });
});
