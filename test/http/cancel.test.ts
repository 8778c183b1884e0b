import { useCheckout, type PaymentFields } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Refunds on the shop's request: the request, the call to i'mport, the answer. */
const checkout = useCheckout();
const CANCEL = 'POST /payments/cancel';

beforeEach(() => checkout.sandbox().calls.reset());
afterEach(() => {
  checkout.sandbox().faults.clear();
  checkout.sandbox().settings.reset();
});

const sent = () => checkout.sandbox().calls.count(CANCEL);
const atIamport = (impUid: string) => checkout.sandbox().payments.get(impUid);

describe('how much', () => {
  test('all of it: given back once, and the order ends', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    const reply = await checkout.cancel(merchantUid, { all: true });
    expect(reply.body).toMatchObject({
      status: 'cancelDone',
      cancel: {
        status: 'done',
        amount: 64_900,
        cancellation_id: atIamport(impUid)?.cancel_history[0]?.cancellation_id,
      },
      order: { status: 'cancelled' },
    });
    expect(reply.status).toBe(200);
    expect(atIamport(impUid)).toMatchObject({ status: 'cancelled', cancel_amount: 64_900 });
    expect(sent()).toBe(1);
  });

  test('parts leave the order partially cancelled until the last one; then nothing is left', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    expect((await checkout.cancel(merchantUid, { amount: 900 })).body).toMatchObject({
      status: 'cancelDone',
      order: { status: 'partially_cancelled' },
    });
    expect((await checkout.cancel(merchantUid, { amount: 64_000 })).body).toMatchObject({
      order: { status: 'cancelled' },
    });
    const reply = await checkout.cancel(merchantUid, { all: true });
    expect(reply.body).toMatchObject({ status: 'nothingToCancel', cancellable: 0 });
    expect(reply.status).toBe(409);
    expect(atIamport(impUid)?.cancel_history.map(({ amount }) => amount)).toEqual([900, 64_000]);
  });

  test('"all" after a part means all that is left', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    await checkout.cancel(merchantUid, { amount: 900 });
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({ cancel: { amount: 64_000 } });
    expect(atIamport(impUid)).toMatchObject({ cancel_amount: 64_900 });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['no amount', {}, 'amount'],
    ['0, which means the whole balance to i’mport', { amount: 0 }, 'amount'],
    ['a negative amount', { amount: -1 }, 'amount'],
    ['an amount and "all"', { amount: 900, all: true }, 'amount'],
    ['"all": false', { all: false }, 'all'],
    ['"all" as text', { all: 'true' }, 'all'],
    ['an amount as text', { amount: '900' }, 'amount'],
    ['a list of amounts', { amount: [900] }, 'amount'],
    ['null', { amount: null }, 'amount'],
    ['a fraction of a won', { amount: 900.5 }, 'amount'],
    ['an amount above the safe integers', { amount: 1e21 }, 'amount'],
    ['a fraction of a won as tax-free part', { amount: 900, tax_free: 0.5 }, 'amount'],
    ['a negative VAT', { amount: 900, vat_amount: -1 }, 'vat_amount'],
    ['no reason', { all: true, reason: undefined }, 'reason'],
    ['an empty reason', { all: true, reason: '' }, 'reason'],
    ['a reason of two lines', { all: true, reason: 'a\nb' }, 'reason'],
    ['no request_id', { all: true, request_id: undefined }, 'request_id'],
    ['a request_id that a guard could have made', { all: true, request_id: 'cancel:imp_1' }, 'request_id'],
    ['an unknown field', { all: true, checksum: 1 }, 'body'],
    ['an operator as imp_uid', { all: true, imp_uid: { $ne: null } }, 'imp_uid'],
  ])('%s is a 400 that names the field, and nothing is recorded or sent', async (_, body, field) => {
    const { merchantUid } = await checkout.paidOrder();
    const reply = await checkout.cancel(merchantUid, body);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ status: 'invalidRequest', errors: [{ field }] });
    expect((await checkout.read(merchantUid)).cancels).toEqual([]);
    expect(sent()).toBe(0);
  });

  test('more than is left is refused with what is left, and nothing is sent', async () => {
    const { merchantUid } = await checkout.paidOrder();
    await checkout.cancel(merchantUid, { amount: 4_900 });
    const reply = await checkout.cancel(merchantUid, { amount: 60_001 });
    expect(reply.body).toMatchObject({ status: 'aboveBalance', cancellable: 60_000 });
    expect(reply.status).toBe(409);
    expect(sent()).toBe(1);
  });

  test('of two people who saw the same amount, one is refused, and the part is given back once', async () => {
    const { merchantUid } = await checkout.paidOrder();
    const body = { amount: 4_900, if_cancellable: 64_900 };
    const replies = await Promise.all([checkout.cancel(merchantUid, body), checkout.cancel(merchantUid, body)]);
    const answers = replies.map(({ status, body: answer }) => [status, (answer as { status: string }).status]);
    expect(answers.toSorted()).toEqual([
      [200, 'cancelDone'],
      [409, 'cancellableChanged'],
    ]);
    expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({ cancellable: 60_000 });
    expect(sent()).toBe(1);
  });

  test('an order that was paid since is not refunded by who wanted to close it unpaid', async () => {
    const merchantUid = await checkout.order();
    checkout.pay(merchantUid);
    const reply = await checkout.cancel(merchantUid, { all: true, if_cancellable: 0 });
    expect([reply.status, reply.body]).toMatchObject([409, { status: 'cancellableChanged', cancellable: 64_900 }]);
    expect(sent()).toBe(0);
  });

  test('cents of a dollar are exact', async () => {
    const dollars = { amount: 10.1, currency: 'USD' };
    const { merchantUid, impUid } = await checkout.paidOrder(dollars, dollars);
    expect((await checkout.cancel(merchantUid, { amount: 0.001 })).status).toBe(400);
    await checkout.cancel(merchantUid, { amount: 0.1 });
    await checkout.cancel(merchantUid, { amount: 0.2 });
    expect((await checkout.cancel(merchantUid, { amount: 9.81 })).body).toMatchObject({ cancellable: 9.8 });
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({
      status: 'cancelDone',
      cancel: { amount: 9.8, currency: 'USD' },
      order: { status: 'cancelled' },
    });
    expect(atIamport(impUid)?.cancel_history.map(({ amount }) => amount)).toEqual([0.1, 0.2, 9.8]);
  });
});

