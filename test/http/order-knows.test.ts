import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** What an order has recorded is answered when a look-up fails: `recallRecorded` and `recallSettling`. */
const checkout = useCheckout({ TRUST_PROXY: '1' });
const GATEWAY = '52.78.100.19';
const READ = 'GET /payments/:imp_uid';
const nowS = () => Math.floor(Date.now() / 1000);
const lookUpsOf = (impUid: string) =>
  checkout
    .sandbox()
    .calls.list()
    .filter(({ path }) => path === `/payments/${impUid}`).length;
let ids = 0;
const newImpUid = () => `imp_k${process.pid}${(ids += 1)}`;

/** Without fields that deliveries change. */
afterEach(() => checkout.sandbox().faults.clear());

const ACCOUNT = () => ({
  status: 'ready',
  pay_method: 'vbank',
  vbank_num: '90001234567890',
  vbank_issued_at: nowS(),
  vbank_date: nowS() + 72 * 3_600,
});

describe('an id that was unknown, and is found', () => {
  test('by i’mport’s webhook: callback and redirect are answered from the order, not with 404', async () => {
    const merchantUid = await checkout.order();
    const impUid = newImpUid();
    expect((await checkout.callback(impUid, merchantUid)).status).toBe(404);
    checkout.pay(merchantUid, { imp_uid: impUid });
    const webhook = await checkout.webhook(impUid, merchantUid).set('x-forwarded-for', GATEWAY);
    expect([webhook.status, webhook.body]).toEqual([200, { status: 'success' }]);
    expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'success' });
    expect((await checkout.redirect(impUid, merchantUid)).body).toMatchObject({ status: 'success' });
    const another = await checkout.order();
    expect((await checkout.callback(impUid, another)).body).toMatchObject({ status: 'forgery' });
  });

  test('by another instance or a search: the payment is looked up again for the order that holds it', async () => {
    const merchantUid = await checkout.order();
    const impUid = newImpUid();
    await checkout.callback(impUid, merchantUid);
    checkout.pay(merchantUid, { imp_uid: impUid, status: 'failed', fail_reason: '한도초과' });
    // Reading an order causes a look-up.
    checkout.letPass(31_000);
    await checkout.read(merchantUid);
    expect((await checkout.stored(merchantUid))?.payments).toMatchObject([{ outcome: 'failed' }]);
    const reply = await checkout.callback(impUid, merchantUid);
    expect([reply.status, reply.body]).toEqual([402, expect.objectContaining({ message: '한도초과' })]);
  });

  test('during a look-up that ends in 404: the order is read again', async () => {
    const merchantUid = await checkout.order();
    const impUid = newImpUid();
    checkout.sandbox().faults.set({ kind: 'hold', impUid, route: READ, times: 1, when: 'after' });
    const reads = checkout.sandbox().calls.count(READ);
    const callback = checkout.callback(impUid, merchantUid).then((reply) => reply);
    await checkout.sandbox().calls.reached(READ, reads + 1);
    checkout.pay(merchantUid, { imp_uid: impUid });
    checkout.letPass(31_000);
    await checkout.read(merchantUid);
    expect((await checkout.stored(merchantUid))?.state).toBe('paid');
    checkout.sandbox().faults.release();
    expect((await callback).body).toMatchObject({ status: 'success' });
  });
});

type Failure = readonly [string, { readonly kind: 'status'; readonly status: number }];
const FAILURES: readonly Failure[] = [
  ['a fault', { kind: 'status', status: 500 }],
  ['404', { kind: 'status', status: 404 }],
];

interface Recorded {
  readonly what: string;
  readonly of: () => Promise<{ readonly merchantUid: string; readonly impUid: string }>;
  readonly http: number;
  readonly status: string;
}

async function recorded(fields: object, order: Record<string, unknown> = {}) {
  const merchantUid = await checkout.order(order);
  const impUid = checkout.pay(merchantUid, fields);
  await checkout.callback(impUid, merchantUid);
  return { merchantUid, impUid };
}

