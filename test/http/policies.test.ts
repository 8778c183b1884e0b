import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Payments that must not settle an order, under each policy, over HTTP. */
const SOURCES = ['callback', 'redirect', 'webhook'] as const;

type Checkout = ReturnType<typeof useCheckout>;
type Case = readonly ['forged' | 'duplicate' | 'late', string, (checkout: Checkout) => Promise<Wrong>];
interface Wrong {
  readonly merchantUid: string;
  readonly impUid: string;
  /** The paid amount. */
  readonly amount: number;
}

const CASES: readonly Case[] = [
  [
    'forged',
    'amountDiffers',
    async (checkout) => {
      const merchantUid = await checkout.order();
      return { merchantUid, impUid: checkout.pay(merchantUid, { amount: 100 }), amount: 100 };
    },
  ],
  [
    'forged',
    'currencyDiffers',
    async (checkout) => {
      const merchantUid = await checkout.order({ amount: 100 });
      return { merchantUid, impUid: checkout.pay(merchantUid, { amount: 100, currency: 'USD' }), amount: 100 };
    },
  ],
  [
    'duplicate',
    'duplicate',
    async (checkout) => {
      const { merchantUid } = await checkout.paidOrder();
      return { merchantUid, impUid: checkout.pay(merchantUid), amount: 64_900 };
    },
  ],
  [
    'late',
    'late',
    async (checkout) => {
      const merchantUid = await checkout.order({ expires_at: checkout.timeIn(60_000) });
      checkout.letPass(120_000);
      return { merchantUid, impUid: checkout.pay(merchantUid), amount: 64_900 };
    },
  ],
];

const eventsOf = async (checkout: Checkout, merchantUid: string) =>
  (await checkout.stored(merchantUid))?.outbox.flatMap(({ message }) =>
    message.channel === 'shop' ? [message.event] : [],
  );

describe('hold, the default', () => {
  const checkout = useCheckout();

  describe.each(CASES)('%s (%s)', (_, reason, happen) => {
    test.each(SOURCES)('keeps the money and the evidence, and notifies the shop (%s)', async (source) => {
      const { merchantUid, impUid } = await happen(checkout);
      await checkout[source](impUid, merchantUid);
      await checkout[source](impUid, merchantUid);
      const order = await checkout.read(merchantUid);
      expect(order).toMatchObject({ needs_attention: true, attention: [{ reason, imp_uid: impUid }], cancels: [] });
      expect(order.paid_by).not.toBe(impUid);
      expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ cancel_amount: 0 });
      expect((await eventsOf(checkout, merchantUid))?.filter((event) => event === 'payment.attention')).toHaveLength(1);
    });
  });
});

