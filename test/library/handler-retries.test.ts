import { LIMITS } from '../../src/composition/limits';
import { HOUR_MS, useHandlers } from '../support/handlers';
import { waitUntil } from '../support/wait-until';

const library = useHandlers();

test('a handler that throws is called again under the same id, after a pause', async () => {
  const calls: { id: string; attempt: number }[] = [];
  const checkout = await library.startWith((it) =>
    it.on('order.paid', async ({ id }, { attempt }) => {
      calls.push({ id, attempt });
      if (attempt < 3) throw new Error('warehouse is closed');
    }),
  );
  const merchantUid = await library.payOrder(checkout);
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
  const checkout = await library.startWith((it) => {
    it.on('order.paid', async () => {
      tries += 1;
      if (isBroken) throw new Error('상품 3개 없음 010-1234-5678');
    });
    it.on('order.cancelled', async ({ name }) => later.push(name));
  });
  const merchantUid = await library.payOrder(checkout);
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
  const checkout = await library.startWith((it) => {
    it.on('order.paid', async () => Promise.reject(new Error('never')));
    it.on('order.cancelled', async ({ name }) => later.push(name));
  });
  jest.restoreAllMocks();
  const merchantUid = await library.payOrder(checkout);
  await checkout.orders.cancel(merchantUid, { requestId: 'r-2', reason: '고객 변심', all: true });
  await waitUntil(() => (checkout.runPasses(), later.length > 0));
});

test('an event that was handled is handled again where the shop asks for it', async () => {
  const ids: string[] = [];
  const checkout = await library.startWith((it) => it.on('order.paid', async ({ id }) => ids.push(id)));
  const merchantUid = await library.payOrder(checkout);
  await waitUntil(async () => (await library.entries(merchantUid))[0]?.deliveredAt);
  expect(await checkout.orders.resend(merchantUid)).toEqual({ status: 'resending', messages: 1 });
  await waitUntil(() => (checkout.runPasses(), ids.length === 2));
  expect(ids[1]).toBe(ids[0]);
});
