import { useCheckout, type PaymentFields } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

const checkout = useCheckout();
const HOUR_S = 3_600;
const nowS = () => Math.floor(Date.now() / 1000);
const inAnHour = () => new Date(Date.now() + HOUR_S * 1000).toISOString();

interface Row {
  /** Part of the test's title. */
  readonly when: string;
  readonly order?: () => Record<string, unknown>;
  readonly payment: () => Partial<PaymentFields>;
  readonly http: number;
  readonly status: string;
  readonly message?: string;
  /** The order's state afterwards. */
  readonly state: string;
  readonly attention?: readonly string[];
}

const VBANK = () => ({
  status: 'ready',
  pay_method: 'vbank',
  vbank_code: '004',
  vbank_name: 'KB국민은행',
  vbank_num: '90001234567890',
  vbank_holder: '가게',
  vbank_issued_at: nowS(),
  vbank_date: nowS() + 72 * HOUR_S,
});

/** The answer table of docs/api.md, row by row; every row runs for all three sources. */
const ROWS: readonly Row[] = [
  {
    when: 'it is paid and matches the order',
    payment: () => ({}),
    http: 200,
    status: 'success',
    message: 'General payment successful',
    state: 'paid',
  },
  {
    when: 'it is paid in a currency with decimals',
    order: () => ({ amount: 12.34, currency: 'USD' }),
    payment: () => ({ amount: 12.34, currency: 'USD' }),
    http: 200,
    status: 'success',
    state: 'paid',
  },
  {
    when: 'a part of it is cancelled, which counts as paid',
    payment: () => ({ status: 'cancelled', cancel_amount: 5_000 }),
    http: 200,
    status: 'success',
    state: 'partially_cancelled',
  },
  {
    when: 'a virtual account is issued',
    payment: VBANK,
    http: 200,
    status: 'vbankIssued',
    message: 'Virtual account issued successfully',
    state: 'ready',
  },
  {
    when: 'less was paid',
    payment: () => ({ amount: 100 }),
    http: 400,
    status: 'forgery',
    message: 'Forged/falsified payment attempted',
    state: 'pending',
    attention: ['amountDiffers'],
  },
  {
    when: 'the amount is not a whole number of won: a mismatch, not a malformed reply',
    payment: () => ({ amount: 10.04 }),
    http: 400,
    status: 'forgery',
    state: 'pending',
    attention: ['amountDiffers'],
  },
  {
    when: 'the number is the same in another currency',
    payment: () => ({ currency: 'USD' }),
    http: 400,
    status: 'forgery',
    state: 'pending',
    attention: ['currencyDiffers'],
  },
  {
    when: 'an account was issued over another amount',
    payment: () => ({ ...VBANK(), amount: 100 }),
    http: 400,
    status: 'forgery',
    state: 'pending',
    attention: ['amountDiffers'],
  },
  {
    when: 'a payment of another amount failed, so no money moved',
    payment: () => ({ status: 'failed', amount: 100 }),
    http: 400,
    status: 'forgery',
    state: 'pending',
  },
  {
    when: 'it failed at the PG, with the PG’s reason',
    payment: () => ({ status: 'failed', fail_reason: '한도초과' }),
    http: 402,
    status: 'failed',
    message: '한도초과',
    state: 'pending',
  },
  {
    when: 'it failed without a reason',
    payment: () => ({ status: 'failed', fail_reason: null }),
    http: 402,
    status: 'failed',
    message: 'Payment failed',
    state: 'pending',
  },
  {
    when: 'the window was closed before payment',
    payment: () => ({ status: 'ready' }),
    http: 202,
    status: 'pending',
    state: 'pending',
  },
  {
    when: 'its status is unknown',
    payment: () => ({ status: 'paid_by_pigeon' }),
    http: 202,
    status: 'pending',
    state: 'pending',
    attention: ['unknownStatus'],
  },
  {
    when: 'all of it is cancelled',
    payment: () => ({ status: 'cancelled', cancel_amount: 64_900 }),
    http: 409,
    status: 'cancelled',
    state: 'pending',
  },
  {
    when: 'it was paid after the order’s deadline',
    order: () => ({ expires_at: inAnHour() }),
    payment: () => ({ paid_at: nowS() + 2 * HOUR_S }),
    http: 409,
    status: 'orderClosed',
    state: 'expired',
    attention: ['late'],
  },
];

const SOURCES = {
  callback: (impUid: string, merchantUid: string) => checkout.callback(impUid, merchantUid),
  redirect: (impUid: string, merchantUid: string) => checkout.redirect(impUid, merchantUid),
  webhook: (impUid: string, merchantUid: string) => checkout.webhook(impUid, merchantUid),
};