describe('cancel', () => {
  const checkout = useCheckout({ FORGED_PAYMENT: 'cancel', DUPLICATE_PAYMENT: 'cancel', LATE_PAYMENT: 'cancel' });
  afterEach(() => checkout.sandbox().faults.clear());

  const isOver = ({ cancels }: { readonly cancels: readonly { readonly status: string }[] }) =>
    cancels.length > 0 && cancels.every(({ status }) => status === 'done' || status === 'refused');

  describe.each(CASES)('%s (%s)', (cause, reason, happen) => {
    test.each(SOURCES)('gives back the whole paid amount once (%s)', async (source) => {
      const { merchantUid, impUid, amount } = await happen(checkout);
      await Promise.all([checkout[source](impUid, merchantUid), checkout[source](impUid, merchantUid)]);
      const order = await checkout.until(merchantUid, isOver);
      expect(order.cancels).toMatchObject([{ cause, status: 'done', amount, imp_uid: impUid }]);
      expect(order.attention).toMatchObject([{ reason }]);
      expect(order.paid_by).not.toBe(impUid);
      await checkout.webhook(impUid, merchantUid, 'cancelled');
      expect(
        checkout
          .sandbox()
          .payments.get(impUid)
          ?.cancel_history.map((each) => each.amount),
      ).toEqual([amount]);
      expect(await eventsOf(checkout, merchantUid)).toEqual(
        expect.arrayContaining(['payment.attention', 'payment.cancelled']),
      );
    });

    test('gives back what is left where a part was cancelled before', async () => {
      const { merchantUid, impUid, amount } = await happen(checkout);
      checkout.sandbox().payments.consoleCancel(impUid, { amount: 40 });
      await checkout.webhook(impUid, merchantUid);
      await checkout.until(merchantUid, isOver);
      expect(
        checkout
          .sandbox()
          .payments.get(impUid)
          ?.cancel_history.map((each) => each.amount),
      ).toEqual([40, amount - 40]);
    });

    test('refused: attention, and no second try', async () => {
      const { merchantUid, impUid } = await happen(checkout);
      checkout.sandbox().faults.set({ kind: 'pg-refusal', impUid });
      await checkout.webhook(impUid, merchantUid);
      const order = await checkout.until(merchantUid, isOver);
      expect(order.cancels).toMatchObject([{ status: 'refused' }]);
      expect(order.attention).toMatchObject([{ reason }, { reason: 'cancelRefused', imp_uid: impUid }]);
      checkout.sandbox().faults.clear();
      await checkout.webhook(impUid, merchantUid);
      expect((await checkout.read(merchantUid)).cancels).toHaveLength(1);
      expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ cancel_amount: 0 });
    });
  });

  test('a deposit cannot go back without an account that only the buyer knows: attention', async () => {
    const { merchantUid } = await checkout.paidOrder();
    const impUid = checkout.pay(merchantUid, { status: 'ready' });
    checkout.sandbox().payments.issueVirtualAccount(impUid);
    checkout.sandbox().payments.deposit(impUid);
    await checkout.webhook(impUid, merchantUid);
    await checkout.webhook(impUid, merchantUid);
    expect(await checkout.read(merchantUid)).toMatchObject({
      cancels: [],
      attention: [{ reason: 'duplicate' }, { reason: 'refundAccountMissing', imp_uid: impUid }],
    });
    expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ cancel_amount: 0 });
  });

  test('another order’s payment is never given back because of it', async () => {
    const { impUid } = await checkout.paidOrder();
    const merchantUid = await checkout.order();
    for (const source of SOURCES) await checkout[source](impUid, merchantUid);
    expect(await checkout.read(merchantUid)).toMatchObject({ attention: [{ reason: 'replay' }], cancels: [] });
    expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ cancel_amount: 0 });
  });

  test('a payment of the test channel is refused, and there is nothing to give back', async () => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid, { amount: 100, sandbox: true });
    for (const source of SOURCES) await checkout[source](impUid, merchantUid);
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'pending', cancels: [] });
    expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ cancel_amount: 0 });
  });

  test('a failed payment that turns out paid is judged like any other', async () => {
    const { merchantUid } = await checkout.paidOrder();
    const impUid = checkout.pay(merchantUid, { status: 'failed' });
    await checkout.callback(impUid, merchantUid);
    checkout.sandbox().payments.approve(impUid);
    await checkout.webhook(impUid, merchantUid);
    expect(await checkout.until(merchantUid, isOver)).toMatchObject({ cancels: [{ cause: 'duplicate' }] });
  });
});

describe('accounts, whatever the policy', () => {
  const checkout = useCheckout();
  const issue = (merchantUid: string, fields = {}) => {
    const impUid = checkout.pay(merchantUid, { status: 'ready', ...fields });
    checkout.sandbox().payments.issueVirtualAccount(impUid);
    return impUid;
  };
  const isRevoked = ({ cancels }: { readonly cancels: readonly { readonly status: string }[] }) =>
    cancels.length > 0 && cancels.every(({ status }) => status === 'done');

  test('an account of a wrong amount is revoked before a deposit', async () => {
    const merchantUid = await checkout.order();
    const impUid = issue(merchantUid, { amount: 100 });
    await checkout.callback(impUid, merchantUid);
    const order = await checkout.until(merchantUid, isRevoked);
    expect(order.cancels).toMatchObject([{ kind: 'revoke', cause: 'wrong', imp_uid: impUid }]);
    expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ status: 'failed' });
  });

  test('settling one revokes the others; a later deposit into another one is a duplicate', async () => {
    const merchantUid = await checkout.order();
    const [first, second] = [issue(merchantUid), issue(merchantUid)];
    for (const impUid of [first, second]) await checkout.callback(impUid, merchantUid);
    checkout.sandbox().payments.deposit(first);
    await checkout.webhook(first, merchantUid);
    const order = await checkout.until(merchantUid, isRevoked);
    expect(order).toMatchObject({ status: 'paid', cancels: [{ cause: 'surplus', imp_uid: second }], attention: [] });
    checkout.sandbox().payments.deposit(second);
    await checkout.webhook(second, merchantUid);
    expect(await checkout.read(merchantUid)).toMatchObject({
      paid_by: first,
      attention: [{ reason: 'duplicate', imp_uid: second }],
    });
  });
});

describe('LATE_PAYMENT=accept', () => {
  const checkout = useCheckout({ LATE_PAYMENT: 'accept' });

  test.each(SOURCES)('settles the order, and raises attention (%s)', async (source) => {
    const merchantUid = await checkout.order({ expires_at: checkout.timeIn(60_000) });
    checkout.letPass(120_000);
    const impUid = checkout.pay(merchantUid);
    expect((await checkout[source](impUid, merchantUid)).body).toMatchObject({ status: 'success' });
    expect(await checkout.read(merchantUid)).toMatchObject({
      status: 'paid',
      paid_by: impUid,
      attention: [{ reason: 'late' }],
      cancels: [],
    });
  });
});
