import { pino } from 'pino';
import { useCheckout, type PaymentFields } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Virtual accounts: refunds to an account, revoked accounts, closed orders. */
const lines: string[] = [];
const checkout = useCheckout({}, pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }));
const CANCEL = 'POST /payments/cancel';
const REVOKE = 'DELETE /vbanks/:imp_uid';
const REFUND = { holder: '홍길동', bank: '004', account: '110234567890', tel: '010-9876-5432' };

beforeEach(() => checkout.sandbox().calls.reset());
afterEach(() => {
  checkout.sandbox().faults.clear();
  checkout.sandbox().settings.reset();
});

const calls = () => checkout.sandbox().calls;
const atIamport = (impUid: string) => checkout.sandbox().payments.get(impUid);

async function issuedOrder(payment: Partial<PaymentFields> = {}) {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid, { status: 'ready', ...payment });
  checkout.sandbox().payments.issueVirtualAccount(impUid);
  await checkout.callback(impUid, merchantUid);
  return { merchantUid, impUid };
}

async function depositedOrder(payment: Partial<PaymentFields> = {}) {
  const { merchantUid, impUid } = await issuedOrder(payment);
  checkout.sandbox().payments.deposit(impUid);
  await checkout.webhook(impUid, merchantUid);
  return { merchantUid, impUid };
}

describe('a deposit', () => {
  test.each<[string, object | undefined, string[]]>([
    ['nothing', undefined, ['refund.holder', 'refund.bank', 'refund.account']],
    ['no bank', { holder: '홍길동', account: '1234' }, ['refund.bank']],
    ['no account', { holder: '홍길동', bank: '004' }, ['refund.account']],
  ])('with %s to give it back to: a 400 that names what is missing, and nothing is sent', async (_, refund, fields) => {
    const { merchantUid } = await depositedOrder();
    const reply = await checkout.cancel(merchantUid, { all: true, refund });
    expect(reply.status).toBe(400);
    const { errors } = reply.body as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field)).toEqual(fields);
    expect(calls().count(CANCEL)).toBe(0);
    expect((await checkout.read(merchantUid)).cancels).toEqual([]);
  });

  test.each(['smartro', 'smartro_v2'])('at %s wants a telephone number, too', async (provider) => {
    const { merchantUid, impUid } = await depositedOrder({ pg_provider: provider });
    const { tel, ...withoutTel } = REFUND;
    const reply = await checkout.cancel(merchantUid, { all: true, refund: withoutTel });
    expect(reply.body).toMatchObject({ errors: [{ field: 'refund.tel' }] });
    checkout.sandbox().settings.change({ cancelMode: 'at-once' });
    expect((await checkout.cancel(merchantUid, { all: true, refund: { ...withoutTel, tel } })).body).toMatchObject({
      status: 'cancelDone',
    });
    expect(atIamport(impUid)).toMatchObject({ cancel_amount: 64_900 });
  });

  test('goes back to the named account, which is then not kept, logged or answered', async () => {
    const { merchantUid, impUid } = await depositedOrder();
    const reply = await checkout.cancel(merchantUid, { amount: 900, refund: REFUND });
    expect(reply.body).toMatchObject({ status: 'cancelDone' });
    expect(atIamport(impUid)).toMatchObject({ cancel_amount: 900 });
    const everything = [
      reply.text,
      JSON.stringify(await checkout.read(merchantUid)),
      JSON.stringify(await checkout.stored(merchantUid)),
      ...lines,
    ].join('\n');
    expect(everything).toContain(merchantUid);
    for (const secret of Object.values(REFUND)) if (secret !== '004') expect(everything).not.toContain(secret);
  });

  test('keeps the refund account while the cancel is under way, only in the document', async () => {
    const { merchantUid, impUid } = await depositedOrder();
    checkout.sandbox().settings.change({ cancelMode: 'later' });
    const reply = await checkout.cancel(merchantUid, { all: true, refund: REFUND });
    expect(reply.status).toBe(202);
    expect((await checkout.stored(merchantUid))?.cancels[0]).toMatchObject({ refund: { account: REFUND.account } });
    expect(reply.text + JSON.stringify(await checkout.read(merchantUid)) + lines.join()).not.toContain(REFUND.account);
    checkout.sandbox().payments.finishCancel(impUid);
    await checkout.webhook(impUid, merchantUid, 'cancelled');
    const [ended] = (await checkout.stored(merchantUid))?.cancels ?? [];
    expect(ended).toMatchObject({ state: 'done' });
    expect(ended).not.toHaveProperty('refund');
  });

  test('refused: the account is erased, too', async () => {
    const { merchantUid } = await depositedOrder({ pg_provider: 'danal' });
    const reply = await checkout.cancel(merchantUid, { all: true, refund: REFUND });
    expect(reply.body).toMatchObject({ status: 'cancelRefused' });
    const [ended] = (await checkout.stored(merchantUid))?.cancels ?? [];
    expect(ended).toMatchObject({ state: 'refused' });
    expect(ended).not.toHaveProperty('refund');
  });
});

