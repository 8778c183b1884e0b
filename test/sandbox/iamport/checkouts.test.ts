import type { PayReturn } from '../../../sandbox/iamport/checkout/checkout';
import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { signedIn } from './support/api-client';
import { startReceiver, type Receiver } from './support/start-receiver';
import { createTestClock } from './support/test-clock';

const clock = createTestClock();
let sandbox: Sandbox;
let shop: Receiver;
beforeEach(async () => {
  shop = await startReceiver();
  sandbox = await createSandbox({ now: clock.now, webhookUrl: shop.url, sleep: async () => undefined });
});
afterEach(async () => {
  await sandbox.close();
  await shop.close();
});

const params = { merchant_uid: 'order-1', amount: 1004, name: 'Carrots 10kg', buyer_name: '한바다' };

function open(more: object = {}, caller: Parameters<Sandbox['checkouts']['open']>[1] = {}): string {
  const result = sandbox.checkouts.open({ ...params, ...more }, caller);
  if (!result.opened) throw new Error(JSON.stringify(result.told));
  return result.checkout.id;
}
const paymentOf = (id: string) => sandbox.payments.get(sandbox.checkouts.get(id).impUid);
const rspOf = (told: PayReturn) => (told.way === 'callback' ? told.rsp : told.url);

describe('request_pay opens a window', () => {
  test('and makes a payment in ready, from what the page passed', () => {
    const id = open({ custom_data: { cart: 17 }, currency: 'USD', amount: 12.34, buyer_email: 'han@example.test' });
    expect(sandbox.checkouts.get(id)).toMatchObject({
      merchantUid: 'order-1',
      amount: 12.34,
      state: 'open',
      told: null,
    });
    expect(paymentOf(id)).toMatchObject({
      status: 'ready',
      merchant_uid: 'order-1',
      amount: 12.34,
      currency: 'USD',
      name: 'Carrots 10kg',
      buyer_name: '한바다',
      buyer_email: 'han@example.test',
      custom_data: '{"cart":17}',
      channel: 'pc',
      started_at: clock.seconds(),
    });
  });

  test.each([
    { pg: 'paypal_v2', currency: 'USD' },
    { pg: 'paypal', currency: 'USD' },
    { pg: 'html5_inicis', currency: 'KRW' },
  ])('without a currency it is $currency at $pg', async ({ pg, currency }) => {
    const channel = { channelKey: 'channel-1', pgProvider: pg, pgId: 'MID', sandbox: false };
    const other = await createSandbox({ channels: [channel] });
    const opened = other.checkouts.open(params);
    expect(opened).toMatchObject({ opened: true, checkout: { currency } });
    expect(other.checkouts.open({ ...params, currency: 'EUR' })).toMatchObject({ checkout: { currency: 'EUR' } });
    await other.close();
  });

  test('a prepared amount is compared with the currency of the PG', async () => {
    const prepared = { merchant_uid: 'order-1', amount: 1004, currency: 'USD' };
    await signedIn(sandbox).send('POST', '/payments/prepare', prepared);
    expect(sandbox.checkouts.open({ ...params, channelKey: 'channel-paypal' })).toMatchObject({ opened: true });
    expect(sandbox.checkouts.open(params)).toMatchObject({ opened: false });
  });

  test('on a phone it is a mobile payment with its user agent', () => {
    const id = open({}, { mobile: true, userAgent: 'Mobile Safari' });
    expect(paymentOf(id)).toMatchObject({ channel: 'mobile', user_agent: 'Mobile Safari' });
  });

  test.each([
    { given: {}, shown: { pg_provider: 'html5_inicis', pg_id: 'MIDSANDBOX', sandbox: false } },
    { given: { channelKey: 'channel-test' }, shown: { pg_id: 'MIDTEST', sandbox: true } },
    { given: { pg: 'kakaopay' }, shown: { pg_provider: 'kakaopay', sandbox: false } },
    { given: { pg: 'html5_inicis.MIDTEST' }, shown: { pg_id: 'MIDTEST', sandbox: true } },
    { given: { channelKey: 'channel-toss', pg: 'kakaopay' }, shown: { pg_provider: 'tosspayments' } },
    { given: { pay_method: 'samsungpay' }, shown: { pay_method: 'samsung' } },
    { given: { name: 'a'.repeat(50) }, shown: { name: 'a'.repeat(40) } },
  ])('$given is $shown', ({ given, shown }) => {
    expect(paymentOf(open(given))).toMatchObject(shown);
  });

  test('several times for one unpaid order', () => {
    expect(open()).not.toBe(open());
    expect(sandbox.payments.all()).toHaveLength(2);
  });
});

