import { ORDER_LIMITS } from '../../src/domain/order-limits';
import { useCheckout, type PaymentFields } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Evidence that anyone can create for free neither hides money nor fills the attention list. */
const checkout = useCheckout({ LOOKUPS_PER_MINUTE: '0' });

const issued = (merchantUid: string, fields: Partial<PaymentFields> = {}) => {
  const impUid = checkout.pay(merchantUid, { status: 'ready', ...fields });
  void checkout.sandbox().payments.issueVirtualAccount(impUid);
  return impUid;
};
const reasonsOf = async (merchantUid: string) =>
  (await checkout.read(merchantUid)).attention.map(({ reason, imp_uid }) => [reason, imp_uid]);

describe('a payment of another order', () => {
  test.each<[string, Partial<PaymentFields>]>([
    ['an abandoned window', { status: 'ready' }],
    ['a failed attempt', { status: 'failed' }],
  ])('posted for twenty orders (%s) is refused, and puts none of them on the list', async (_, fields) => {
    const impUid = checkout.pay(await checkout.order(), fields);
    for (let i = 0; i < 20; i += 1) {
      const merchantUid = await checkout.order();
      const before = await checkout.stored(merchantUid);
      const sources = [checkout.callback(impUid, merchantUid), checkout.webhook(impUid, merchantUid)];
      for (const reply of await Promise.all(sources)) expect(reply.body).toMatchObject({ status: 'forgery' });
      expect(await checkout.stored(merchantUid)).toEqual(before);
    }
  });

  test.each<[string, (order: string) => string]>([
    ['paid', (order) => checkout.pay(order)],
    ['given back later', (order) => checkout.pay(order, { status: 'cancelled' })],
    ['of an unknown status', (order) => checkout.pay(order, { status: 'in_review' })],
    ['an account that waits', (order) => issued(order)],
  ])('that holds money or an account raises attention: %s', async (_, pay) => {
    const impUid = pay(await checkout.order());
    const merchantUid = await checkout.order();
    await checkout.callback(impUid, merchantUid);
    expect(await reasonsOf(merchantUid)).toEqual([['replay', impUid]]);
  });
});

test('a failed attempt at a test channel raises no attention either', async () => {
  const merchantUid = await checkout.order();
  for (const status of ['ready', 'failed']) checkout.pay(merchantUid, { status, sandbox: true });
  // Closing reads every attempt; the look-up by imp_uid does not show those of test channels.
  const reply = await checkout.cancel(merchantUid, { all: true });
  expect(reply.body).toMatchObject({ status: 'closed' });
  expect(await reasonsOf(merchantUid)).toEqual([]);
});

describe('evidence of money is not displaced by', () => {
  const floods: [string, (merchantUid: string, other: string) => string][] = [
    ['abandoned attempts of other orders', (_, other) => checkout.pay(other, { status: 'failed' })],
    ['accounts of other orders', (_, other) => issued(other)],
    ['accounts over another amount', (merchantUid) => issued(merchantUid, { amount: 100 })],
    ['paid payments of other orders', (_, other) => checkout.pay(other)],
  ];

  test.each(floods)('%s', async (_, flood) => {
    const [merchantUid, other] = [await checkout.order(), await checkout.order()];
    for (let i = 0; i < 60; i += 1) await checkout.callback(flood(merchantUid, other), merchantUid);
    const unknown = checkout.pay(merchantUid, { status: 'in_review' });
    await checkout.callback(unknown, merchantUid);
    const wrong = checkout.pay(merchantUid, { amount: 100 });
    await checkout.callback(wrong, merchantUid);
    expect((await reasonsOf(merchantUid)).slice(-2)).toEqual([
      ['unknownStatus', unknown],
      ['amountDiffers', wrong],
    ]);
    const { payments } = await checkout.read(merchantUid);
    expect(payments.map(({ imp_uid }) => imp_uid)).toEqual(expect.arrayContaining([unknown, wrong]));
  });

  test('attempts of its own: a payment of unknown status is stored, and keeps the order from expiring', async () => {
    const merchantUid = await checkout.order({ expires_at: checkout.timeIn(60 * 60_000) });
    for (let i = 0; i < 110; i += 1)
      await checkout.callback(checkout.pay(merchantUid, { status: 'failed' }), merchantUid);
    const unknown = checkout.pay(merchantUid, { status: 'in_review' });
    await checkout.callback(unknown, merchantUid);
    const { payments } = await checkout.read(merchantUid);
    expect(payments).toHaveLength(ORDER_LIMITS.paymentsOfAKind + 1);
    expect(payments.at(-1)).toMatchObject({ imp_uid: unknown, outcome: 'pending' });
    expect(await reasonsOf(merchantUid)).toEqual([['unknownStatus', unknown]]);
  });
});
