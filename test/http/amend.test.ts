import { useCheckout, type PaymentFields } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';

liftTimeLimits();

/** What PATCH may change, and what it looks up before. The guards refund, so that a wrong judgement shows. */
const checkout = useCheckout({ FORGED_PAYMENT: 'cancel', DUPLICATE_PAYMENT: 'cancel', LATE_PAYMENT: 'cancel' });
const HOUR_MS = 60 * 60_000;
const PREPARE = ['POST /payments/prepare', 'PUT /payments/prepare'] as const;
const ASK = 'GET /payments/findAll/:merchant_uid' as const;

const patch = (merchant_uid: string, body: object) =>
  checkout.http().patch(`/orders/${merchant_uid}`).set('authorization', `Bearer ${ORDERS_API_KEY}`).send(body);
const prepared = (merchantUid: string) => checkout.sandbox().prepared.get(merchantUid)?.amount;
const open = (merchantUid: string, fields: Partial<PaymentFields> = {}) =>
  checkout.pay(merchantUid, { status: 'ready', ...fields });

afterEach(() => checkout.sandbox().faults.clear());

describe('a new amount', () => {
  test('is refused where i’mport has a payment whose webhook has not come: the payment settles the order', async () => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid);
    const reply = await patch(merchantUid, { amount: 70_000 });
    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({ status: 'orderLocked' });
    expect((await checkout.webhook(impUid, merchantUid)).body).toMatchObject({ status: 'success' });
    expect(await checkout.read(merchantUid)).toMatchObject({
      status: 'paid',
      paid_by: impUid,
      amount: 64_900,
      cancels: [],
    });
    expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ status: 'paid', cancel_amount: 0 });
  });

  test('is refused where an account is issued that nobody reported, and the old one is registered again', async () => {
    const merchantUid = await checkout.order();
    checkout.sandbox().payments.issueVirtualAccount(open(merchantUid));
    expect((await patch(merchantUid, { amount: 70_000 })).status).toBe(409);
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'ready', amount: 64_900, prepared: true });
    expect(prepared(merchantUid)).toBe(64_900);
  });

  test('is registered first, then i’mport is asked, then the order is written', async () => {
    const merchantUid = await checkout.order();
    const { calls, faults } = checkout.sandbox();
    calls.reset();
    faults.set({ kind: 'hold', route: ASK, times: 1 });
    const reply = patch(merchantUid, { amount: 70_000 }).then((answer) => answer.status);
    await calls.reached(ASK, 1);
    expect(prepared(merchantUid)).toBe(70_000);
    expect(await checkout.stored(merchantUid)).toMatchObject({ amount: 64_900, preparedAt: null });
    faults.release();
    expect(await reply).toBe(200);
    expect(await checkout.read(merchantUid)).toMatchObject({ amount: 70_000, prepared: true });
  });

  test('is refused where it is paid while it is registered', async () => {
    const merchantUid = await checkout.order();
    const impUid = open(merchantUid);
    const { calls, faults } = checkout.sandbox();
    calls.reset();
    faults.set({ kind: 'hold', route: ASK, times: 1 });
    const reply = patch(merchantUid, { amount: 70_000 }).then((answer) => answer.status);
    await calls.reached(ASK, 1);
    checkout.sandbox().payments.approve(impUid);
    faults.release();
    expect(await reply).toBe(409);
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', paid_by: impUid, amount: 64_900 });
  });

  test.each([
    ['fails to register the amount', PREPARE],
    ['does not answer the look-up', [ASK]],
  ] as const)('changes nothing where i’mport %s: 503, and the old one is registered in the end', async (_, routes) => {
    const merchantUid = await checkout.order();
    for (const route of routes) checkout.sandbox().faults.set({ kind: 'status', status: 500, route });
    const reply = await patch(merchantUid, { amount: 70_000 });
    expect(reply.status).toBe(503);
    expect(reply.body).toMatchObject({ status: 'unavailable' });
    checkout.sandbox().faults.clear();
    const order = await checkout.stored(merchantUid);
    expect(order).toMatchObject({ amount: 64_900, revision: 0, earlierAmounts: [] });
    // Either the request or the later pass registers it.
    expect(order?.queues.prepare?.dueAt).toBeInstanceOf(Date);
    expect(prepared(merchantUid)).toBe(64_900);
  });

  test('changes nothing where a payment of the order cannot be read', async () => {
    const merchantUid = await checkout.order();
    checkout.pay(merchantUid, { amount: 'much' as unknown as number });
    expect((await patch(merchantUid, { amount: 70_000 })).status).toBe(503);
    expect(await checkout.stored(merchantUid)).toMatchObject({ amount: 64_900 });
  });
});