const RECORDED: readonly Recorded[] = [
  { what: 'paid', of: () => recorded({}), http: 200, status: 'success' },
  { what: 'given back', of: () => recorded({ status: 'cancelled' }), http: 409, status: 'cancelled' },
  { what: 'an open account', of: () => recorded(ACCOUNT()), http: 200, status: 'vbankIssued' },
  {
    what: 'a duplicate',
    async of() {
      const { merchantUid } = await checkout.paidOrder();
      const impUid = checkout.pay(merchantUid);
      await checkout.callback(impUid, merchantUid);
      return { merchantUid, impUid };
    },
    http: 409,
    status: 'duplicate',
  },
  {
    what: 'late',
    async of() {
      const merchantUid = await checkout.order({ expires_at: checkout.timeIn(1_000) });
      checkout.letPass(10_000);
      const impUid = checkout.pay(merchantUid);
      await checkout.callback(impUid, merchantUid);
      return { merchantUid, impUid };
    },
    http: 409,
    status: 'orderClosed',
  },
  { what: 'failed', of: () => recorded({ status: 'failed' }), http: 503, status: 'unavailable' },
  { what: 'pending', of: () => recorded({ status: 'ready' }), http: 503, status: 'unavailable' },
  { what: 'forged', of: () => recorded({ amount: 100 }), http: 503, status: 'unavailable' },
];

describe.each(FAILURES)('a look-up that ends in %s', (_, fault) => {
  test.each(RECORDED)('is answered with $status where $what is recorded, and nothing is written', async (row) => {
    const { merchantUid, impUid } = await row.of();
    // Later than the time in which a settlement alone is the answer.
    checkout.letPass(11_000);
    const before = await checkout.storedButDeliveries(merchantUid);
    checkout.sandbox().faults.set({ ...fault, route: READ });
    for (const source of ['callback', 'redirect'] as const) {
      const asked = lookUpsOf(impUid);
      const reply = await checkout[source](impUid, merchantUid);
      expect([source, reply.status, reply.body]).toEqual([
        source,
        row.http,
        expect.objectContaining({ status: row.status }),
      ]);
      expect(lookUpsOf(impUid)).toBeGreaterThan(asked);
    }
    expect(await checkout.storedButDeliveries(merchantUid)).toEqual(before);
  });

  test('is no answer to a webhook that claims something new, and 200 where the order holds it', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    checkout.sandbox().faults.set({ ...fault, route: READ });
    expect((await checkout.webhook(impUid, merchantUid, 'cancelled')).status).toBe(503);
    expect((await checkout.webhook(impUid, merchantUid, 'failed')).status).toBe(503);
    expect((await checkout.webhook(impUid, merchantUid, 'paid')).status).toBe(200);
  });
});

test('a webhook whose payment was recorded while its own look-up failed gets 200', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid);
  checkout.sandbox().faults.set({ kind: 'hold', impUid, route: READ, times: 1 });
  checkout.sandbox().faults.set({ kind: 'status', status: 500, impUid, route: READ });
  const reads = checkout.sandbox().calls.count(READ);
  const webhook = checkout.webhook(impUid, merchantUid).then((reply) => reply);
  await checkout.sandbox().calls.reached(READ, reads + 1);
  checkout.letPass(31_000);
  await checkout.read(merchantUid);
  checkout.sandbox().faults.release();
  expect((await webhook).status).toBe(200);
});

describe('the payment that settled the order', () => {
  test.each(['callback', 'redirect'] as const)('webhook and %s together cost one look-up', async (source) => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid);
    await checkout.webhook(impUid, merchantUid);
    expect((await checkout[source](impUid, merchantUid)).body).toMatchObject({ status: 'success' });
    expect(lookUpsOf(impUid)).toBe(1);
  });

  test('is looked up again after ten seconds', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    checkout.letPass(10_000);
    await checkout.callback(impUid, merchantUid);
    expect(lookUpsOf(impUid)).toBe(2);
  });

  test('a settlement in the future, by the clock of another instance, is not used as the answer', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    const ahead = new Date(Date.now() + 3_600_000);
    await checkout
      .db()
      .collection<{ _id: string }>('orders')
      .updateOne({ _id: merchantUid }, { $set: { 'history.0.at': ahead } });
    await checkout.callback(impUid, merchantUid);
    expect(lookUpsOf(impUid)).toBe(2);
  });

  test.each([
    [
      'another payment of that order',
      async () => {
        const { merchantUid } = await checkout.paidOrder();
        return { merchantUid, impUid: checkout.pay(merchantUid) };
      },
    ],
    ['an account', () => recorded(ACCOUNT())],
    ['a failed attempt', () => recorded({ status: 'failed' })],
  ] as const)('what is not settled is always asked again: %s', async (_, of) => {
    const { merchantUid, impUid } = await of();
    const asked = lookUpsOf(impUid);
    await checkout.callback(impUid, merchantUid);
    expect(lookUpsOf(impUid)).toBe(asked + 1);
  });
});
