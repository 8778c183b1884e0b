import type { Channel } from '../../../sandbox/iamport/channels';
import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { type ApiClient, signedIn } from './support/api-client';

/** What `POST /vbanks` wants at each PG (§5.2). */
const ISSUING = ['html5_inicis', 'ksnet', 'nice', 'nice_v2', 'settle', 'smartro_v2', 'tosspayments', 'welcome'];
const OTHERS = ['danal_tpay', 'daou', 'eximbay', 'inicis', 'kakaopay', 'kcp', 'paypal_v2', 'uplus'];
const channels = [...ISSUING, ...OTHERS].map((pgProvider): Channel => ({
  channelKey: pgProvider,
  pgProvider,
  pgId: 'MID',
  sandbox: false,
}));

let sandbox: Sandbox;
let api: ApiClient;
beforeEach(async () => {
  sandbox = await createSandbox({ channels });
  api = signedIn(sandbox);
});
afterEach(() => sandbox.close());

const complete = (pg: string) => ({
  channel_key: pg,
  merchant_uid: 'order1',
  amount: 15_900,
  vbank_code: '088',
  vbank_due: Math.floor(Date.now() / 1000) + 24 * 60 * 60,
  vbank_holder: '가게',
  buyer_name: '한바다',
  buyer_email: 'han@example.test',
  buyer_tel: '010-0000-0000',
  product_type: 'real',
});
const issue = (pg: string, fields: object = {}, key = 'sandbox-inicis-key') =>
  api.send('POST', `/vbanks?pg_api_key=${key}`, { ...complete(pg), ...fields });
const invented = (about: string) => expect.stringMatching(new RegExp(`^\\[sandbox\\] .*${about}`)) as unknown;

test.each(ISSUING)('%s issues an account', async (pg) => {
  expect(await issue(pg)).toMatchObject({ status: 200, code: 0, response: { pg_provider: pg, status: 'ready' } });
});

test.each(OTHERS)('%s has no such API', async (pg) => {
  expect(await issue(pg)).toMatchObject({ status: 400, code: -1, message: invented(pg), response: null });
  expect(sandbox.payments.all()).toEqual([]);
});

const NEEDED: Readonly<Record<string, string[]>> = {
  vbank_holder: ['html5_inicis', 'nice', 'settle', 'smartro_v2'],
  buyer_name: ['html5_inicis', 'ksnet', 'smartro_v2', 'tosspayments', 'welcome'],
  buyer_email: ['html5_inicis', 'smartro_v2'],
  buyer_tel: ['smartro_v2'],
  product_type: ['ksnet'],
};
const needs = Object.entries(NEEDED).flatMap(([field, pgs]) => ISSUING.map((pg) => [field, pg, pgs] as const));

test.each(needs)('without %s at %s', async (field, pg, pgs) => {
  const answer = await issue(pg, { [field]: undefined });
  if (pgs.includes(pg)) expect(answer).toMatchObject({ status: 400, code: -1, message: invented(field) });
  else expect(answer).toMatchObject({ status: 200, code: 0 });
});

test.each([
  ['vbank_holder', 16],
  ['name', 40],
  ['buyer_name', 16],
  ['buyer_email', 64],
  ['buyer_tel', 16],
  ['buyer_addr', 128],
  ['buyer_postcode', 8],
  ['vbank_key', 13],
  ['business_registration_number', 10],
  ['merchant_uid', 40],
])('%s has at most %i characters', async (field, max) => {
  expect(await issue('html5_inicis', { [field]: '1'.repeat(max + 1) })).toMatchObject({
    status: 400,
    message: invented(field),
  });
  expect(await issue('html5_inicis', { [field]: '1'.repeat(max) })).toMatchObject({ code: 0 });
});

test.each(['', 'another'])('Inicis wants its API key in the query: %p is refused', async (key) => {
  expect(await issue('html5_inicis', {}, key)).toMatchObject({ status: 200, code: -1, message: invented('hashData') });
  expect(await issue('nice', {}, key)).toMatchObject({ code: 0 });
});

test('KSNET takes two product types, Smartro no special characters in the order key', async () => {
  expect(await issue('ksnet', { product_type: 'food' })).toMatchObject({
    status: 400,
    message: invented('product_type'),
  });
  expect(await issue('ksnet', { product_type: 'digital' })).toMatchObject({ code: 0 });
  expect(await issue('smartro_v2', { merchant_uid: 'order-1' })).toMatchObject({
    status: 400,
    message: invented('merchant_uid'),
  });
});

test.each([
  ['html5_inicis', '가게'],
  ['nice_v2', '가게'],
  ['tosspayments', null],
  ['ksnet', '샌드박스상점'],
  ['welcome', '샌드박스상점'],
])('the holder shown by %s is %p', async (pg, holder) => {
  expect(await issue(pg)).toMatchObject({ response: { vbank_holder: holder } });
});

test('an account issued in the window of tosspayments has no holder either', async () => {
  const opened = sandbox.checkouts.open({ merchant_uid: 'order-1', amount: 1004, channelKey: 'tosspayments' });
  if (!opened.opened) throw new Error('no window');
  await sandbox.checkouts.issueVirtualAccount(opened.checkout.id);
  expect(sandbox.payments.all()).toMatchObject([{ vbank_holder: null, status: 'ready' }]);
});
