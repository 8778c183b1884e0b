import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { LIMITS } from '../../src/composition/limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();
const checkout = useCheckout();
type Checkout = typeof checkout;

const confirm = (shop: Checkout, merchant_uid: unknown, fields: Record<string, unknown> = {}) =>
  shop
    .http()
    .post('/payments/confirm')
    .send({ imp_uid: 'imp_1', merchant_uid, amount: 64_900, ...fields });

test('an open order of that amount may be approved: exactly 200, and no call to i’mport', async () => {
  const merchantUid = await checkout.order();
  const { calls } = checkout.sandbox();
  calls.reset();
  const before = await checkout.stored(merchantUid);
  const reply = await confirm(checkout, merchantUid);
  expect(reply.status).toBe(200);
  expect(calls.count()).toBe(0);
  expect(await checkout.stored(merchantUid)).toEqual(before);
});

test.each([
  ['the same currency', {}, { currency: 'KRW' }],
  ['an amount with decimals', { amount: 12.34, currency: 'USD' }, { amount: 12.34 }],
  ['an unset currency', {}, { currency: null }],
])('%s goes on', async (_, order, fields) => {
  expect((await confirm(checkout, await checkout.order(order), fields)).status).toBe(200);
});

test('form-encoded is understood', async () => {
  const merchant_uid = await checkout.order();
  const reply = await checkout
    .http()
    .post('/payments/confirm')
    .type('form')
    .send({ imp_uid: 'imp_1', merchant_uid, amount: '64900' });
  expect(reply.status).toBe(200);
});

test.each([
  ['less', { amount: 100 }],
  ['more', { amount: 64_901 }],
  ['a fraction', { amount: 64_900.5 }],
  ['another currency', { currency: 'USD' }],
])('%s is stopped before any money moves, with a reason in Korean', async (_, fields) => {
  const reply = await confirm(checkout, await checkout.order(), fields);
  expect(reply.status).toBe(409);
  expect(reply.body).toEqual({ reason: '결제 금액이 주문 금액과 다릅니다.' });
});

test('an unknown order is stopped', async () => {
  expect((await confirm(checkout, 'nobody')).body).toEqual({ reason: '주문을 찾을 수 없습니다.' });
});

test('an order that another payment has paid is stopped', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid);
  await checkout.callback(impUid, merchantUid);
  expect((await confirm(checkout, merchantUid)).body).toEqual({ reason: '이미 결제된 주문입니다.' });
});

test('an order past its deadline is stopped', async () => {
  const merchantUid = await checkout.order({ expires_at: new Date(Date.now() + 60_000).toISOString() });
  await checkout
    .db()
    .collection<{ _id: string }>('orders')
    .updateOne({ _id: merchantUid }, { $set: { expiresAt: new Date(Date.now() - 1) } });
  expect((await confirm(checkout, merchantUid)).body).toEqual({ reason: '결제 기한이 지난 주문입니다.' });
});

test('a closed order is stopped', async () => {
  const merchantUid = await checkout.order();
  await checkout
    .db()
    .collection<{ _id: string }>('orders')
    .updateOne({ _id: merchantUid }, { $set: { state: 'closed', closedAt: new Date() } });
  expect((await confirm(checkout, merchantUid)).body).toEqual({ reason: '판매자가 마감한 주문입니다.' });
});

test.each([
  ['no amount', { amount: undefined }],
  ['an operator as amount', { amount: { $gt: 0 } }],
  ['an operator as imp_uid', { imp_uid: { $ne: null } }],
  ['a negative amount in text', { amount: '-5' }],
])('%s is stopped: a 4xx with a reason', async (_, fields) => {
  const reply = await confirm(checkout, 'ord-1', fields);
  expect(reply.status).toBe(400);
  expect(reply.body).toEqual({ reason: expect.stringMatching(/[가-힣]/) as string });
});

describe('where the shop’s server is asked', () => {
  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  let answer: (req: IncomingMessage, res: ServerResponse) => void;
  const asked: { headers: Record<string, string>; body: string }[] = [];
  const hook: Server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString()));
    req.on('end', () => {
      asked.push({ headers: req.headers as Record<string, string>, body });
      answer(req, res);
    });
  });
  const settings: Record<string, string> = { CONFIRM_HOOK_SECRET: secret };
  beforeAll(async () => {
    hook.listen(0, '127.0.0.1');
    await once(hook, 'listening');
    settings['CONFIRM_HOOK_URL'] = lenient['CONFIRM_HOOK_URL'] =
      `http://127.0.0.1:${(hook.address() as AddressInfo).port}/confirm`;
  });
  const lenient: Record<string, string> = { ...settings, CONFIRM_HOOK_FAILURE: 'allow' };
  const strict = useCheckout(settings);
  const allowing = useCheckout(lenient);
  beforeEach(() => asked.splice(0));
  afterAll(() => hook.closeAllConnections());
  afterAll(() => hook.close());

  test('it is asked once, signed, and its 200 approves the payment', async () => {
    answer = (_req, res) => res.writeHead(200).end();
    const merchantUid = await strict.order();
    expect((await confirm(strict, merchantUid)).status).toBe(200);
    expect(asked).toHaveLength(1);
    const { body, headers } = asked[0]!;
    expect(new Webhook(secret).verify(body, headers)).toEqual({
      imp_uid: 'imp_1',
      merchant_uid: merchantUid,
      name: 'Norway swivel chair',
      amount: 64_900,
      currency: 'KRW',
    });
  });

  test.each([
    ['its own reason', { reason: '재고 부족' }, '재고 부족'],
    ['no reason', {}, '판매자가 결제를 거절했습니다.'],
    ['a reason that is no text', { reason: { html: 1 } }, '판매자가 결제를 거절했습니다.'],
  ])('its refusal is passed on with %s', async (_, body, reason) => {
    answer = (_req, res) => res.writeHead(409, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const reply = await confirm(strict, await strict.order());
    expect(reply.status).toBe(409);
    expect(reply.body).toEqual({ reason });
  });

  test('it is not asked where the service refuses the payment itself', async () => {
    await confirm(strict, await strict.order(), { amount: 1 });
    expect(asked).toEqual([]);
  });

  const unheard = async (strictShop: Checkout, allowingShop: Checkout) => {
    const [refused, passed] = await Promise.all([
      confirm(strictShop, await strictShop.order()),
      confirm(allowingShop, await allowingShop.order()),
    ]);
    expect(refused.status).toBe(409);
    expect(refused.body).toEqual({ reason: '판매자의 확인을 받지 못했습니다. 잠시 후 다시 시도해 주세요.' });
    expect(passed.status).toBe(200);
  };

  test.each([
    ['answers 500', (res: ServerResponse) => void res.writeHead(500).end()],
    ['redirects', (res: ServerResponse) => void res.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['breaks the connection', (res: ServerResponse) => void res.destroy()],
  ])('a shop that %s: refused or let pass, by setting', async (_, play) => {
    answer = (_req, res) => play(res);
    await unheard(strict, allowing);
  });

  describe('for a tenth of a second', () => {
    beforeAll(() => void jest.replaceProperty(LIMITS, 'confirmHookMs', 100 as never));
    const hastyStrict = useCheckout(settings);
    const hastyAllowing = useCheckout(lenient);

    test('a shop that never answers: refused or let pass, by setting', async () => {
      answer = () => undefined;
      await unheard(hastyStrict, hastyAllowing);
    });
  });
});