describe('an account that waits for its deposit', () => {
  test('is revoked by its imp_uid, and the order is open again', async () => {
    const { merchantUid, impUid } = await issuedOrder();
    const reply = await checkout.cancel(merchantUid, { all: true, imp_uid: impUid, request_id: 'revoke' });
    expect(reply.body).toMatchObject({
      status: 'accountRevoked',
      cancel: { kind: 'revoke', status: 'done', amount: 0 },
      order: { status: 'pending', virtual_account: null },
    });
    expect(reply.status).toBe(200);
    expect(atIamport(impUid)).toMatchObject({ status: 'failed', fail_reason: '계좌말소' });
    const again = await checkout.cancel(merchantUid, { all: true, imp_uid: impUid, request_id: 'revoke' });
    expect(again.body).toEqual(reply.body);
    expect([calls().count(REVOKE), calls().count(CANCEL)]).toEqual([1, 0]);
  });

  test('cannot be cancelled in part', async () => {
    const { merchantUid, impUid } = await issuedOrder();
    const reply = await checkout.cancel(merchantUid, { amount: 900, imp_uid: impUid });
    expect(reply.body).toMatchObject({ status: 'nothingToCancel' });
    expect(atIamport(impUid)).toMatchObject({ status: 'ready' });
  });

  test('with an unreported deposit: nothing is revoked, and a refund account is required', async () => {
    const { merchantUid, impUid } = await issuedOrder();
    checkout.sandbox().payments.deposit(impUid);
    const reply = await checkout.cancel(merchantUid, { all: true, imp_uid: impUid });
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ errors: [{ field: 'refund.holder' }, {}, {}] });
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', paid_by: impUid });
  });

  test('whose revocation the PG refuses: the reason is answered, masked; the account stays', async () => {
    const { merchantUid, impUid } = await issuedOrder();
    checkout.sandbox().faults.set({ kind: 'pg-refusal', impUid, message: '90001234567 말소 불가' });
    const reply = await checkout.cancel(merchantUid, { all: true, imp_uid: impUid });
    expect(reply.body).toMatchObject({ status: 'cancelRefused', order: { status: 'ready' } });
    expect((reply.body as { cancel: { answer: string } }).cancel.answer).toMatch(/^\*+567 말소 불가$/);
  });

  test('whose revocation lost its answer: it is repeated, which is safe', async () => {
    const { merchantUid, impUid } = await issuedOrder();
    checkout.sandbox().faults.set({ kind: 'connection-reset', route: REVOKE, impUid, when: 'after', times: 1 });
    expect((await checkout.cancel(merchantUid, { all: true, imp_uid: impUid })).body).toMatchObject({
      status: 'accountRevoked',
    });
    expect(calls().count(REVOKE)).toBe(2);
  });
});

