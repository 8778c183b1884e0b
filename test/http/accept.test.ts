import { useCheckout, type PaymentFields } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';

liftTimeLimits();

/** The shop accepts a held payment, because i'mport does not let the buyer pay under the same key again. */
const checkout = useCheckout({ FORGED_PAYMENT: 'cancel' });
const HOUR_MS = 60 * 60_000;
const KEY = `Bearer ${ORDERS_API_KEY}`;

const accept = (merchantUid: string, body: object) =>
  checkout.http().post(`/orders/${merchantUid}/accept`).set('authorization', KEY).send(body);
const acceptPayment = (merchantUid: string, imp_uid: string) =>
  accept(merchantUid, { imp_uid, reason: '고객 확인 완료' });
const patch = (merchantUid: string, body: object) =>
  checkout.http().patch(`/orders/${merchantUid}`).set('authorization', KEY).send(body);
const longAgo = () => {
  const seconds = Math.floor(Date.parse(checkout.timeIn(-3 * HOUR_MS)) / 1000);
  return { started_at: seconds, paid_at: seconds };
};

interface Scene {
  readonly merchantUid: string;
  readonly impUid: string;
}

async function older(fields: Partial<PaymentFields> = {}): Promise<Scene> {
  const merchantUid = await checkout.order();
  return { merchantUid, impUid: checkout.pay(merchantUid, { ...longAgo(), ...fields }) };
}

async function late(): Promise<Scene> {
  const merchantUid = await checkout.order({ expires_at: checkout.timeIn(60_000) });
  checkout.letPass(120_000);
  return { merchantUid, impUid: checkout.pay(merchantUid) };
}

async function afterClosing(): Promise<Scene> {
  const merchantUid = await checkout.order();
  await checkout.cancel(merchantUid, { all: true });
  checkout.letPass(60_000);
  return { merchantUid, impUid: checkout.pay(merchantUid) };
}

async function overEarlierAmount(): Promise<Scene> {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid, { status: 'ready' });
  await patch(merchantUid, { amount: 70_000 });
  checkout.sandbox().payments.approve(impUid);
  return { merchantUid, impUid };
}

const HELD: readonly [string, () => Promise<Scene>][] = [
  ['late', late],
  ['made after the closing', afterClosing],
  ['older than its order', older],
  ['over an earlier amount', overEarlierAmount],
];

afterEach(() => checkout.sandbox().faults.clear());

describe.each(HELD)('a payment that is %s', (_, happen) => {
  test('settles its order once accepted: in one transition, with its reason and the usual notifications', async () => {
    const { merchantUid, impUid } = await happen();
    await checkout.callback(impUid, merchantUid);
    const reply = await acceptPayment(merchantUid, impUid);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ status: 'accepted', order: { status: 'paid', paid_by: impUid } });
    const order = await checkout.stored(merchantUid);
    expect(order).toMatchObject({ state: 'paid', paidBy: impUid, amount: 64_900, cancels: [] });
    expect(order?.history.at(-1)).toMatchObject({ to: 'paid', source: 'accept', impUid, reason: '고객 확인 완료' });
    const paid = order?.outbox.flatMap(({ message }) =>
      message.channel === 'shop' && message.event === 'order.paid' ? [message.data.amount] : [],
    );
    expect(paid).toEqual([64_900]);
    expect((await checkout.webhook(impUid, merchantUid)).body).toMatchObject({ status: 'success' });
  });

  test('concurrent and repeated acceptances settle the order once', async () => {
    const { merchantUid, impUid } = await happen();
    const replies = await Promise.all(Array.from({ length: 10 }, () => acceptPayment(merchantUid, impUid)));
    replies.push(await acceptPayment(merchantUid, impUid));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    const order = await checkout.stored(merchantUid);
    expect(order?.history.filter(({ to }) => to === 'paid')).toHaveLength(1);
  });
});

describe('is refused, with nothing settled, where the payment is', () => {
  test.each<[string, () => Promise<Scene>, string]>([
    ['forged', async () => older({ paid_at: 0, started_at: 0, amount: 100 }), 'forgery'],
    ['older and of another amount', async () => older({ amount: 100 }), 'forgery'],
    ['given back', async () => older({ status: 'cancelled' }), 'cancelled'],
    ['failed', async () => older({ status: 'failed', paid_at: 0 }), 'failed'],
    [
      'an account without a deposit',
      async () =>
        older({
          status: 'ready',
          paid_at: 0,
          pay_method: 'vbank',
          vbank_num: '9000',
          vbank_issued_at: longAgo().paid_at,
        }),
      'paymentHeld',
    ],
    [
      'another order’s',
      async () => ({ merchantUid: await checkout.order(), impUid: (await older()).impUid }),
      'forgery',
    ],
    [
      'beside the one that settled the order',
      async () => {
        const { merchantUid } = await checkout.paidOrder();
        return { merchantUid, impUid: checkout.pay(merchantUid, longAgo()) };
      },
      'duplicate',
    ],
  ])('%s', async (_, happen, outcome) => {
    const { merchantUid, impUid } = await happen();
    const before = (await checkout.read(merchantUid)).paid_by;
    const reply = await acceptPayment(merchantUid, impUid);
    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({ status: 'notAcceptable', outcome });
    expect((await checkout.read(merchantUid)).paid_by).toBe(before);
  });

  test('on its way back to the buyer', async () => {
    const { merchantUid, impUid } = await late();
    await checkout.callback(impUid, merchantUid);
    checkout.sandbox().settings.change({ cancelMode: 'later' });
    await checkout.cancel(merchantUid, { all: true, imp_uid: impUid });
    checkout.sandbox().settings.reset();
    expect((await acceptPayment(merchantUid, impUid)).status).toBe(409);
    expect(await checkout.read(merchantUid)).toMatchObject({ paid_by: null });
  });
});

test('an acceptance looks the payment up again; without an answer it is a 503 and changes nothing', async () => {
  const { merchantUid, impUid } = await older();
  await checkout.callback(impUid, merchantUid);
  checkout.sandbox().faults.set({ kind: 'status', status: 500 });
  expect((await acceptPayment(merchantUid, impUid)).status).toBe(503);
  expect(await checkout.stored(merchantUid)).toMatchObject({ state: 'pending', paidBy: null });
});

test.each([
  ['no reason', { imp_uid: 'imp_1' }],
  ['an empty reason', { imp_uid: 'imp_1', reason: '' }],
  ['no payment', { reason: 'x' }],
  ['an amount of its own', { imp_uid: 'imp_1', reason: 'x', amount: 1 }],
])('%s is a 400', async (_, body) => {
  expect((await accept(await checkout.order(), body)).status).toBe(400);
});

test('an unknown order or payment is a 404, no key a 401', async () => {
  expect((await acceptPayment('nobody', 'imp_1')).body).toMatchObject({ status: 'orderNotFound' });
  expect((await acceptPayment(await checkout.order(), 'imp_1')).body).toMatchObject({ status: 'paymentNotFound' });
  const { merchantUid, impUid } = await older();
  const stranger = checkout.http().post(`/orders/${merchantUid}/accept`).send({ imp_uid: impUid, reason: 'x' });
  expect((await stranger).status).toBe(401);
});
