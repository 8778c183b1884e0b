import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import type { Payment } from '../../../sandbox/iamport/payments/payment';
import { type ApiAnswer, type ApiClient, callApi, jsonRequest, signedIn } from './support/api-client';
import { startReceiver, type Receiver } from './support/start-receiver';
import { createTestClock } from './support/test-clock';

const clock = createTestClock();
let sandbox: Sandbox;
let shop: Receiver;
let api: ApiClient;
beforeEach(async () => {
  shop = await startReceiver();
  sandbox = await createSandbox({ now: clock.now, webhookUrl: shop.url });
  api = signedIn(sandbox);
});
afterEach(async () => {
  await sandbox.close();
  await shop.close();
});

const paid = (fields: Partial<Payment> = {}, setup = {}) =>
  sandbox.payments.create(
    { imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 15900, status: 'paid', ...fields },
    setup,
  );
const cancel = (body: object) => api.send('POST', '/payments/cancel', body);
const refused = (code: number, message: unknown) => ({ status: 200, code, message, response: null });
const invented = (about: string) => expect.stringMatching(new RegExp(`^\\[sandbox\\] .*${about}`)) as unknown;

describe('what is cancelled', () => {
  test.each([
    { name: 'without amount, everything', body: {}, amount: 15900 },
    { name: 'amount 0, everything', body: { amount: 0 }, amount: 15900 },
    { name: 'amount null, everything', body: { amount: null }, amount: 15900 },
    { name: 'a part, that part', body: { amount: 5000 }, amount: 5000 },
    { name: 'a part as text, that part', body: { amount: '5000' }, amount: 5000 },
    { name: 'all of it named, all of it', body: { amount: 15900, checksum: 15900 }, amount: 15900 },
  ])('$name', async ({ body, amount }) => {
    const { paid_at, pg_tid } = paid();
    const answer = await cancel({ imp_uid: 'imp_1', reason: '변심', ...body });
    expect(answer).toMatchObject({ status: 200, code: 0, message: null });
    expect(answer.response).toMatchObject({ status: 'cancelled', amount: 15900, cancel_amount: amount, paid_at });
    expect(answer.response).toMatchObject({ cancel_reason: '변심', cancelled_at: clock.seconds() });
    expect(answer.response['cancel_history']).toEqual([
      {
        pg_tid,
        amount,
        cancelled_at: clock.seconds(),
        reason: '변심',
        cancellation_id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
        receipt_url: `https://receipt.example.test/${pg_tid}/c1`,
      },
    ]);
  });

  test('after a part, 0 is the rest', async () => {
    paid();
    await cancel({ imp_uid: 'imp_1', amount: 5000 });
    const { response } = await cancel({ imp_uid: 'imp_1', amount: 0 });
    expect(response).toMatchObject({ cancel_amount: 15900, cancel_history: [{ amount: 5000 }, { amount: 10900 }] });
  });

  test('a form works as JSON does', async () => {
    paid();
    const form = { imp_uid: 'imp_1', amount: '900', checksum: '15900', 'extra[requester]': 'customer' };
    expect(await api.form('/payments/cancel', form)).toMatchObject({ code: 0, response: { cancel_amount: 900 } });
  });

  test('a repeated part is refunded twice: there is no idempotency key', async () => {
    paid();
    await cancel({ imp_uid: 'imp_1', amount: 5000 });
    expect((await cancel({ imp_uid: 'imp_1', amount: 5000 })).response).toMatchObject({ cancel_amount: 10000 });
  });

  test('a repeated part with its checksum is refused', async () => {
    paid();
    const body = { imp_uid: 'imp_1', amount: 5000, checksum: 15900 };
    await cancel(body);
    expect(await cancel(body)).toMatchObject(refused(1, invented('checksum')));
    expect(sandbox.payments.get('imp_1')).toMatchObject({ cancel_amount: 5000 });
  });

  test('cents add up to all of it', async () => {
    paid({ amount: 12.34, currency: 'USD' });
    await cancel({ imp_uid: 'imp_1', amount: 5.01 });
    const { response } = await cancel({ imp_uid: 'imp_1', checksum: 7.33 });
    expect(response).toMatchObject({ cancel_amount: 12.34, cancel_history: [{ amount: 5.01 }, { amount: 7.33 }] });
  });
});