describe('request_pay refuses before the window: imp_uid null, no payment', () => {
  const refusal = (result: ReturnType<Sandbox['checkouts']['open']>) => {
    expect(result.opened).toBe(false);
    expect(sandbox.payments.all().filter(({ status }) => status === 'ready')).toEqual([]);
    return result.opened ? undefined : result.told;
  };

  test('an order that was paid: F1002', () => {
    sandbox.payments.create({ ...params, status: 'paid' });
    expect(refusal(sandbox.checkouts.open(params, { script: 'legacy' }))).toEqual({
      way: 'callback',
      rsp: {
        success: false,
        imp_uid: null,
        merchant_uid: 'order-1',
        error_code: 'F1002',
        error_msg: '이미 결제가 이루어진 거래건입니다.',
      },
    });
  });

  test.each([
    { name: 'a prepared amount that differs', given: { amount: 1005 } },
    { name: 'a prepared currency that differs', given: { currency: 'USD' } },
  ])('$name', ({ given }) => {
    sandbox.prepared.set({ merchant_uid: 'order-1', amount: 1004, currency: 'KRW' });
    const told = refusal(sandbox.checkouts.open({ ...params, ...given }));
    expect(told).toMatchObject({ rsp: { imp_uid: null, error_code: 'SANDBOX_PREPARED' } });
    expect(sandbox.checkouts.open(params)).toMatchObject({ opened: true });
  });

  test.each([
    { name: 'amount as text', given: { amount: '1004' }, about: 'amount' },
    { name: 'no amount', given: { amount: undefined }, about: 'amount' },
    { name: 'amount below 0', given: { amount: -1 }, about: 'amount' },
    { name: 'no merchant_uid', given: { merchant_uid: undefined }, about: 'merchant_uid' },
    { name: 'merchant_uid of 41 characters', given: { merchant_uid: 'a'.repeat(41) }, about: 'merchant_uid' },
    { name: 'merchant_uid as object', given: { merchant_uid: { $ne: null } }, about: 'merchant_uid' },
    { name: 'phone without digital', given: { pay_method: 'phone' }, about: 'digital' },
    { name: 'an unknown channel', given: { channelKey: 'x' }, about: '채널' },
    { name: 'an unknown pg', given: { pg: 'x' }, about: '채널' },
    { name: 'a vbank_due that is no date', given: { vbank_due: 'tomorrow' }, about: 'vbank_due' },
  ])('$name, in invented words', ({ given, about }) => {
    const told = refusal(sandbox.checkouts.open({ ...params, ...given }));
    const text = new RegExp(`^\\[sandbox\\] .*${about}`);
    expect(told).toMatchObject({
      rsp: {
        imp_uid: null,
        error_code: expect.stringMatching(/^SANDBOX_/) as string,
        error_msg: expect.stringMatching(text) as string,
      },
    });
  });

  test.each([null, undefined, 'order-1', 7, []])('params %p', (raw) => {
    expect(refusal(sandbox.checkouts.open(raw))).toMatchObject({ way: 'callback', rsp: { imp_uid: null } });
  });

  test('another merchant code', () => {
    expect(refusal(sandbox.checkouts.open(params, { merchantCode: 'imp99999999' }))).toMatchObject({
      rsp: { error_code: 'SANDBOX_MERCHANT' },
    });
    expect(sandbox.checkouts.open(params, { merchantCode: sandbox.merchantCode })).toMatchObject({ opened: true });
  });

  test('to m_redirect_url where there is no callback', () => {
    const bad = { ...params, amount: 'x', m_redirect_url: 'https://shop.example.test/done' };
    const told = refusal(sandbox.checkouts.open(bad, { hasCallback: false }));
    expect(told?.way).toBe('redirect');
    const query = new URL(told?.way === 'redirect' ? told.url : '').searchParams;
    expect([...query.keys()]).toEqual(['merchant_uid', 'error_code', 'error_msg']);
  });
});

