import type { PayCaller } from '../../../sandbox/iamport/checkout/checkout';
import { redirectUrl } from '../../../sandbox/iamport/checkout/redirect-url';
import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import type { SettingsPatch } from '../../../sandbox/iamport/settings';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.close());

async function pay(settings: SettingsPatch, caller: PayCaller, more: object = {}) {
  sandbox.settings.change(settings);
  const result = sandbox.checkouts.open({ merchant_uid: 'order-1', amount: 1004, ...more }, caller);
  if (!result.opened) throw new Error('not opened');
  return { told: await sandbox.checkouts.approve(result.checkout.id), impUid: result.checkout.impUid };
}

describe('the callback', () => {
  const RICH = `apply_num bank_name buyer_addr buyer_email buyer_name buyer_postcode buyer_tel card_name card_number
    card_quota currency custom_data emb_pg_provider imp_uid merchant_uid name paid_amount paid_at pay_method pg_provider
    pg_tid pg_type receipt_url status`.split(/\s+/);

  test.each([
    { script: 'v1', settings: {}, flags: [] },
    { script: 'legacy', settings: {}, flags: ['success'] },
    { script: 'v1', settings: { rspFlag: 'success' }, flags: ['success'] },
    { script: 'legacy', settings: { rspFlag: 'imp_success' }, flags: ['imp_success'] },
    { script: 'legacy', settings: { rspFlag: 'both' }, flags: ['imp_success', 'success'] },
    { script: 'legacy', settings: { rspFlag: 'none' }, flags: [] },
  ] as const)('is rich, from $script with $settings its flags are $flags', async ({ script, settings, flags }) => {
    const { told, impUid } = await pay(settings, { script });
    const rsp = told.way === 'callback' ? told.rsp : {};
    expect(Object.keys(rsp).sort()).toEqual([...RICH, ...flags].sort());
    expect(rsp).toMatchObject({
      imp_uid: impUid,
      paid_amount: 1004,
      status: 'paid',
      pg_type: 'payment',
      currency: 'KRW',
    });
    for (const flag of flags) expect(rsp).toHaveProperty(flag, true);
  });

  test.each([
    { script: 'v1', channelKey: 'channel-toss', settings: {}, poor: true },
    { script: 'v1', channelKey: 'channel-paypal', settings: {}, poor: true },
    { script: 'legacy', channelKey: 'channel-toss', settings: {}, poor: false },
    { script: 'v1', channelKey: 'channel-live', settings: {}, poor: false },
    { script: 'v1', channelKey: 'channel-live', settings: { rspStyle: 'poor' }, poor: true },
    { script: 'v1', channelKey: 'channel-toss', settings: { rspStyle: 'rich' }, poor: false },
  ] as const)(
    'from $script at $channelKey with $settings is poor: $poor',
    async ({ script, channelKey, settings, poor }) => {
      const { told, impUid } = await pay(settings, { script }, { channelKey });
      const rsp = told.way === 'callback' ? told.rsp : {};
      if (poor) expect(rsp).toEqual({ imp_uid: impUid, merchant_uid: 'order-1' });
      else expect(rsp).toHaveProperty('paid_amount', 1004);
    },
  );

  test('poor and declined it has the four fields', () => {
    sandbox.settings.change({ rspStyle: 'poor', rspFlag: 'both' });
    const result = sandbox.checkouts.open({ merchant_uid: 'order-1', amount: 1004 });
    const told = result.opened ? sandbox.checkouts.decline(result.checkout.id, '한도초과') : result.told;
    expect(Object.keys(told.way === 'callback' ? told.rsp : {})).toEqual([
      'imp_uid',
      'merchant_uid',
      'error_code',
      'error_msg',
    ]);
  });
});

describe('callback or redirect', () => {
  const m_redirect_url = 'https://shop.example.test/done';
  test.each([
    { caller: {}, more: {}, way: 'callback' },
    { caller: {}, more: { m_redirect_url }, way: 'callback' },
    { caller: { mobile: true }, more: { m_redirect_url }, way: 'redirect' },
    { caller: { mobile: true }, more: {}, way: 'callback' },
    { caller: { hasCallback: false }, more: { m_redirect_url }, way: 'redirect' },
    { caller: {}, more: { m_redirect_url, popup: true }, way: 'redirect' },
  ])('$caller with $more: $way', async ({ caller, more, way }) => {
    const { told } = await pay({}, caller, more);
    expect(told.way).toBe(way);
  });
});

describe('the redirect', () => {
  const paid = { impUid: 'imp_1', merchantUid: 'order-1', refusal: null, payment: null };
  const declined = { ...paid, refusal: { errorCode: 'E1', errorMsg: '잔액 부족 & more' } };

  test.each([
    {
      target: 'https://shop.example.test/done',
      url: 'https://shop.example.test/done?imp_uid=imp_1&merchant_uid=order-1',
    },
    { target: 'https://a.test/?x=%20b&y', url: 'https://a.test/?x=%20b&y&imp_uid=imp_1&merchant_uid=order-1' },
    { target: 'https://a.test/?', url: 'https://a.test/?imp_uid=imp_1&merchant_uid=order-1' },
    { target: 'https://a.test/?x=1&', url: 'https://a.test/?x=1&imp_uid=imp_1&merchant_uid=order-1' },
    { target: 'https://a.test/app#/done', url: 'https://a.test/app?imp_uid=imp_1&merchant_uid=order-1#/done' },
  ])('$target keeps what it has', ({ target, url }) => {
    expect(redirectUrl(target, paid, 'none')).toBe(url);
  });

  test.each([
    { outcome: paid, flag: 'imp_success', query: { imp_success: 'true' } },
    { outcome: paid, flag: 'success', query: { success: 'true' } },
    {
      outcome: declined,
      flag: 'imp_success',
      query: { imp_success: 'false', error_code: 'E1', error_msg: '잔액 부족 & more' },
    },
    { outcome: declined, flag: 'none', query: { error_code: 'E1', error_msg: '잔액 부족 & more' } },
  ] as const)('with the flag $flag it is $query', ({ outcome, flag, query }) => {
    const url = new URL(redirectUrl('https://a.test/', outcome, flag));
    expect(Object.fromEntries(url.searchParams)).toEqual({ imp_uid: 'imp_1', merchant_uid: 'order-1', ...query });
  });

  test('can be followed twice: it is an address and no more', async () => {
    const { told } = await pay({}, { mobile: true }, { m_redirect_url: 'https://a.test/' });
    const [checkout] = sandbox.checkouts.all();
    expect(checkout?.told).toEqual(told);
  });
});
