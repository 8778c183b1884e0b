import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Words that name routes of i'mport in place of an `imp_uid` (§3 to §5), and what scripts send for "none". */
const checkout = useCheckout();

const WORDS = [
  ...['cancel', 'find', 'findAll', 'prepare', 'status', 'balance', 'holder', 'onetime', 'schedule', 'cash_receipt'],
  ...['CANCEL', 'findall', 'Prepare', 'null', 'undefined', 'NaN', 'imp', 'imp_', '-', '_'],
];

beforeEach(() => checkout.sandbox().calls.reset());

describe.each(WORDS)('imp_uid %j never leaves the service', (word) => {
  test('by callback: malformed', async () => {
    const merchantUid = await checkout.order();
    checkout.sandbox().calls.reset();
    expect((await checkout.callback(word, merchantUid)).body).toMatchObject({
      status: 'invalidRequest',
      errors: [{ field: 'imp_uid' }],
    });
    expect(checkout.sandbox().calls.count()).toBe(0);
  });

  test('by webhook: malformed, which i’mport need not send again', async () => {
    const merchantUid = await checkout.order();
    checkout.sandbox().calls.reset();
    expect((await checkout.webhook(word, merchantUid)).status).toBe(400);
    expect(checkout.sandbox().calls.count()).toBe(0);
  });

  test('by redirect: no payment is looked up', async () => {
    const merchantUid = await checkout.order();
    checkout.sandbox().calls.reset();
    await checkout.redirect(word, merchantUid);
    const paths = checkout
      .sandbox()
      .calls.list()
      .map(({ path }) => path);
    expect(paths.filter((path) => path.split('/').slice(1, 3).includes(word) && !path.includes(merchantUid))).toEqual(
      [],
    );
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'pending', history: [] });
  });

  test('by confirm: the payment is stopped', async () => {
    const merchant_uid = await checkout.order();
    checkout.sandbox().calls.reset();
    const confirm = { imp_uid: word, merchant_uid, amount: 64_900 };
    expect((await checkout.http().post('/payments/confirm').send(confirm)).status).toBe(400);
    expect(checkout.sandbox().calls.count()).toBe(0);
  });

  test('by a cancel of the shop: malformed', async () => {
    const { merchantUid } = await checkout.paidOrder();
    checkout.sandbox().calls.reset();
    expect((await checkout.cancel(merchantUid, { all: true, imp_uid: word })).status).toBe(400);
    expect(checkout.sandbox().calls.count()).toBe(0);
  });
});
