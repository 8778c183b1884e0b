import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { envelopeOf, pageSchema, paymentSchema, preparedSchema, tokenSchema } from './payment-schema';
import { callApi, signedIn } from './support/api-client';

/** What the sandbox answers is held against a schema that is written from the documents alone. */
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.close());

const body = (raw: string) => JSON.parse(raw) as unknown;
const payment = envelopeOf(paymentSchema);
const make = (fields: object = {}) =>
  sandbox.payments.create({ merchant_uid: 'ord-1', amount: 15_900, ...fields }).imp_uid;
const issued = () => {
  const impUid = make({ status: 'ready' });
  sandbox.payments.issueVirtualAccount(impUid);
  return impUid;
};

const STATES: readonly (readonly [string, () => string])[] = [
  ['ready', () => make({ status: 'ready' })],
  ['paid', () => make({ status: 'paid' })],
  ['paid in dollars', () => make({ status: 'paid', currency: 'USD', amount: 12.34 })],
  ['failed', () => make({ status: 'failed', fail_reason: '한도초과' })],
  ['waiting for a deposit', issued],
  [
    'deposited',
    () => {
      const impUid = issued();
      sandbox.payments.deposit(impUid);
      return impUid;
    },
  ],
  [
    'cancelled in part',
    () => {
      const impUid = make({ status: 'paid' });
      sandbox.payments.consoleCancel(impUid, { amount: 900 });
      return impUid;
    },
  ],
  [
    'cancelled',
    () => {
      const impUid = make({ status: 'paid' });
      sandbox.payments.consoleCancel(impUid);
      return impUid;
    },
  ],
];

test.each(STATES)('a payment that is %s: looked up, found by its order, in pages', async (_, prepare) => {
  const impUid = prepare();
  const api = signedIn(sandbox);
  for (const path of [`/payments/${impUid}`, '/payments/find/ord-1']) payment.parse(body((await api.get(path)).raw));
  for (const path of ['/payments/findAll/ord-1', '/payments/status/all']) {
    const page = envelopeOf(pageSchema).parse(body((await api.get(path)).raw));
    expect(page.response?.list).toHaveLength(1);
  }
});

test('a cancel, and one that is refused', async () => {
  const impUid = make({ status: 'paid' });
  const api = signedIn(sandbox);
  const cancel = async () => payment.parse(body((await api.send('POST', '/payments/cancel', { imp_uid: impUid })).raw));
  expect(await cancel()).toMatchObject({ code: 0, response: { status: 'cancelled' } });
  expect(await cancel()).toMatchObject({ code: 1, response: null });
});

test('an unknown payment, a token, and a prepared amount', async () => {
  const api = signedIn(sandbox);
  expect(payment.parse(body((await api.get('/payments/imp_9')).raw))).toMatchObject({ code: -1, response: null });
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ imp_key: sandbox.impKey, imp_secret: sandbox.impSecret }),
  };
  envelopeOf(tokenSchema).parse(body((await callApi(sandbox, '/users/getToken', init)).raw));
  const prepared = { merchant_uid: 'ord-2', amount: 15_900 };
  const reply = await api.send('POST', '/payments/prepare', prepared);
  expect(envelopeOf(preparedSchema).parse(body(reply.raw)).response).toMatchObject(prepared);
});

test.each([
  ['a field that i’mport does not have', { cancel_id: 'x' }],
  ['milliseconds for seconds', { paid_at: 1_785_900_123_000_000 }],
  ['a status that it does not have', { status: 'partial' }],
  ['an amount as a text', { amount: '15900' }],
])('%s would be seen', async (_, distortion) => {
  const impUid = make({ status: 'paid' });
  sandbox.payments.distort(impUid, distortion);
  const reply = await signedIn(sandbox).get(`/payments/${impUid}`);
  expect(payment.safeParse(body(reply.raw)).success).toBe(false);
});
