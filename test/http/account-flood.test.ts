import { ORDER_LIMITS } from '../../src/domain/order-limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Anyone can have virtual accounts issued for free, and the shop pays for each text message about one. */
const checkout = useCheckout();
const HOUR_MS = 60 * 60_000;
const TEL = { buyer: { tel: '010-1234-5678' } };

afterEach(() => checkout.sandbox().settings.reset());

/** Has an account issued for an order. Anyone who knows the order's key can. */
async function issue(merchantUid: string, tell = true): Promise<string> {
  const impUid = checkout.pay(merchantUid, { status: 'ready' });
  checkout.sandbox().payments.issueVirtualAccount(impUid);
  if (tell) expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'vbankIssued' });
  return impUid;
}

async function issueMany(merchantUid: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) ids.push(await issue(merchantUid));
  return ids;
}

async function messagesOf(merchantUid: string) {
  const messages = (await checkout.stored(merchantUid))?.outbox.map(({ message }) => message) ?? [];
  return {
    texts: messages.flatMap((message) => (message.channel === 'sms' ? [message.text.split('\n')[0]] : [])),
    events: messages.flatMap((message) => (message.channel === 'shop' ? [message.event] : [])),
  };
}

test('for 12 accounts of one order the buyer gets three texts, the shop three events, and attention is raised once', async () => {
  const merchantUid = await checkout.order(TEL);
  const ids = await issueMany(merchantUid, 12);
  const order = await checkout.read(merchantUid);
  expect(order).toMatchObject({ status: 'ready', virtual_account: { imp_uid: ids.at(-1) }, needs_attention: true });
  expect(order.attention).toMatchObject([{ reason: 'tooManyAccounts', imp_uid: ids[3] }]);
  const { texts, events } = await messagesOf(merchantUid);
  expect(texts).toEqual(Array(3).fill('[가상계좌 안내]'));
  expect(events.toSorted()).toEqual([...Array<string>(3).fill('order.virtual_account_issued'), 'payment.attention']);
});

test('an hour later texts are sent again, ten in all; the text of the deposit is always sent', async () => {
  const merchantUid = await checkout.order(TEL);
  let last = '';
  for (let hour = 0; hour < 5; hour += 1) {
    last = (await issueMany(merchantUid, 4)).at(-1) ?? '';
    checkout.letPass(HOUR_MS + 1_000);
  }
  expect((await messagesOf(merchantUid)).texts).toHaveLength(10);
  checkout.sandbox().payments.deposit(last);
  await checkout.webhook(last, merchantUid);
  expect((await messagesOf(merchantUid)).texts.at(-1)).toBe('[입금 확인]');
  expect((await checkout.read(merchantUid)).attention.map(({ reason }) => reason)).toEqual(['tooManyAccounts']);
});

describe('after 110 accounts of strangers', () => {
  test('the buyer’s own is answered, stored and shown, and can be revoked', async () => {
    const merchantUid = await checkout.order();
    await issueMany(merchantUid, 110);
    const own = await issue(merchantUid);
    const order = await checkout.read(merchantUid);
    expect(order).toMatchObject({ status: 'ready', virtual_account: { imp_uid: own } });
    expect(order.payments).toHaveLength(ORDER_LIMITS.paymentsOfAKind);
    expect((await checkout.cancel(merchantUid, { all: true, imp_uid: own })).body).toMatchObject({
      status: 'accountRevoked',
    });
  });

  describe('of one order', () => {
    let merchantUid: string;
    let ids: string[];
    beforeAll(async () => {
      merchantUid = await checkout.order(TEL);
      ids = await issueMany(merchantUid, 110);
    });

    test('a report of a dropped account changes nothing and notifies nobody', async () => {
      const [, dropped = ''] = ids;
      const before = await checkout.storedButDeliveries(merchantUid);
      expect((await checkout.callback(dropped, merchantUid)).body).toMatchObject({ status: 'vbankIssued' });
      await checkout.webhook(dropped, merchantUid, 'ready');
      expect(await checkout.storedButDeliveries(merchantUid)).toEqual(before);
    });

    test('the first one can still be revoked by its imp_uid', async () => {
      const [first = '', ...others] = ids;
      const before = await checkout.read(merchantUid);
      expect(before.unlisted_accounts).toEqual([first, ...others].slice(0, 110 - ORDER_LIMITS.paymentsOfAKind));
      expect((await checkout.cancel(merchantUid, { all: true, imp_uid: first })).body).toMatchObject({
        status: 'accountRevoked',
        order: { status: 'ready' },
      });
      expect(checkout.sandbox().payments.get(first)).toMatchObject({ status: 'failed', fail_reason: '계좌말소' });
      expect((await checkout.read(merchantUid)).unlisted_accounts).toEqual(
        others.slice(0, 109 - ORDER_LIMITS.paymentsOfAKind),
      );
    });
  });

  test('a deposit into a dropped account pays the order, and all other accounts are revoked', async () => {
    const merchantUid = await checkout.order(TEL);
    const [first = '', ...others] = await issueMany(merchantUid, 104);
    checkout.sandbox().payments.deposit(first);
    expect((await checkout.webhook(first, merchantUid)).body).toMatchObject({ status: 'success' });
    await checkout.until(
      merchantUid,
      ({ status, cancels }) => status === 'paid' && cancels.length === 103 && cancels.every(isDone),
      60_000,
    );
    for (const impUid of others) expect(checkout.sandbox().payments.get(impUid)?.status).toBe('failed');
  }, 90_000);

  test('closing revokes every account, dropped ones included', async () => {
    const merchantUid = await checkout.order();
    const ids = await issueMany(merchantUid, 104);
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({ status: 'closed' });
    await checkout.until(merchantUid, ({ cancels }) => cancels.length === 104 && cancels.every(isDone), 60_000);
    for (const impUid of ids) expect(checkout.sandbox().payments.get(impUid)?.status).toBe('failed');
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'closed', unlisted_accounts: [] });
  }, 90_000);
});

test('a cancel by imp_uid reads a payment that is not in the order’s list, but no payment of another order', async () => {
  const merchantUid = await checkout.order();
  const untold = await issue(merchantUid, false);
  const theirs = await issue(await checkout.order(), false);
  expect((await checkout.cancel(merchantUid, { all: true, imp_uid: untold })).body).toMatchObject({
    status: 'accountRevoked',
  });
  const reply = await checkout.cancel(merchantUid, { all: true, imp_uid: theirs });
  expect(reply.body).toMatchObject({ status: 'paymentNotFound' });
  expect(checkout.sandbox().payments.get(theirs)).toMatchObject({ status: 'ready' });
  expect(await checkout.read(merchantUid)).toMatchObject({ attention: [] });
});

const isDone = ({ status }: { readonly status: string }) => status === 'done';