describe('which payment it is', () => {
  test('merchant_uid alone will do: the newest that was paid', async () => {
    paid({ imp_uid: 'imp_old' });
    paid({ imp_uid: 'imp_new' });
    paid({ imp_uid: 'imp_ready', status: 'ready' });
    expect(await cancel({ merchant_uid: 'order-1' })).toMatchObject({ code: 0, response: { imp_uid: 'imp_new' } });
    expect(await cancel({ merchant_uid: 'order-1' })).toMatchObject({ code: 0, response: { imp_uid: 'imp_old' } });
  });

  test('imp_uid wins over merchant_uid', async () => {
    paid();
    paid({ imp_uid: 'imp_2', merchant_uid: 'order-2' });
    const both = { imp_uid: 'imp_2', merchant_uid: 'order-1' };
    expect(await cancel(both)).toMatchObject({ code: 0, response: { imp_uid: 'imp_2' } });
  });

  test('a bad imp_uid fails although the merchant_uid is good', async () => {
    paid();
    const both = { imp_uid: 'imp_9', merchant_uid: 'order-1' };
    expect(await cancel(both)).toMatchObject(refused(1, '취소할 결제건이 존재하지 않습니다.'));
  });

  test('a test payment is found without asking for it', async () => {
    paid({ sandbox: true });
    expect(await cancel({ imp_uid: 'imp_1' })).toMatchObject({ code: 0 });
  });
});

describe('i’mport’s refusals are HTTP 200 with code 1, and change nothing', () => {
  const nothing = '취소할 결제건이 존재하지 않습니다.';
  test.each([
    { name: 'unknown imp_uid', given: {}, body: { imp_uid: 'imp_9' }, message: nothing },
    { name: 'unknown merchant_uid', given: {}, body: { merchant_uid: 'order-9' }, message: nothing },
    { name: 'neither of the two', given: {}, body: {}, message: nothing },
    { name: 'never paid', given: { status: 'ready' }, body: { imp_uid: 'imp_1' }, message: nothing },
    { name: 'failed', given: { status: 'failed' }, body: { imp_uid: 'imp_1' }, message: nothing },
    {
      name: 'cancelled already',
      given: { status: 'cancelled' },
      body: { imp_uid: 'imp_1' },
      message: '이미 전액취소된 주문입니다.',
    },
    { name: 'above the balance', given: {}, body: { imp_uid: 'imp_1', amount: 15901 }, message: invented('잔액') },
    { name: 'checksum differs', given: {}, body: { imp_uid: 'imp_1', checksum: 1 }, message: invented('checksum') },
    { name: 'checksum 0', given: {}, body: { imp_uid: 'imp_1', checksum: 0 }, message: invented('checksum') },
    { name: 'checksum no number', given: {}, body: { imp_uid: 'imp_1', checksum: 'x' }, message: invented('checksum') },
    { name: 'negative', given: {}, body: { imp_uid: 'imp_1', amount: -1 }, message: invented('숫자') },
    { name: 'no number', given: {}, body: { imp_uid: 'imp_1', amount: 'all' }, message: invented('숫자') },
  ])('$name', async ({ given, body, message }) => {
    const before = paid(given);
    expect(await cancel(body)).toMatchObject(refused(1, message));
    expect(sandbox.payments.get('imp_1')).toEqual(before);
  });

  test('a bad token alone is 401', async () => {
    paid();
    const answer = await callApi(sandbox, '/payments/cancel', jsonRequest('POST', { imp_uid: 'imp_1' }));
    expect(answer).toMatchObject({ status: 401, code: -1, message: 'Unauthorized' });
  });
});

describe('a virtual account', () => {
  const account = { refund_holder: '한바다', refund_bank: '004', refund_account: '1234567890' };

  test.each(['refund_holder', 'refund_bank', 'refund_account'])('needs %s', async (field) => {
    paid({ pay_method: 'vbank' });
    expect(await cancel({ imp_uid: 'imp_1', ...account, [field]: undefined })).toMatchObject(
      refused(1, invented(field)),
    );
    expect(await cancel({ imp_uid: 'imp_1', ...account })).toMatchObject({ code: 0 });
  });

  test('at smartro_v2 needs refund_tel too', async () => {
    paid({ pay_method: 'vbank', pg_provider: 'smartro_v2' });
    expect(await cancel({ imp_uid: 'imp_1', ...account })).toMatchObject(refused(1, invented('refund_tel')));
    expect(await cancel({ imp_uid: 'imp_1', ...account, refund_tel: '010-0000-0000' })).toMatchObject({ code: 0 });
  });

  test('of a test channel has no money to refund', async () => {
    paid({ status: 'ready', sandbox: true });
    sandbox.payments.issueVirtualAccount('imp_1');
    sandbox.payments.deposit('imp_1');
    const answer = await cancel({ imp_uid: 'imp_1', ...account });
    expect(answer).toMatchObject(refused(-1, '요청하신 건에 대해 입금된 내역이 없습니다'));
  });
});