describe('what is sent', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a part', { amount: 900 }],
    ['everything', { all: true }],
  ])('the checksum always, as the balance that we believed in: %s', async (_, body) => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    // A console cancel comes between our look-up and our call: only the checksum stops ours.
    checkout.sandbox().faults.set({ kind: 'hold', route: CANCEL, impUid });
    const reply = checkout.cancel(merchantUid, body).then((answer) => answer);
    await checkout.sandbox().faults.untilHeld(1);
    checkout.sandbox().payments.consoleCancel(impUid, { amount: 100 });
    checkout.sandbox().faults.clear();
    expect((await reply).body).toMatchObject({
      status: 'cancelRefused',
      cancel: { status: 'refused', answer: expect.stringContaining('checksum') as string },
    });
    expect(atIamport(impUid)).toMatchObject({ cancel_amount: 100 });
    // The balance can be cancelled again.
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({ cancel: { amount: 64_800 } });
  });

  test.each<[string, Partial<PaymentFields>, object, Record<string, number>]>([
    ['tax_free', { pg_provider: 'kcp' }, { taxFree: 500 }, { tax_free: 500 }],
    ['vat_amount', { pg_provider: 'nice_v2' }, { vatAmount: 90 }, { vat_amount: 90 }],
  ])('%s, which the PG refuses to do without', async (_, payment, setup, parts) => {
    const merchantUid = await checkout.order();
    const fields = { merchant_uid: merchantUid, amount: 64_900, status: 'paid', ...payment };
    const { imp_uid } = checkout.sandbox().payments.create(fields, setup);
    await checkout.callback(imp_uid, merchantUid);
    expect((await checkout.cancel(merchantUid, { amount: 900 })).body).toMatchObject({ status: 'cancelRefused' });
    expect((await checkout.cancel(merchantUid, { amount: 900, ...parts })).body).toMatchObject({
      status: 'cancelDone',
    });
  });

  test('a tax-free part above the amount is refused', async () => {
    const { merchantUid } = await checkout.paidOrder();
    expect((await checkout.cancel(merchantUid, { amount: 900, tax_free: 901 })).body).toMatchObject({
      status: 'invalidRequest',
      errors: [{ field: 'tax_free' }],
    });
    expect(sent()).toBe(0);
  });
});