describe('a payment over an earlier amount', () => {
  /** An order that was amended while a window was open for it. */
  async function amendedMeanwhile(amounts: readonly number[] = [70_000]) {
    const merchantUid = await checkout.order();
    const impUid = open(merchantUid);
    for (const amount of amounts) expect((await patch(merchantUid, { amount })).status).toBe(200);
    return { merchantUid, impUid };
  }

  test.each(['callback', 'redirect', 'webhook'] as const)(
    'in a window that was open at the amendment is held, not forged and not given back (%s)',
    async (source) => {
      const { merchantUid, impUid } = await amendedMeanwhile();
      checkout.letPass(HOUR_MS);
      checkout.sandbox().payments.approve(impUid);
      expect((await checkout[source](impUid, merchantUid)).body).toMatchObject({ status: 'paymentHeld' });
      expect(await checkout.read(merchantUid)).toMatchObject({
        status: 'pending',
        paid_by: null,
        attention: [{ reason: 'amountChanged', imp_uid: impUid }],
        cancels: [],
      });
      expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ cancel_amount: 0 });
    },
  );

  test('is held however often the amount was changed since', async () => {
    const { merchantUid, impUid } = await amendedMeanwhile([70_000, 60_000, 50_000]);
    checkout.sandbox().payments.approve(impUid);
    expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'paymentHeld' });
  });

  test.each([
    ['that is not paid', 'pending', () => undefined],
    ['that failed', 'failed', (impUid: string) => checkout.sandbox().payments.decline(impUid)],
    [
      'that was given back in full',
      'cancelled',
      (impUid: string) => {
        checkout.sandbox().payments.approve(impUid);
        checkout.sandbox().payments.consoleCancel(impUid);
      },
    ],
  ])('%s is answered by its status, and is no forgery either', async (_, status, happen) => {
    const { merchantUid, impUid } = await amendedMeanwhile();
    happen(impUid);
    expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status });
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'pending', paid_by: null, attention: [] });
  });

  test('settles the order where the amount was changed back', async () => {
    const { merchantUid, impUid } = await amendedMeanwhile([70_000, 64_900]);
    checkout.sandbox().payments.approve(impUid);
    expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'success' });
  });

  test('in a window that was opened long after the amendment is forged, and given back', async () => {
    const { merchantUid } = await amendedMeanwhile();
    checkout.letPass(HOUR_MS);
    const impUid = checkout.pay(merchantUid);
    expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'forgery' });
    await checkout.until(merchantUid, ({ cancels }) => cancels[0]?.status === 'done');
  });

  test('is held where its look-up was under way at the amendment', async () => {
    const merchantUid = await checkout.order();
    const impUid = open(merchantUid);
    const { calls, faults, payments } = checkout.sandbox();
    calls.reset();
    faults.set({ kind: 'hold', route: 'GET /payments/:imp_uid', impUid, times: 1 });
    const callback = checkout.callback(impUid, merchantUid).then((reply) => reply.body as unknown);
    await calls.reached('GET /payments/:imp_uid', 1);
    expect((await patch(merchantUid, { amount: 70_000 })).status).toBe(200);
    payments.approve(impUid);
    faults.release();
    expect(await callback).toMatchObject({ status: 'paymentHeld' });
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'pending', paid_by: null });
  });
});

describe('expires_at', () => {
  test('may be extended while an account is open, even after the old deadline; then a card payment counts again', async () => {
    const merchantUid = await checkout.order({ expires_at: checkout.timeIn(HOUR_MS) });
    const account = open(merchantUid);
    checkout.sandbox().payments.issueVirtualAccount(account);
    await checkout.callback(account, merchantUid);
    checkout.letPass(2 * HOUR_MS);
    const expires_at = checkout.timeIn(HOUR_MS);
    const reply = await patch(merchantUid, { expires_at });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ expires_at, status: 'ready', accepted_until: { payment: expires_at } });
    expect((await checkout.callback(checkout.pay(merchantUid), merchantUid)).body).toMatchObject({ status: 'success' });
  });

  test('causes no call to i’mport, and the order is polled soon', async () => {
    const merchantUid = await checkout.order();
    const preparedAt = (await checkout.stored(merchantUid))?.preparedAt;
    checkout.sandbox().calls.reset();
    expect((await patch(merchantUid, { expires_at: checkout.timeIn(HOUR_MS), name: '의자' })).status).toBe(200);
    // The passes call i'mport for other orders too, so the test checks the effect of the calls.
    const paths = checkout
      .sandbox()
      .calls.list()
      .map(({ path }) => path);
    expect(paths.filter((path) => path.includes(merchantUid))).toEqual([]);
    const order = await checkout.stored(merchantUid);
    expect(order?.preparedAt).toEqual(preparedAt);
    expect(+order!.queues.poll!.dueAt).toBeLessThanOrEqual(Date.parse(checkout.timeIn(60_000)));
  });

  test.each([
    ['now', () => ({ expires_at: checkout.timeIn(0) })],
    ['no moment', () => ({ expires_at: 'tomorrow' })],
    ['null', () => ({ expires_at: null })],
  ])('is a 400 where it is %s', async (_, body) => {
    expect((await patch(await checkout.order(), body())).status).toBe(400);
  });

  test('may change only alone while an account is open: together with an amount or a name nothing changes', async () => {
    const expires_at = checkout.timeIn(HOUR_MS);
    const merchantUid = await checkout.order({ expires_at });
    const account = open(merchantUid);
    checkout.sandbox().payments.issueVirtualAccount(account);
    await checkout.callback(account, merchantUid);
    for (const more of [{ amount: 70_000 }, { name: '의자' }]) {
      expect((await patch(merchantUid, { expires_at: checkout.timeIn(9 * HOUR_MS), ...more })).status).toBe(409);
    }
    expect(await checkout.read(merchantUid)).toMatchObject({ expires_at, amount: 64_900 });
  });

  test('does not reopen an order that is paid, expired or holds a payment of its own', async () => {
    const { merchantUid } = await checkout.paidOrder();
    expect((await patch(merchantUid, { expires_at: checkout.timeIn(HOUR_MS) })).status).toBe(409);
    const late = await checkout.order({ expires_at: checkout.timeIn(HOUR_MS) });
    checkout.letPass(2 * HOUR_MS);
    await checkout.callback(checkout.pay(late), late);
    expect((await patch(late, { expires_at: checkout.timeIn(HOUR_MS) })).status).toBe(409);
  });
});