describe('the PG refuses with code -1', () => {
  test('on demand, with its own text, after every check of i’mport', async () => {
    paid();
    sandbox.faults.set({ kind: 'pg-refusal', message: '한도초과', times: 1 });
    expect(await cancel({ imp_uid: 'imp_1', checksum: 1 })).toMatchObject(refused(1, invented('checksum')));
    expect(await cancel({ imp_uid: 'imp_1' })).toMatchObject(refused(-1, '한도초과'));
    expect(sandbox.payments.get('imp_1')).toMatchObject({ status: 'paid', cancel_amount: 0 });
    expect(await cancel({ imp_uid: 'imp_1' })).toMatchObject({ code: 0 });
  });

  test('on demand for one payment, also when it is named by merchant_uid', async () => {
    paid();
    sandbox.faults.set({ kind: 'pg-refusal', impUid: 'imp_1' });
    expect(await cancel({ merchant_uid: 'order-1' })).toMatchObject(refused(-1, invented('PG')));
  });

  const phone = { pay_method: 'phone' };
  const promotion = { id: 'promotion-id-1', discount: 10 };
  const lastMonth = { paid_at: clock.seconds() - 40 * 24 * 60 * 60 };
  const nine = Array.from({ length: 9 }, (_, index) => ({
    pg_tid: 'T',
    amount: 1,
    cancelled_at: 1,
    reason: '',
    cancellation_id: `c${index}`,
    receipt_url: null,
  }));
  test.each([
    { name: 'phone, next month', given: { ...phone, ...lastMonth }, body: {}, code: -1 },
    { name: 'phone, same month', given: phone, body: {}, code: 0 },
    {
      name: 'phone at KCP, next month, with a refund account',
      given: { ...phone, ...lastMonth, pg_provider: 'kcp' },
      body: { refund_account: '1' },
      code: 0,
    },
    { name: 'phone, a part', given: { ...phone, pg_provider: 'danal' }, body: { amount: 1 }, code: -1 },
    { name: 'phone at Inicis, a part', given: phone, body: { amount: 1 }, code: 0 },
    { name: 'naverpay without reason', given: { pg_provider: 'naverpay' }, body: { reason: '' }, code: -1 },
    { name: 'naverpay with reason', given: { pg_provider: 'naverpay' }, body: { reason: '변심' }, code: 0 },
    {
      name: 'naverpay, asked for by the customer',
      given: { pg_provider: 'naverpay' },
      body: { reason: '변심', extra: { requester: 'customer' } },
      code: 0,
    },
    { name: 'another requester', given: {}, body: { extra: { requester: 'bank' } }, code: 1 },
    { name: 'a promotion, a part within the discount', given: { promotion }, body: { amount: 9 }, code: 1 },
    {
      name: 'a promotion, a part within the discount, retained',
      given: { promotion },
      body: { amount: 9, retain_promotion: true },
      code: 0,
    },
    { name: 'a promotion, a part beyond the discount', given: { promotion }, body: { amount: 10 }, code: 0 },
    { name: 'a promotion, all', given: { promotion }, body: {}, code: 0 },
    {
      name: 'ksnet, the tenth part',
      given: { pg_provider: 'ksnet', cancel_history: nine },
      body: { amount: 1 },
      code: -1,
    },
    { name: 'kcp, tax-free part missing', given: { pg_provider: 'kcp' }, setup: { taxFree: 100 }, body: {}, code: -1 },
    {
      name: 'kcp, tax-free part given',
      given: { pg_provider: 'kcp' },
      setup: { taxFree: 100 },
      body: { tax_free: 100 },
      code: 0,
    },
    { name: 'nice, VAT missing', given: { pg_provider: 'nice' }, setup: { vatAmount: 10 }, body: {}, code: -1 },
    {
      name: 'nice, VAT given',
      given: { pg_provider: 'nice' },
      setup: { vatAmount: 10 },
      body: { vat_amount: 10 },
      code: 0,
    },
  ])('by its own rules: $name is $code', async ({ given, setup, body, code }) => {
    paid(given, setup);
    expect(await cancel({ imp_uid: 'imp_1', ...body })).toMatchObject({ status: 200, code });
  });

  test('Danal refunds no virtual accounts', async () => {
    paid({ pay_method: 'vbank', pg_provider: 'danal_tpay' });
    const account = { refund_holder: '한바다', refund_bank: '004', refund_account: '1' };
    expect(await cancel({ imp_uid: 'imp_1', ...account })).toMatchObject({ status: 200, code: -1 });
  });
});

