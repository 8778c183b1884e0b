import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';

liftTimeLimits();

const checkout = useCheckout();
const AUTHORIZATION = `Bearer ${ORDERS_API_KEY}`;
const POST = 'POST /payments/prepare';
const PUT = 'PUT /payments/prepare';

const post = (merchant_uid: string, fields = {}) =>
  checkout
    .http()
    .post('/orders')
    .set('authorization', AUTHORIZATION)
    .send({ merchant_uid, name: 'chair', amount: 64_900, ...fields });
const patch = (merchant_uid: string, body: object) =>
  checkout.http().patch(`/orders/${merchant_uid}`).set('authorization', AUTHORIZATION).send(body);

/** The amount that is registered with i'mport. */
async function registered(merchantUid: string): Promise<unknown> {
  const { sandbox } = checkout;
  const token = await fetch(`${sandbox().url}/users/getToken`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ imp_key: sandbox().impKey, imp_secret: sandbox().impSecret }),
  });
  const { response } = (await token.json()) as { response: { access_token: string } };
  const reply = await fetch(`${sandbox().url}/payments/prepare/${merchantUid}`, {
    headers: { authorization: response.access_token },
  });
  return ((await reply.json()) as { response: unknown }).response;
}

afterEach(() => {
  checkout.sandbox().faults.clear();
  checkout.sandbox().calls.reset();
});

describe('POST /orders', () => {
  test.each([
    ['won', { amount: 64_900, currency: 'KRW' }],
    ['dollars and cents', { amount: 12.34, currency: 'USD' }],
  ])('registers the amount with i’mport: %s', async (_, terms) => {
    const merchantUid = checkout.newMerchantUid();
    const reply = await post(merchantUid, terms);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ prepared: true });
    expect(await registered(merchantUid)).toEqual({ merchant_uid: merchantUid, ...terms });
  });

  test('an amount that somebody else registered under that key is replaced', async () => {
    const merchantUid = checkout.newMerchantUid();
    checkout.sandbox().prepared.set({ merchant_uid: merchantUid, amount: 100, currency: 'KRW' });
    expect((await post(merchantUid)).body).toMatchObject({ prepared: true });
    expect(checkout.sandbox().calls.count(PUT)).toBe(1);
    expect(await registered(merchantUid)).toMatchObject({ amount: 64_900 });
  });

  test('an equal registered amount is left unchanged', async () => {
    const merchantUid = checkout.newMerchantUid();
    checkout.sandbox().prepared.set({ merchant_uid: merchantUid, amount: 64_900, currency: 'KRW' });
    expect((await post(merchantUid)).body).toMatchObject({ prepared: true });
    expect(checkout.sandbox().calls.count(PUT)).toBe(0);
  });

  test('i’mport unreachable: the order is stored as not prepared, and the same request later registers it', async () => {
    const merchantUid = checkout.newMerchantUid();
    checkout.sandbox().faults.set({ kind: 'status', status: 500, route: POST });
    const reply = await post(merchantUid);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ status: 'pending', prepared: false });
    expect(await checkout.stored(merchantUid)).toMatchObject({
      preparedAt: null,
      queues: { prepare: { dueAt: expect.any(Date) as Date } },
    });

    checkout.sandbox().faults.clear();
    const again = await post(merchantUid);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ prepared: true });
    expect((await checkout.stored(merchantUid))?.queues).not.toHaveProperty('prepare');
  });

  test('an order that is registered is not registered again', async () => {
    const merchantUid = checkout.newMerchantUid();
    await post(merchantUid);
    checkout.sandbox().calls.reset();
    await post(merchantUid);
    expect(checkout.sandbox().calls.count()).toBe(0);
  });
});

describe('PATCH /orders/:merchant_uid', () => {
  test('changes amount and name, and registers the new amount before it answers', async () => {
    const merchantUid = await checkout.order();
    const reply = await patch(merchantUid, { amount: 50_000, name: '할인 의자' });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ amount: 50_000, name: '할인 의자', prepared: true });
    expect(await registered(merchantUid)).toMatchObject({ amount: 50_000 });
    expect(await checkout.stored(merchantUid)).toMatchObject({ revision: 1, amount: 50_000 });
  });

  test.each([
    ['paid', { status: 'paid' }],
    ['an account is issued', { status: 'ready', pay_method: 'vbank', vbank_num: '9000' }],
    ['a forged amount is paid', { status: 'paid', amount: 100 }],
  ])('is refused once %s', async (_, payment) => {
    const merchantUid = await checkout.order();
    await checkout.callback(checkout.pay(merchantUid, payment), merchantUid);
    const reply = await patch(merchantUid, { amount: 50_000 });
    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({ status: 'orderLocked' });
    expect(await checkout.stored(merchantUid)).toMatchObject({ amount: 64_900 });
  });

  test('8 changes at once: none is lost, and the registered amount is the stored one', async () => {
    const merchantUid = await checkout.order();
    const amounts = Array.from({ length: 8 }, (_, i) => 10_000 + i);
    const statuses = (await Promise.all(amounts.map((amount) => patch(merchantUid, { amount })))).map(
      ({ status }) => status,
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    const order = await checkout.stored(merchantUid);
    expect(order?.revision).toBe(8);
    expect(await registered(merchantUid)).toMatchObject({ amount: order?.amount });
  });

  test.each([
    ['nothing', {}],
    ['another currency', { amount: 1, currency: 'USD' }],
    ['a fraction of a won', { amount: 10.04 }],
    ['amount 0', { amount: 0 }],
    ['an operator', { amount: { $gt: 0 } }],
    ['a state', { state: 'paid' }],
  ])('%s is a 400', async (_, body) => {
    const reply = await patch(await checkout.order(), body);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ status: 'invalidRequest' });
  });

  test('an unknown order is a 404, no key a 401', async () => {
    expect((await patch('nobody', { amount: 1 })).status).toBe(404);
    expect((await checkout.http().patch('/orders/nobody').send({ amount: 1 })).status).toBe(401);
  });
});

describe('with PREPARE_AMOUNTS=off', () => {
  const off = useCheckout({ PREPARE_AMOUNTS: 'off' });

  test('nothing is registered and nothing waits for it', async () => {
    const merchantUid = await off.order();
    expect(off.sandbox().calls.count(POST)).toBe(0);
    expect(await off.read(merchantUid)).toMatchObject({ prepared: false });
    expect((await off.stored(merchantUid))?.queues).not.toHaveProperty('prepare');
  });
});