describe.each(['callback', 'redirect', 'webhook'] as const)('by %s', (source) => {
  test.each(ROWS.map((row) => [row.status, row.when, row] as const))('%s: %s', async (_status, _when, row) => {
    const merchantUid = await checkout.order(row.order?.());
    const impUid = checkout.pay(merchantUid, row.payment());

    const reply = await SOURCES[source](impUid, merchantUid);

    expect(reply.status).toBe(source === 'webhook' ? 200 : row.http);
    expect(reply.body).toMatchObject({ status: row.status });
    if (row.message !== undefined && source !== 'webhook') expect(reply.body).toMatchObject({ message: row.message });
    const order = await checkout.read(merchantUid);
    expect(order.status).toBe(row.state);
    expect(order.attention.map(({ reason }) => reason)).toEqual(row.attention ?? []);
    expect(order.payments).toEqual([expect.objectContaining({ imp_uid: impUid, outcome: row.status, source })]);
    expect(order.history).toHaveLength(row.state === 'pending' ? 0 : 1);
  });

  test('forgery: another order’s payment is refused, kept as evidence, and not stored as a payment of this order', async () => {
    const mine = await checkout.order();
    const other = await checkout.order();
    const impUid = checkout.pay(other);
    const reply = await SOURCES[source](impUid, mine);
    expect(reply.body).toMatchObject({ status: 'forgery' });
    expect(await checkout.read(mine)).toMatchObject({
      status: 'pending',
      payments: [],
      attention: [{ reason: 'replay', imp_uid: impUid, reported: { merchant_uid: other, amount: 64_900 } }],
    });
    expect(await checkout.read(other)).toMatchObject({ status: 'pending', payments: [], attention: [] });
  });

  test('duplicate: another payment has settled the order', async () => {
    const merchantUid = await checkout.order();
    const first = checkout.pay(merchantUid);
    const second = checkout.pay(merchantUid);
    await SOURCES[source](first, merchantUid);
    const reply = await SOURCES[source](second, merchantUid);
    expect(reply.status).toBe(source === 'webhook' ? 200 : 409);
    expect(reply.body).toMatchObject({ status: 'duplicate' });
    expect(await checkout.read(merchantUid)).toMatchObject({
      status: 'paid',
      paid_by: first,
      payments: [{ imp_uid: first }, { imp_uid: second, outcome: 'duplicate' }],
      attention: [{ reason: 'duplicate', imp_uid: second }],
    });
  });

  // i'mport sends a webhook once, so it must repeat one whose order waits.
  const notFound =
    source === 'webhook' ? { http: 503, status: 'unavailable' } : { http: 404, status: 'paymentNotFound' };

  test(`${notFound.status}: i’mport does not know the payment; nothing of the order is changed`, async () => {
    const merchantUid = await checkout.order();
    const before = await checkout.stored(merchantUid);
    const reply = await SOURCES[source]('imp_000000000000', merchantUid);
    expect(reply.status).toBe(notFound.http);
    expect(reply.body).toMatchObject({ status: notFound.status });
    expect({ ...(await checkout.stored(merchantUid)), queues: null }).toEqual({ ...before, queues: null });
  });

  test(`${notFound.status}: a payment of the test channel is hidden from a look-up in live mode`, async () => {
    const merchantUid = await checkout.order();
    const reply = await SOURCES[source](checkout.pay(merchantUid, { sandbox: true }), merchantUid);
    expect(reply.body).toMatchObject({ status: notFound.status });
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'pending', payments: [], attention: [] });
  });

  test('forgery: a reply that carries the test mark all the same is refused in live mode', async () => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid);
    checkout.sandbox().payments.distort(impUid, { sandbox: true });
    const reply = await SOURCES[source](impUid, merchantUid);
    expect(reply.body).toMatchObject({ status: 'forgery' });
    expect(await checkout.read(merchantUid)).toMatchObject({
      status: 'pending',
      payments: [],
      attention: [{ reason: 'testChannel', imp_uid: impUid }],
    });
  });

  test('orderNotFound: no call to i’mport is made', async () => {
    const { calls } = checkout.sandbox();
    const impUid = checkout.pay('nobody-knows-this');
    calls.reset();
    const reply = await SOURCES[source](impUid, 'nobody-knows-this');
    expect(reply.status).toBe(source === 'webhook' ? 200 : 404);
    expect(reply.body).toMatchObject({ status: 'orderNotFound' });
    expect(calls.count('GET /payments/:imp_uid')).toBe(0);
  });

  test.each([
    ['nonsense', { kind: 'broken-json' }],
    ['with 500', { kind: 'status', status: 500 }],
    ['with an unexpected shape', { kind: 'null-response' }],
    ['not at all', { kind: 'connection-reset' }],
  ] as const)('unavailable: i’mport answers %s; nothing changed, send again', async (_, fault) => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid);
    const id = checkout.sandbox().faults.set({ ...fault, impUid });
    const before = await checkout.stored(merchantUid);
    const reply = await SOURCES[source](impUid, merchantUid);
    expect(reply.status).toBe(503);
    expect(reply.headers['retry-after']).toBe('5');
    expect(reply.body).toMatchObject({ status: 'unavailable' });
    expect(await checkout.stored(merchantUid)).toEqual(before);

    checkout.sandbox().faults.remove(id);
    expect((await SOURCES[source](impUid, merchantUid)).body).toMatchObject({ status: 'success' });
  });
});