describe('the webhook', () => {
  const idOf = ({ response }: ApiAnswer) =>
    (response['cancel_history'] as { cancellation_id: string }[]).at(-1)?.cancellation_id;

  test('is not sent, only logged', async () => {
    paid();
    await cancel({ imp_uid: 'imp_1' });
    await sandbox.webhooks.settled();
    expect(shop.received).toEqual([]);
    expect(sandbox.webhooks.log()).toMatchObject([{ outcome: 'not-sent', body: { status: 'cancelled' } }]);
  });

  test.each([true, 'true', 1])('is sent with enable_webhook=%p, with the cancellation_id', async (flag) => {
    paid();
    const answer = await cancel({ imp_uid: 'imp_1', amount: 100, enable_webhook: flag });
    await sandbox.webhooks.settled();
    const body = { imp_uid: 'imp_1', merchant_uid: 'order-1', status: 'cancelled', cancellation_id: idOf(answer) };
    expect(shop.bodies()).toEqual([body]);
  });

  test('goes to the console’s address, not to the notice_url', async () => {
    const own = await startReceiver();
    paid({}, { noticeUrls: [own.url] });
    await cancel({ imp_uid: 'imp_1', enable_webhook: true });
    await sandbox.webhooks.settled();
    await own.close();
    expect(shop.received).toHaveLength(1);
    expect(own.received).toEqual([]);
  });

  test('is not sent for a payment that never had an address', async () => {
    sandbox.settings.change({ webhookUrl: null });
    paid();
    await cancel({ imp_uid: 'imp_1', enable_webhook: true });
    await sandbox.webhooks.settled();
    expect(sandbox.webhooks.log()).toMatchObject([{ outcome: 'not-sent' }]);
  });
});

describe('a refund that takes its time', () => {
  const later = [
    { name: 'paypal_v2', given: { pg_provider: 'paypal_v2' }, body: {} },
    { name: 'paymentwall', given: { pg_provider: 'paymentwall' }, body: {} },
    { name: 'kicc_v2 by wechat', given: { pg_provider: 'kicc_v2', pay_method: 'wechat' }, body: {} },
    {
      name: 'a smartro_v2 account',
      given: { pg_provider: 'smartro_v2', pay_method: 'vbank' },
      body: { refund_holder: 'a', refund_bank: 'b', refund_account: 'c', refund_tel: 'd' },
    },
  ];

  test.each(later)('$name: code 0, still paid; later cancelled, with a webhook', async ({ given, body }) => {
    paid(given);
    const answer = await cancel({ imp_uid: 'imp_1', amount: 900, ...body });
    expect(answer).toMatchObject({ status: 200, code: 0, response: { status: 'paid', cancel_amount: 0 } });
    expect(answer.response['cancel_history']).toEqual([]);
    clock.advance(3600);
    const done = sandbox.payments.finishCancel('imp_1');
    expect(done).toMatchObject({ status: 'cancelled', cancel_amount: 900, cancelled_at: clock.seconds() });
    await sandbox.webhooks.settled();
    const cancellation_id = done.cancel_history[0]?.cancellation_id;
    expect(shop.bodies()).toMatchObject([{ status: 'cancelled', cancellation_id }]);
  });

  test('the setting decides for every PG', async () => {
    sandbox.settings.change({ cancelMode: 'later' });
    paid();
    expect(await cancel({ imp_uid: 'imp_1' })).toMatchObject({ code: 0, response: { status: 'paid' } });
    sandbox.settings.change({ cancelMode: 'at-once' });
    paid({ imp_uid: 'imp_2', pg_provider: 'paypal_v2' });
    expect(await cancel({ imp_uid: 'imp_2' })).toMatchObject({ code: 0, response: { status: 'cancelled' } });
  });

  test('what is under way counts as spent', async () => {
    sandbox.settings.change({ cancelMode: 'later' });
    paid();
    await cancel({ imp_uid: 'imp_1', amount: 10000 });
    expect(await cancel({ imp_uid: 'imp_1', amount: 10000 })).toMatchObject(refused(1, invented('잔액')));
    await cancel({ imp_uid: 'imp_1', amount: 5900, checksum: 5900 });
    expect(await cancel({ imp_uid: 'imp_1' })).toMatchObject(refused(1, invented('진행')));
    expect(sandbox.payments.finishCancel('imp_1')).toMatchObject({ cancel_amount: 15900 });
    expect(await cancel({ imp_uid: 'imp_1' })).toMatchObject(refused(1, '이미 전액취소된 주문입니다.'));
  });

  test('with none under way there is nothing to finish', () => {
    paid();
    expect(() => sandbox.payments.finishCancel('imp_1')).toThrow('imp_1 has no refund under way');
  });
});

test('a cancel whose answer got lost has happened all the same', async () => {
  paid();
  sandbox.faults.set({ kind: 'connection-reset', route: 'POST /payments/cancel', when: 'after', times: 1 });
  await expect(cancel({ imp_uid: 'imp_1', amount: 5000 })).rejects.toThrow('fetch failed');
  expect(await api.get('/payments/imp_1')).toMatchObject({ response: { status: 'cancelled', cancel_amount: 5000 } });
});
