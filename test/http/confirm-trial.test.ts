import { LIMITS } from '../../src/composition/limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

/** Anyone who knows an order's key could find its amount by trying amounts until one goes on (§6). */
const AMOUNT = 64_900;
const DIFFERS = { reason: '결제 금액이 주문 금액과 다릅니다.' };
liftTimeLimits();
const { perOrder, perSender } = LIMITS.wrongConfirmAmounts;
const checkout = useCheckout({ TRUST_PROXY: '1' });
let senders = 0;
const newSender = () => `198.51.100.${(senders += 1)}`;
let unknown = 0;
const unknownPayment = () => `imp_guess${(unknown += 1)}`;

const confirm = (sender: string, merchant_uid: string, amount: number, imp_uid = unknownPayment()) =>
  checkout
    .http()
    .post('/payments/confirm')
    .set('x-forwarded-for', sender)
    .send({ imp_uid, merchant_uid, amount })
    .then(({ status, body }) => ({ status, body: body as unknown }));
const refused = { status: 409, body: DIFFERS };
const goesOn = { status: 200, body: {} };

/** Uses up a sender's wrong amounts of an order. */
async function tryInVain(sender: string, order: string, times: number = perOrder) {
  for (let n = 1; n <= times; n += 1) expect(await confirm(sender, order, n)).toEqual(refused);
}
const begin = (order: string, amount = AMOUNT) => checkout.pay(order, { status: 'ready', amount });

test('the right amount among 200 tries is answered like the wrong ones', async () => {
  const [stranger, order] = [newSender(), await checkout.order()];
  await tryInVain(stranger, order);
  expect(await confirm(stranger, order, AMOUNT)).toEqual(refused);
  const amounts = Array.from({ length: 194 }, (_, n) => AMOUNT - 97 + n);
  const answers = await Promise.all(amounts.map((amount) => confirm(stranger, order, amount)));
  expect(answers.filter(({ status }) => status === 200)).toEqual([]);
});

test('concurrent tries reveal no more than sequential ones', async () => {
  const [stranger, order] = [newSender(), await checkout.order()];
  const wrong = Array.from({ length: 50 }, (_, n) => confirm(stranger, order, n + 1, 'imp_1once'));
  await Promise.all(wrong);
  expect(await confirm(stranger, order, AMOUNT, 'imp_1once')).toEqual(refused);
});

test('a sender’s tries are limited over all orders', async () => {
  const stranger = newSender();
  const orders = await Promise.all(Array.from({ length: perSender / perOrder }, () => checkout.order()));
  for (const order of orders) await tryInVain(stranger, order);
  const order = await checkout.order();
  expect(await confirm(stranger, order, AMOUNT)).toEqual(refused);
  expect(await confirm(stranger, order, AMOUNT, begin(order))).toEqual(goesOn);
});

test('tries over the limit of one order do not count against the sender’s other orders', async () => {
  const [stranger, order] = [newSender(), await checkout.order()];
  await Promise.all(Array.from({ length: perSender + 1 }, () => confirm(stranger, order, 1, 'imp_1again')));
  expect(await confirm(stranger, await checkout.order(), AMOUNT)).toEqual(goesOn);
});

describe('a right amount is never refused for others’ tries', () => {
  test('from another sender, and i’mport is not asked', async () => {
    const order = await checkout.order();
    await tryInVain(newSender(), order);
    checkout.sandbox().calls.reset();
    expect(await confirm(newSender(), order, AMOUNT)).toEqual(goesOn);
    expect(checkout.sandbox().calls.count()).toBe(0);
  });

  test('from the same sender, where i’mport shows the payment', async () => {
    const [everybody, order] = [newSender(), await checkout.order()];
    await tryInVain(everybody, order);
    for (let n = 0; n < 20; n += 1) expect(await confirm(everybody, order, AMOUNT, begin(order))).toEqual(goesOn);
  });

  test('in a currency with decimals', async () => {
    const [everybody, order] = [newSender(), await checkout.order({ amount: 12.34, currency: 'USD' })];
    await tryInVain(everybody, order);
    const impUid = checkout.pay(order, { status: 'ready', amount: 12.34, currency: 'USD' });
    expect(await confirm(everybody, order, 12.34, impUid)).toEqual(goesOn);
  });

  test('in the payment window, which is asked for from the address that tried', async () => {
    const order = await checkout.order();
    const url = `${checkout.url()}/payments/confirm`;
    for (let n = 1; n <= perOrder + 1; n += 1) {
      const body = JSON.stringify({ imp_uid: unknownPayment(), merchant_uid: order, amount: n });
      const reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      expect(reply.status).toBe(409);
    }
    const { checkouts, payments } = checkout.sandbox();
    const opened = checkouts.open({ merchant_uid: order, amount: AMOUNT, confirm_url: url });
    if (!opened.opened) throw new Error('no window opened');
    await checkouts.approve(opened.checkout.id);
    const paid = payments.all().filter(({ merchant_uid }) => merchant_uid === order);
    expect(paid).toMatchObject([{ status: 'paid', amount: AMOUNT }]);
  });
});

describe.each([
  ['within the limit', 0],
  ['over the limit', perOrder],
])('%s', (_, tries) => {
  test.each([
    ['less', AMOUNT - 1],
    ['100 won', 100],
    ['more', AMOUNT + 1],
  ])('a payment that the browser made over another amount is refused: %s', async (__, amount) => {
    const [sender, order] = [newSender(), await checkout.order()];
    await tryInVain(sender, order, tries);
    expect(await confirm(sender, order, amount, begin(order, amount))).toEqual(refused);
  });
});

describe('over the limit, a payment proves only its own amount', () => {
  test.each<[string, (order: string) => string | Promise<string>]>([
    ['over another amount', (order) => begin(order, 100)],
    ['in another currency', (order) => checkout.pay(order, { status: 'ready', amount: AMOUNT, currency: 'USD' })],
    ['of another order', async () => begin(await checkout.order())],
  ])('one %s is refused, whatever amount is asked', async (_, payment) => {
    const [stranger, order] = [newSender(), await checkout.order()];
    await tryInVain(stranger, order);
    const impUid = await payment(order);
    for (const amount of [100, AMOUNT]) expect(await confirm(stranger, order, amount, impUid)).toEqual(refused);
  });
});
