import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Attacks from a browser or with curl, over HTTP against the running service. */
const checkout = useCheckout();
const SOURCES = ['callback', 'redirect', 'webhook'] as const;
type Source = (typeof SOURCES)[number];

beforeEach(() => checkout.sandbox().calls.reset());
afterEach(() => checkout.sandbox().settings.reset());

const report = (source: Source, impUid: string, merchantUid: string) => checkout[source](impUid, merchantUid);
/** Opens the payment window as the attacker's browser does; null where i'mport does not open it. */
function openWindow(merchantUid: string, fields: object = {}): { id: string; impUid: string } | null {
  const params = { merchant_uid: merchantUid, amount: 64_900, name: 'Norway swivel chair', ...fields };
  const result = checkout.sandbox().checkouts.open(params);
  return result.opened ? result.checkout : null;
}

async function paidOrder(fields: Record<string, unknown> = {}) {
  const merchantUid = await checkout.order(fields);
  const impUid = checkout.pay(merchantUid);
  await checkout.callback(impUid, merchantUid);
  return { merchantUid, impUid };
}

async function expectUnpaid(merchantUid: string, reason?: string) {
  expect(await checkout.read(merchantUid)).toMatchObject({
    status: 'pending',
    paid_by: null,
    history: [],
    ...(reason && { attention: [{ reason }] }),
  });
}

describe.each<[string, Record<string, unknown>, object, Record<string, unknown>, string]>([
  ['a lower amount', {}, { payAmount: 100 }, { amount: 100 }, 'amountDiffers'],
  [
    '100 USD for 100 KRW',
    { amount: 100 },
    { payAmount: 100, payCurrency: 'USD' },
    { amount: 100, currency: 'USD' },
    'currencyDiffers',
  ],
  [
    '100 KRW for 100 USD',
    { amount: 100, currency: 'USD' },
    { payAmount: 100, payCurrency: 'KRW' },
    { amount: 100, currency: 'KRW' },
    'currencyDiffers',
  ],
])('%s', (_, order, attacker, paid, reason) => {
  test('opens no window, since the true amount is registered', async () => {
    const merchantUid = await checkout.order(order);
    checkout.sandbox().settings.change({ attacker });
    expect(openWindow(merchantUid)).toBeNull();
  });

  test.each(SOURCES)('and a payment of it settles nothing (%s)', async (source) => {
    const merchantUid = await checkout.order(order);
    await report(source, checkout.pay(merchantUid, paid), merchantUid);
    await expectUnpaid(merchantUid, reason);
  });
});

describe('replay', () => {
  test.each(SOURCES)('of one’s own earlier payment, across orders of equal amount (%s)', async (source) => {
    const { merchantUid: earlier, impUid } = await paidOrder();
    const merchantUid = await checkout.order();
    await report(source, impUid, merchantUid);
    await expectUnpaid(merchantUid, 'replay');
    expect(await checkout.read(earlier)).toMatchObject({ status: 'paid', paid_by: impUid });
  });

  test('of another buyer’s payment, reported by the browser in place of the true one', async () => {
    const { impUid } = await paidOrder({ customer_id: 'somebody-else' });
    const merchantUid = await checkout.order({ customer_id: 'attacker' });
    checkout.sandbox().settings.change({ attacker: { returnImpUid: impUid } });
    const opened = openWindow(merchantUid);
    const told = opened && checkout.sandbox().checkouts.decline(opened.id);
    expect(told).toMatchObject({ rsp: { imp_uid: impUid } });
    expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'forgery' });
    await expectUnpaid(merchantUid, 'replay');
  });

  test('of a payment whose own order was never reported: it still settles that one', async () => {
    const [mine, theirs] = [await checkout.order(), await checkout.order()];
    const impUid = checkout.pay(theirs);
    await checkout.callback(impUid, mine);
    await checkout.webhook(impUid, theirs);
    await expectUnpaid(mine, 'replay');
    expect(await checkout.read(theirs)).toMatchObject({ status: 'paid', paid_by: impUid });
  });
});

test.each(SOURCES)('a swap to the test channel, where no money moves (%s)', async (source) => {
  const merchantUid = await checkout.order();
  checkout.sandbox().settings.change({ attacker: { channelKey: 'channel-test' } });
  const opened = openWindow(merchantUid);
  if (opened === null) throw new Error('the window did not open');
  await checkout.sandbox().checkouts.approve(opened.id);
  expect(checkout.sandbox().payments.get(opened.impUid)).toMatchObject({ status: 'paid', sandbox: true });
  await report(source, opened.impUid, merchantUid);
  await expectUnpaid(merchantUid);
});

describe('a forged webhook', () => {
  test.each(['paid', 'cancelled', 'ready'])('"%s" for a payment that is not paid', async (status) => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid, { status: 'ready' });
    await checkout.webhook(impUid, merchantUid, status);
    await expectUnpaid(merchantUid);
  });

  test('for a payment that does not exist', async () => {
    const merchantUid = await checkout.order();
    await checkout.webhook('imp_999999999999', merchantUid);
    await expectUnpaid(merchantUid);
  });

  test.each(['cancelled', 'failed', 'ready'])('"%s" for an order that is paid', async (status) => {
    const { merchantUid, impUid } = await paidOrder();
    await checkout.webhook(impUid, merchantUid, status);
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', paid_by: impUid, attention: [] });
    expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ status: 'paid', cancel_amount: 0 });
  });
});