describe('what the buyer does', () => {
  test('approve: paid, webhook, and the browser is told', async () => {
    const id = open();
    const told = await sandbox.checkouts.approve(id);
    expect(rspOf(told)).toMatchObject({ imp_uid: paymentOf(id)?.imp_uid, merchant_uid: 'order-1', status: 'paid' });
    expect(paymentOf(id)).toMatchObject({ status: 'paid', paid_at: clock.seconds() });
    await sandbox.webhooks.settled();
    expect(shop.bodies()).toMatchObject([{ status: 'paid' }]);
    expect(sandbox.checkouts.get(id)).toMatchObject({ state: 'ended', told });
  });

  test('approve with another method and a wallet', async () => {
    const id = open();
    await sandbox.checkouts.approve(id, { payMethod: 'trans', delayMs: 3000 });
    expect(paymentOf(id)).toMatchObject({ pay_method: 'trans', bank_name: 'KB국민은행', card_name: null });
    const wallet = open({ merchant_uid: 'order-2' });
    await sandbox.checkouts.approve(wallet, { embPgProvider: 'naverpay' });
    expect(paymentOf(wallet)).toMatchObject({ pay_method: 'card', emb_pg_provider: 'naverpay' });
  });

  test('approve, and the browser is told that it failed', async () => {
    const id = open({}, { script: 'legacy' });
    expect(rspOf(await sandbox.checkouts.approve(id, { tellFailure: true }))).toMatchObject({ success: false });
    expect(paymentOf(id)).toMatchObject({ status: 'paid' });
  });

  test('approve and die: paid, webhook, and the browser is told nothing', async () => {
    const id = open();
    await sandbox.checkouts.approveAndDie(id);
    await sandbox.webhooks.settled();
    expect(shop.bodies()).toMatchObject([{ status: 'paid' }]);
    expect(sandbox.checkouts.get(id)).toMatchObject({ state: 'died', told: null });
  });

  test('virtual account: ready with success, the deadline from vbank_due', async () => {
    const id = open({ vbank_due: '2026-12-31' }, { script: 'legacy' });
    const told = await sandbox.checkouts.issueVirtualAccount(id, { vbank_code: '020' });
    expect(rspOf(told)).toMatchObject({ success: true, status: 'ready', vbank_name: '우리은행' });
    const deadline = Date.parse('2026-12-31T23:59:59+09:00') / 1000;
    expect(paymentOf(id)).toMatchObject({ status: 'ready', pay_method: 'vbank', vbank_date: deadline });
    await sandbox.webhooks.settled();
    expect(shop.bodies()).toMatchObject([{ status: 'ready' }]);
  });

  test('convenience store at Eximbay: recorded as vbank, with the number `unknown`', async () => {
    const id = open({ channelKey: 'channel-eximbay', pay_method: 'econtext' });
    const told = await sandbox.checkouts.issueVirtualAccount(id, {});
    expect(rspOf(told)).toMatchObject({ status: 'ready', vbank_num: 'unknown' });
    const nobody = { vbank_num: 'unknown', vbank_code: null, vbank_name: null, vbank_holder: null };
    expect(paymentOf(id)).toMatchObject({ status: 'ready', pay_method: 'vbank', ...nobody });
    await sandbox.webhooks.settled();
    expect(shop.bodies()).toMatchObject([{ status: 'ready' }]);
    sandbox.payments.deposit(sandbox.checkouts.get(id).impUid);
    expect(paymentOf(id)).toMatchObject({ status: 'paid' });
  });

  test('decline: failed with the reason, no webhook', async () => {
    const id = open({}, { script: 'legacy' });
    expect(sandbox.checkouts.decline(id, '한도초과')).toEqual({
      way: 'callback',
      rsp: {
        success: false,
        imp_uid: paymentOf(id)?.imp_uid,
        merchant_uid: 'order-1',
        error_code: 'SANDBOX_DECLINED',
        error_msg: '한도초과',
      },
    });
    expect(paymentOf(id)).toMatchObject({ status: 'failed', fail_reason: '한도초과' });
    await sandbox.webhooks.settled();
    expect(shop.received).toEqual([]);
  });

  test.each(['ready', 'failed'] as const)('close leaves %s, as the setting says', async (left) => {
    sandbox.settings.change({ closedWindow: left });
    const id = open();
    expect(rspOf(sandbox.checkouts.close(id))).toMatchObject({ error_code: 'SANDBOX_CLOSED' });
    expect(paymentOf(id)).toMatchObject({ status: left });
    await sandbox.webhooks.settled();
    expect(shop.received).toEqual([]);
  });

  test('a closed window leaves ready unless told otherwise, and can be approved late', () => {
    const id = open();
    sandbox.checkouts.close(id);
    const { impUid } = sandbox.checkouts.get(id);
    expect(sandbox.payments.get(impUid)).toMatchObject({ status: 'ready' });
    expect(sandbox.payments.approve(impUid)).toMatchObject({ status: 'paid' });
  });

  test('a window ends once', async () => {
    const id = open();
    const first = sandbox.checkouts.approve(id);
    await expect(sandbox.checkouts.approve(id)).rejects.toThrow(`checkout ${id} is`);
    await first;
    expect(() => sandbox.checkouts.close(id)).toThrow(`checkout ${id} is ended`);
    expect(() => sandbox.checkouts.get('x')).toThrow('there is no checkout x');
  });

  test('two windows of one order can both be paid', async () => {
    const ids = [open(), open()];
    for (const id of ids) await sandbox.checkouts.approve(id);
    expect(sandbox.payments.all()).toMatchObject([{ status: 'paid' }, { status: 'paid' }]);
  });
});

