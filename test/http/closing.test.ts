import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { LARGE, lowerAnswerLimit, TOO_LARGE } from '../support/large-answers';

liftTimeLimits();

lowerAnswerLimit();

/** Closing an order finds all its payments and accounts. */
const checkout = useCheckout();

const now = () => Math.floor(Date.now() / 1000);
const statusOf = (impUid: string) => checkout.sandbox().payments.get(impUid)?.status;
const close = (merchantUid: string, body: object = {}) => checkout.cancel(merchantUid, { all: true, ...body });
const done = (merchantUid: string) =>
  checkout.until(merchantUid, ({ cancels }) => cancels.every(({ status }) => status === 'done'));

function attempts(merchantUid: string, count: number, fields: object = {}): void {
  for (let at = 0; at < count; at += 1) {
    checkout.pay(merchantUid, { status: 'failed', started_at: now() - at, ...fields });
  }
}

function account(merchantUid: string, started_at: number): string {
  const impUid = checkout.pay(merchantUid, { status: 'ready', started_at });
  checkout.sandbox().payments.issueVirtualAccount(impUid);
  return impUid;
}

beforeEach(() => checkout.sandbox().calls.reset());
afterEach(() => checkout.sandbox().faults.clear());

test.each([
  ['paid', {}],
  ['cancelled in part', { status: 'cancelled' as const, cancel_amount: 4_900 }],
])(
  'a payment that is %s, behind 5,001 attempts, is given back',
  async (_name, payment) => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid, { ...payment, started_at: now() + 60, paid_at: now() - 10 });
    attempts(merchantUid, 5_001);
    expect((await close(merchantUid)).body).toMatchObject({ status: 'cancelDone', order: { paid_by: impUid } });
    expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ cancel_amount: 64_900 });
  },
  30_000,
);

test('250 attempts of 7 kB each: closed with few calls, and no call for failed attempts', async () => {
  const merchantUid = await checkout.order();
  attempts(merchantUid, 250, { custom_data: LARGE });
  checkout.sandbox().calls.reset();
  expect((await close(merchantUid)).body).toMatchObject({ status: 'closed', order: { attention: [] } });
  const paths = checkout
    .sandbox()
    .calls.list()
    .map(({ path }) => path.split('/').at(-1));
  expect(paths.filter((status) => status !== 'getToken')).toEqual(['paid', 'cancelled', 'ready']);
});

test('unreported accounts behind 300 opened windows are revoked', async () => {
  const merchantUid = await checkout.order();
  attempts(merchantUid, 300, { status: 'ready' });
  const accounts = [account(merchantUid, now() - 1_000), account(merchantUid, now() + 1)];
  expect((await close(merchantUid)).body).toMatchObject({ status: 'closed', order: { status: 'closed' } });
  await done(merchantUid);
  expect(accounts.map(statusOf)).toEqual(['failed', 'failed']);
});

describe('unreadable payments leave the order closed and raise attention', () => {
  const UNREAD = { status: 'closedUnread', order: { status: 'closed', attention: [{ reason: 'unreadable' }] } };

  test.each<[string, (merchantUid: string) => string]>([
    ['a payment too large to be fetched', (uid) => checkout.pay(uid, { custom_data: TOO_LARGE, paid_at: now() - 60 })],
    [
      'a payment whose amount is none',
      (uid) => {
        const impUid = checkout.pay(uid, { paid_at: now() - 60 });
        checkout.sandbox().payments.distort(impUid, { amount: 'much' });
        return impUid;
      },
    ],
  ])('%s; it settles the order once it can be read', async (_name, pay) => {
    const merchantUid = await checkout.order();
    const impUid = pay(merchantUid);
    const reply = await close(merchantUid, { request_id: `close-${merchantUid}` });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject(UNREAD);
    expect((await close(merchantUid, { request_id: `close-${merchantUid}` })).body).toMatchObject(UNREAD);
    const confirm = { imp_uid: 'imp_1', merchant_uid: merchantUid, amount: 64_900 };
    expect((await checkout.http().post('/payments/confirm').send(confirm)).status).not.toBe(200);
    checkout.sandbox().payments.distort(impUid, null);
    checkout.sandbox().payments.change(impUid, { custom_data: null });
    await checkout.webhook(impUid, merchantUid);
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', paid_by: impUid });
  });

  test('a readable payment beside it counts: the order is paid, and its money is given back', async () => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid);
    checkout.pay(merchantUid, { custom_data: TOO_LARGE });
    expect((await close(merchantUid)).body).toMatchObject({ status: 'cancelDone', order: { paid_by: impUid } });
  });

  test('more opened windows than the search reads', async () => {
    const merchantUid = await checkout.order();
    attempts(merchantUid, 501, { status: 'ready' });
    expect((await close(merchantUid)).body).toMatchObject(UNREAD);
  });

  test('but a partial cancel is refused: 503, and nothing is closed', async () => {
    const merchantUid = await checkout.order();
    checkout.pay(merchantUid, { custom_data: TOO_LARGE });
    expect((await checkout.cancel(merchantUid, { amount: 900 })).status).toBe(503);
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'pending', attention: [] });
  });
});

test('while i’mport has an outage nothing is closed: 503', async () => {
  const merchantUid = await checkout.order();
  checkout.sandbox().faults.set({ kind: 'html', route: 'GET /payments/findAll/:merchant_uid' });
  expect((await close(merchantUid)).status).toBe(503);
  expect(await checkout.read(merchantUid)).toMatchObject({ status: 'pending', attention: [] });
});

test('a payment that the shop names is read by its id only', async () => {
  const merchantUid = await checkout.order();
  attempts(merchantUid, 250, { custom_data: LARGE });
  const impUid = checkout.pay(merchantUid);
  checkout.sandbox().calls.reset();
  expect((await checkout.cancel(merchantUid, { all: true, imp_uid: impUid })).body).toMatchObject({
    status: 'cancelDone',
  });
  expect(checkout.sandbox().calls.count('GET /payments/findAll/:merchant_uid')).toBe(0);
});