describe.each(['/payments/complete', '/payments/webhook'])('POST %s with', (route) => {
  test.each<[string, (impUid: string, merchantUid: string) => string]>([
    ['imp_uid twice', (impUid, order) => `imp_uid=imp_1&imp_uid=${impUid}&merchant_uid=${order}&status=paid`],
    ['an array as imp_uid', (impUid, order) => `imp_uid[]=${impUid}&merchant_uid=${order}&status=paid`],
    ['an operator as imp_uid', (_, order) => `imp_uid[$ne]=x&merchant_uid=${order}&status=paid`],
    ['an operator as merchant_uid', (impUid) => `imp_uid=${impUid}&merchant_uid[$gt]=&status=paid`],
    ['merchant_uid twice', (impUid, order) => `imp_uid=${impUid}&merchant_uid=a&merchant_uid=${order}&status=paid`],
    ['an over-long imp_uid', (_, order) => `imp_uid=${'i'.repeat(5_000)}&merchant_uid=${order}&status=paid`],
    ['an over-long merchant_uid', (impUid) => `imp_uid=${impUid}&merchant_uid=${'m'.repeat(5_000)}&status=paid`],
  ])('%s asks i’mport nothing and settles nothing', async (_, body) => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid);
    checkout.sandbox().calls.reset();
    await checkout.http().post(route).type('form').send(body(impUid, merchantUid));
    expect(checkout.sandbox().calls.count()).toBe(0);
    await expectUnpaid(merchantUid);
  });

  test.each([
    '../payments/prepare',
    '..%2f..%2fusers%2fgetToken',
    'imp_1/../imp_2',
    'imp_1%2fcancel',
    'imp_1?include_sandbox=true',
    'imp_1#x',
    '..',
    '.',
    'imp_1/balance',
    'imp_1;x=1',
    'imp_1\\..\\x',
    'imp_1%00',
    'imp_1\r\nhost: evil.example.test',
    'http://evil.example.test/',
  ])('the path trick %j never changes the URL called at i’mport', async (trick) => {
    const merchantUid = await checkout.order();
    checkout.sandbox().calls.reset();
    await checkout.http().post(route).send({ imp_uid: trick, merchant_uid: merchantUid, status: 'paid' });
    const called = checkout.sandbox().calls.list();
    expect(called.filter(({ path }) => path !== `/payments/${encodeURIComponent(trick)}`)).toEqual([]);
    expect(called.filter(({ query }) => Object.keys(query).length > 0)).toEqual([]);
    await expectUnpaid(merchantUid);
  });
});

test('a confirm call by an attacker changes nothing and causes no call to i’mport', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid, { status: 'ready' });
  const before = await checkout.stored(merchantUid);
  checkout.sandbox().calls.reset();
  const confirm = { imp_uid: impUid, merchant_uid: merchantUid, amount: 64_900 };
  expect((await checkout.http().post('/payments/confirm').send(confirm)).status).toBe(200);
  expect(await checkout.stored(merchantUid)).toEqual(before);
  expect(checkout.sandbox().calls.count()).toBe(0);
  await expectUnpaid(merchantUid);
});

describe('giving money back', () => {
  const CANCEL = 'POST /payments/cancel';
  const sent = () => checkout.sandbox().calls.count(CANCEL);

  test('without the key: nothing is given back', async () => {
    const { merchantUid, impUid } = await paidOrder();
    const body = { all: true, reason: 'x', request_id: 'x', imp_uid: impUid };
    for (const key of [undefined, 'Bearer', 'Bearer x', `Bearer ${'x'.repeat(5_000)}`, 'Basic dGVzdA==']) {
      const request = checkout.http().post(`/orders/${merchantUid}/cancel`).send(body);
      expect((await (key === undefined ? request : request.set('authorization', key))).status).toBe(401);
    }
    expect(sent()).toBe(0);
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', cancels: [] });
  });

  test('a replayed cancel request, 30 times, in turn and at once: given back once', async () => {
    const { merchantUid, impUid } = await paidOrder();
    const replay = () => checkout.cancel(merchantUid, { amount: 900, request_id: 'replayed' });
    for (let i = 0; i < 10; i += 1) expect((await replay()).body).toMatchObject({ status: 'cancelDone' });
    await Promise.all(Array.from({ length: 20 }, replay));
    expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ cancel_amount: 900 });
    expect(sent()).toBe(1);
  });

  test('parallel partial cancels never give back more than was paid', async () => {
    const { merchantUid, impUid } = await paidOrder();
    await Promise.all(Array.from({ length: 10 }, () => checkout.cancel(merchantUid, { amount: 40_000 })));
    await checkout.until(merchantUid, ({ cancels }) => cancels.every(({ status }) => status === 'done'));
    expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ cancel_amount: 40_000 });
    expect(sent()).toBe(1);
  });

  test('a cancel of one’s own order that names somebody else’s payment', async () => {
    const [mine, theirs] = [await paidOrder(), await paidOrder()];
    await checkout.webhook(theirs.impUid, mine.merchantUid);
    const reply = await checkout.cancel(mine.merchantUid, { all: true, imp_uid: theirs.impUid });
    expect(reply.status).toBe(404);
    expect(sent()).toBe(0);
  });

  test.each(['../cancel', 'a%2fb', '%2e%2e', 'x'.repeat(200), '[$ne]'])(
    'an order key %j reaches no order',
    async (key) => {
      const reply = await checkout.cancel(key, { all: true });
      expect([400, 404]).toContain(reply.status);
      expect(sent()).toBe(0);
    },
  );

  test('a forged "cancelled" webhook for a cancel under way ends nothing', async () => {
    const { merchantUid, impUid } = await paidOrder();
    checkout.sandbox().settings.change({ cancelMode: 'later' });
    await checkout.cancel(merchantUid, { all: true });
    for (let i = 0; i < 3; i += 1) await checkout.webhook(impUid, merchantUid, 'cancelled');
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', cancels: [{ status: 'accepted' }] });
  });
});
