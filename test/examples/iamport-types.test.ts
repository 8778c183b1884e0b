import type { RequestPayParams, RequestPayResponse } from '../../examples/shared/iamport';
import { loadSdk } from '../sandbox/iamport/window/support/fake-page';
import { createSandbox } from '../../sandbox/iamport/create-sandbox';

/** Every parameter of the types, so that the type check fails for one that is missing there. */
const EVERY_PARAMETER: Required<RequestPayParams> = {
  channelKey: 'channel-live',
  pg: 'html5_inicis.MIDSANDBOX',
  pay_method: 'card',
  merchant_uid: 'order-1',
  name: '머그컵',
  amount: 15_900,
  currency: 'KRW',
  tax_free: 0,
  vat_amount: 1_445,
  custom_data: { cart: ['mug'] },
  notice_url: ['http://127.0.0.1:9/a', 'http://127.0.0.1:9/b'],
  confirm_url: 'http://127.0.0.1:9/confirm',
  m_redirect_url: 'http://127.0.0.1:9/done',
  app_scheme: 'shop',
  language: 'ko',
  customer_uid: 'customer-1',
  escrow: true,
  products: [{ id: '1', name: '머그컵', code: 'MUG', unitPrice: 15_900, quantity: 1 }],
  vbank_due: '2030-01-31 23:59:59',
  biz_num: '1234567890',
  digital: false,
  display: { card_quota: [2, 3] },
  card: { direct: { code: '367', quota: 3 }, detail: [{ card_code: '*', enabled: false, max_month: 5 }] },
  useFreeInterestFromMall: true,
  buyer_name: '한바다',
  buyer_tel: '010-0000-0000',
  buyer_email: 'buyer@example.test',
  buyer_addr: '서울',
  buyer_postcode: '06018',
};

/** Every field of the callback. */
const EVERY_FIELD: Record<keyof RequestPayResponse, true> = {
  imp_uid: true,
  merchant_uid: true,
  error_code: true,
  error_msg: true,
  success: true,
  imp_success: true,
  status: true,
  pay_method: true,
  paid_amount: true,
  currency: true,
  name: true,
  pg_provider: true,
  emb_pg_provider: true,
  pg_tid: true,
  pg_type: true,
  paid_at: true,
  receipt_url: true,
  custom_data: true,
  apply_num: true,
  card_name: true,
  card_number: true,
  card_quota: true,
  bank_name: true,
  vbank_num: true,
  vbank_name: true,
  vbank_holder: true,
  vbank_date: true,
  buyer_name: true,
  buyer_tel: true,
  buyer_email: true,
  buyer_addr: true,
  buyer_postcode: true,
};

test('an order key and an amount are enough, and every documented parameter is taken', async () => {
  const least: RequestPayParams = { merchant_uid: 'order-2', amount: 15_900 };
  const sandbox = await createSandbox();
  expect(sandbox.checkouts.open(least)).toMatchObject({ opened: true });
  const every = sandbox.checkouts.open(EVERY_PARAMETER, { script: 'legacy' });
  expect(every).toMatchObject({ opened: true });
  await sandbox.close();
});

test('the types of the callback hold every field that the sandbox sends', async () => {
  const sandbox = await createSandbox({ rspStyle: 'rich', rspFlag: 'both' });
  const opened = sandbox.checkouts.open({ merchant_uid: 'order-1', amount: 15_900, pay_method: 'vbank' });
  if (!opened.opened) throw new Error('no window');
  const told = await sandbox.checkouts.issueVirtualAccount(opened.checkout.id);
  if (told.way !== 'callback') throw new Error('no callback');
  expect(Object.keys(EVERY_FIELD)).toEqual(expect.arrayContaining(Object.keys(told.rsp)));
  await sandbox.close();
});

test('the SDK script of the sandbox knows every parameter', async () => {
  const sandbox = await createSandbox();
  const page = await loadSdk(sandbox, '/v1/iamport.js');
  page.IMP.init(sandbox.merchantCode);
  page.IMP.request_pay(EVERY_PARAMETER, () => undefined);
  expect(page.warnings).toEqual([
    expect.stringMatching(/: app_scheme, language, products, biz_num, display, card, useFreeInterestFromMall$/),
  ]);
  await sandbox.close();
});