describe('closing an order', () => {
  test('that nobody has paid ends it; a repeat answers the same, another request finds nothing', async () => {
    const merchantUid = await checkout.order();
    const reply = await checkout.cancel(merchantUid, { all: true, request_id: 'close' });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ status: 'closed', order: { status: 'closed', cancels: [] } });
    expect((await checkout.cancel(merchantUid, { all: true, request_id: 'close' })).body).toEqual(reply.body);
    expect((await checkout.cancel(merchantUid, { all: true, request_id: 'close', reason: '?' })).body).toMatchObject({
      status: 'requestConflict',
    });
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({ status: 'nothingToCancel' });
    expect((await checkout.stored(merchantUid))?.outbox).toMatchObject([{ message: { event: 'order.closed' } }]);
  });

  test('that turns out paid later: a repeat says so and gives nothing back', async () => {
    const merchantUid = await checkout.order();
    const close = { all: true, request_id: 'close' };
    await checkout.cancel(merchantUid, close);
    const impUid = checkout.pay(merchantUid, { paid_at: Math.floor(Date.now() / 1000) - 60 });
    await checkout.callback(impUid, merchantUid);
    const repeat = await checkout.cancel(merchantUid, close);
    expect(repeat.status).toBe(409);
    expect(repeat.body).toMatchObject({ status: 'paidBeforeClosing', order: { status: 'paid', paid_by: impUid } });
    expect(atIamport(impUid)).toMatchObject({ cancel_amount: 0 });
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({ status: 'cancelDone' });
  });

  test('needs "all": a partial amount is refused', async () => {
    const merchantUid = await checkout.order();
    expect((await checkout.cancel(merchantUid, { amount: 900 })).body).toMatchObject({ status: 'nothingToCancel' });
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'pending' });
  });

  test('revokes every open account, and a window that was open is stopped at its approval', async () => {
    const { merchantUid, impUid } = await issuedOrder();
    const second = checkout.pay(merchantUid, { status: 'ready' });
    checkout.sandbox().payments.issueVirtualAccount(second);
    await checkout.callback(second, merchantUid);
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({
      status: 'closed',
      order: { virtual_account: null, cancels: [{ cause: 'closed' }, { cause: 'closed' }] },
    });
    const confirm = { imp_uid: 'imp_1', merchant_uid: merchantUid, amount: 64_900 };
    expect((await checkout.http().post('/payments/confirm').send(confirm)).status).not.toBe(200);
    await checkout.until(merchantUid, ({ cancels }) => cancels.every(({ status }) => status === 'done'));
    expect([impUid, second].map((each) => atIamport(each)?.status)).toEqual(['failed', 'failed']);
  });

  test('a later deposit is held, reported, and given back on request', async () => {
    const { merchantUid, impUid } = await issuedOrder();
    await checkout.cancel(merchantUid, { all: true });
    await checkout.until(merchantUid, ({ cancels }) => cancels.every(({ status }) => status === 'done'));
    checkout.letPass(5_000);
    checkout.sandbox().payments.deposit(impUid);
    expect((await checkout.webhook(impUid, merchantUid)).status).toBe(200);
    expect(await checkout.read(merchantUid)).toMatchObject({
      status: 'closed',
      paid_by: null,
      attention: [{ reason: 'late', imp_uid: impUid }],
    });
    expect((await checkout.cancel(merchantUid, { all: true, imp_uid: impUid, refund: REFUND })).body).toMatchObject({
      status: 'cancelDone',
      order: { status: 'closed' },
    });
    expect(atIamport(impUid)).toMatchObject({ cancel_amount: 64_900 });
  });

  test('with an unreported deposit: the order is paid, and a refund account is required', async () => {
    const { merchantUid, impUid } = await issuedOrder();
    checkout.sandbox().payments.deposit(impUid);
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({
      status: 'invalidRequest',
      errors: [{ field: 'refund.holder' }, {}, {}],
    });
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', cancels: [] });
    expect((await checkout.cancel(merchantUid, { all: true, refund: REFUND })).body).toMatchObject({
      status: 'cancelDone',
      order: { status: 'cancelled' },
    });
  });

  test('with an unreported card payment: the money is given back', async () => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid);
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({
      status: 'cancelDone',
      order: { status: 'cancelled', paid_by: impUid },
    });
    expect(atIamport(impUid)).toMatchObject({ cancel_amount: 64_900 });
  });
});