describe('request_id', () => {
  test('a repeat changes nothing and answers the same', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    const body = { amount: 900, request_id: 'once' };
    const first = await checkout.cancel(merchantUid, body);
    const again = await checkout.cancel(merchantUid, body);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(atIamport(impUid)).toMatchObject({ cancel_amount: 900 });
    expect(sent()).toBe(1);
  });

  test.each<[string, Record<string, unknown>]>([
    ['amount', { amount: 901 }],
    ['"all"', { amount: undefined, all: true }],
    ['reason', { reason: '품절' }],
    ['tax-free part', { tax_free: 10 }],
    ['refund account', { refund: { holder: '홍길동', bank: '004', account: '1234' } }],
    ['payment', { imp_uid: 'imp_1' }],
  ])('with another %s it is a 409, and nothing is sent', async (_, other) => {
    const { merchantUid } = await checkout.paidOrder();
    const body = { amount: 900, request_id: 'once' };
    await checkout.cancel(merchantUid, body);
    const reply = await checkout.cancel(merchantUid, { ...body, ...other });
    expect(reply.body).toMatchObject({ status: 'requestConflict' });
    expect(reply.status).toBe(409);
    expect(sent()).toBe(1);
  });

  test('two orders may use the same one', async () => {
    const [one, other] = [await checkout.paidOrder(), await checkout.paidOrder()];
    for (const { merchantUid } of [one, other]) {
      const reply = await checkout.cancel(merchantUid, { amount: 900, request_id: 'shared' });
      expect(reply.body).toMatchObject({ status: 'cancelDone' });
    }
  });
});

describe('refused', () => {
  test('by the PG: its text is answered with account numbers masked, and the amount can be cancelled again', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    const message = '한도 초과: 110-234-567890, 010-1234-5678';
    checkout.sandbox().faults.set({ kind: 'pg-refusal', message, impUid, times: 1 });
    const reply = await checkout.cancel(merchantUid, { all: true, request_id: 'refused' });
    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({ status: 'cancelRefused', cancel: { status: 'refused' } });
    const { answer } = (reply.body as { cancel: { answer: string } }).cancel;
    expect(answer).toMatch(/^한도 초과: [*-]+890, [*-]+678$/);
    expect(JSON.stringify(await checkout.stored(merchantUid))).not.toMatch(/234-567890|1234-5678/);
    // A repeat gets the same answer; a new request may try again.
    expect((await checkout.cancel(merchantUid, { all: true, request_id: 'refused' })).body).toEqual(reply.body);
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({ status: 'cancelDone' });
    const events = (await checkout.stored(merchantUid))?.outbox.map(({ message: told }) => told);
    expect(events).toMatchObject([
      { event: 'order.paid' },
      { event: 'payment.cancel_refused', data: { request_id: 'refused', imp_uid: impUid } },
      { event: 'order.cancelled' },
    ]);
  });

  test('by i’mport, because another cancel was faster: the answer does not claim a refund', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    checkout.sandbox().faults.set({ kind: 'hold', route: CANCEL, impUid });
    const reply = checkout.cancel(merchantUid, { all: true }).then((answer) => answer);
    await checkout.sandbox().faults.untilHeld(1);
    checkout.sandbox().payments.consoleCancel(impUid);
    checkout.sandbox().faults.clear();
    expect((await reply).body).toMatchObject({
      status: 'cancelRefused',
      cancel: { answer: '이미 전액취소된 주문입니다.', cancellation_id: null },
    });
  });

  test('a cancel at the console is seen before a cancel is sent', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    checkout.sandbox().payments.consoleCancel(impUid, { amount: 64_000 });
    expect((await checkout.cancel(merchantUid, { amount: 901 })).body).toMatchObject({
      status: 'cancelRefused',
      order: { status: 'partially_cancelled' },
    });
    expect(sent()).toBe(0);
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({ cancel: { amount: 900 } });
  });
});

