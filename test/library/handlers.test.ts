import { createGate } from '../support/create-gate';
import { useHandlers } from '../support/handlers';
import { CHAIR, type TestCheckout } from '../support/library';
import { waitUntil } from '../support/wait-until';

const library = useHandlers();

test('an event is recorded by the write of the state, and no write follows where no process handles it', async () => {
  const checkout = await library.create({ events: ['order.paid'] });
  const merchantUid = await library.payOrder(checkout);
  expect(await library.entries(merchantUid)).toMatchObject([
    { message: { channel: 'handler', event: 'order.paid' }, attempts: 0, deliveredAt: null },
  ]);
  const unrecorded = await library.startWith(() => undefined);
  expect(await library.entries(await library.payOrder(unrecorded))).toEqual([]);
  const named = await library.create({ events: [] });
  expect(await library.entries(await library.payOrder(named))).toEqual([]);
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
  const checkout = await library.startWith(() => undefined);
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
  const checkout = await library.startWith((it) => {
    it.on('order.paid', async ({ name }) => {
      seen.push(`${name} begins`);
      await gate.opened;
      seen.push(`${name} ends`);
    });
    it.on('order.cancelled', async ({ name, requestId }) => seen.push(`${name} ${requestId ?? ''}`));
  });
  const merchantUid = await library.payOrder(checkout);
  await waitUntil(() => seen.length === 1);
  const cancelled = await checkout.orders.cancel(merchantUid, { requestId: 'r-1', reason: '고객 변심', all: true });
  expect(cancelled.status).toBe('cancelDone');
  gate.open();
  await waitUntil(() => (checkout.runPasses(), seen.length === 3));
  expect(seen).toEqual(['order.paid begins', 'order.paid ends', expect.stringMatching(/^order\.cancelled/)]);
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
    const checkout = await library.startWith(() => undefined);
    expect(() => checkout.on('order.paid', anything)).toThrow(expect.objectContaining({ code: 'started' }) as Error);
  });
});