describe('the webhook and the browser', () => {
  test('the browser goes on without waiting for the webhook', async () => {
    sandbox.webhooks.rules.set({ reorder: 2 });
    await expect(sandbox.checkouts.approve(open())).resolves.toBeDefined();
    expect(shop.received).toEqual([]);
  });

  test('with webhookFirst the browser waits for its answer, even a bad one', async () => {
    const slow = await startReceiver(() => 500);
    sandbox.settings.change({ webhookFirst: true, webhookUrl: slow.url });
    const id = open();
    await expect(sandbox.checkouts.approve(id)).resolves.toBeDefined();
    expect(slow.received).toHaveLength(1);
    expect(sandbox.webhooks.log()).toMatchObject([{ outcome: 'failed', status: 500 }]);
    expect(paymentOf(id)).toMatchObject({ status: 'paid' });
    await slow.close();
  });
});

describe('an attacker in the browser', () => {
  test('pays less, in another currency, through the test channel', async () => {
    sandbox.settings.change({ attacker: { payAmount: 10, payCurrency: 'USD', channelKey: 'channel-test' } });
    const id = open();
    await sandbox.checkouts.approve(id);
    expect(paymentOf(id)).toMatchObject({ status: 'paid', amount: 10, currency: 'USD', sandbox: true });
  });

  test('tells another payment’s imp_uid, by callback and by redirect', async () => {
    sandbox.settings.change({ attacker: { returnImpUid: 'imp_of_another_order' } });
    expect(rspOf(await sandbox.checkouts.approve(open()))).toMatchObject({ imp_uid: 'imp_of_another_order' });
    const redirected = open(
      { merchant_uid: 'order-2', m_redirect_url: 'https://shop.example.test/' },
      { mobile: true },
    );
    expect(rspOf(await sandbox.checkouts.approve(redirected))).toContain('imp_uid=imp_of_another_order&');
  });

  test('is stopped by a prepared amount', () => {
    sandbox.prepared.set({ merchant_uid: 'order-1', amount: 1004, currency: null });
    sandbox.settings.change({ attacker: { payAmount: 10 } });
    expect(sandbox.checkouts.open(params)).toMatchObject({ opened: false });
  });
});