describe('which payment', () => {
  test.each([
    ['no key', ''],
    ['another key', 'Bearer wrong-key-0123456789abc'],
  ])('%s: 401, and nothing is sent', async (_, authorization) => {
    const { merchantUid } = await checkout.paidOrder();
    const body = { all: true, reason: 'x', request_id: 'x' };
    const request = checkout.http().post(`/orders/${merchantUid}/cancel`).send(body);
    const reply = await (authorization === '' ? request : request.set('authorization', authorization));
    expect(reply.status).toBe(401);
    expect(sent()).toBe(0);
  });

  test('an order that we do not know', async () => {
    const reply = await checkout.cancel('nobodys-order', { all: true });
    expect(reply.body).toMatchObject({ status: 'orderNotFound' });
    expect(reply.status).toBe(404);
    expect(checkout.sandbox().calls.count()).toBe(0);
  });

  test('another order’s payment is not found', async () => {
    const [mine, theirs] = [await checkout.paidOrder(), await checkout.paidOrder()];
    await checkout.callback(theirs.impUid, mine.merchantUid);
    const reply = await checkout.cancel(mine.merchantUid, { all: true, imp_uid: theirs.impUid });
    expect(reply.body).toMatchObject({ status: 'paymentNotFound' });
    expect(reply.status).toBe(404);
    expect(sent()).toBe(0);
  });

  test('a held duplicate is given back by its imp_uid; what settled the order stays', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    const duplicate = checkout.pay(merchantUid);
    await checkout.webhook(duplicate, merchantUid);
    expect((await checkout.cancel(merchantUid, { all: true, imp_uid: duplicate })).body).toMatchObject({
      status: 'cancelDone',
      cancel: { imp_uid: duplicate },
      order: { status: 'paid', paid_by: impUid },
    });
    expect(atIamport(duplicate)).toMatchObject({ cancel_amount: 64_900 });
    expect(atIamport(impUid)).toMatchObject({ cancel_amount: 0 });
    const told = (await checkout.stored(merchantUid))?.outbox.map(({ message }) => message).at(-1);
    expect(told).toMatchObject({ event: 'payment.cancelled', data: { imp_uid: duplicate } });
  });

  test('an unreported duplicate is looked up first', async () => {
    const { merchantUid } = await checkout.paidOrder();
    const duplicate = checkout.pay(merchantUid);
    expect((await checkout.cancel(merchantUid, { all: true, imp_uid: duplicate })).body).toMatchObject({
      status: 'cancelDone',
      cancel: { imp_uid: duplicate },
      order: { status: 'paid' },
    });
  });

  test('a held forged payment is given back in its own currency, the whole of it', async () => {
    const merchantUid = await checkout.order({ amount: 100 });
    const forged = checkout.pay(merchantUid, { amount: 100, currency: 'USD' });
    await checkout.webhook(forged, merchantUid);
    expect((await checkout.cancel(merchantUid, { amount: 0.01, imp_uid: forged })).body).toMatchObject({
      cancel: { amount: 0.01, currency: 'USD' },
      order: { status: 'pending' },
    });
    expect((await checkout.cancel(merchantUid, { all: true, imp_uid: forged })).body).toMatchObject({
      cancel: { amount: 99.99 },
      order: { status: 'pending' },
    });
    expect(atIamport(forged)).toMatchObject({ cancel_amount: 100 });
  });

  test('a payment that failed holds nothing', async () => {
    const merchantUid = await checkout.order();
    const failed = checkout.pay(merchantUid, { status: 'failed' });
    await checkout.callback(failed, merchantUid);
    const reply = await checkout.cancel(merchantUid, { all: true, imp_uid: failed });
    expect(reply.body).toMatchObject({ status: 'nothingToCancel' });
    expect(sent()).toBe(0);
  });
});
