import { pino } from 'pino';
import { useCheckout, type OrderReply, type PaymentFields } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** KG Inicis revokes an account only with the API key of its own admin, `pg_api_key` (§5.2). */
const lines: string[] = [];
const logger = () => pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
const REVOKE = 'DELETE /vbanks/:imp_uid';
type Checkout = ReturnType<typeof useCheckout>;

async function issuedOrder(checkout: Checkout, payment: Partial<PaymentFields> = {}) {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid, { status: 'ready', ...payment });
  checkout.sandbox().payments.issueVirtualAccount(impUid);
  await checkout.callback(impUid, merchantUid);
  checkout.sandbox().calls.reset();
  return { merchantUid, impUid };
}
const queriesOf = (checkout: Checkout) =>
  checkout
    .sandbox()
    .calls.list()
    .flatMap(({ route, query }) => (route === REVOKE ? [query] : []));
const reasonsOf = ({ attention }: OrderReply) => attention.map(({ reason }) => reason);

describe('with the key', () => {
  const checkout = useCheckout({}, logger());

  test.each([
    ['html5_inicis', ['pg_api_key']],
    ['kcp', []],
    ['tosspayments', []],
  ])('at %s the account is revoked, and the request names %j', async (pg_provider, names) => {
    const { merchantUid, impUid } = await issuedOrder(checkout, { pg_provider });
    expect((await checkout.cancel(merchantUid, { all: true, imp_uid: impUid })).body).toMatchObject({
      status: 'accountRevoked',
    });
    expect(queriesOf(checkout).map(Object.keys)).toEqual([names]);
  });

  test('the key is in no answer, no order and no log line, also where i’mport fails', async () => {
    const { merchantUid, impUid } = await issuedOrder(checkout);
    checkout.sandbox().faults.set({ kind: 'status', status: 500, route: REVOKE, times: 4 });
    const reply = await checkout.cancel(merchantUid, { all: true, imp_uid: impUid });
    // The lease of the failed request.
    checkout.letPass(61_000);
    await checkout.until(merchantUid, ({ cancels }) => cancels.every(({ status }) => status === 'done'));
    const everything = [reply.text, JSON.stringify(await checkout.stored(merchantUid)), ...lines].join('\n');
    expect(everything).toContain(merchantUid);
    expect(everything).not.toContain(checkout.sandbox().inicisApiKey);
  });
});

describe('without the key', () => {
  const checkout = useCheckout({ INICIS_API_KEY: '' }, logger());

  test('the shop’s revocation is refused and raises attention at once, naming the setting; nothing is sent', async () => {
    const { merchantUid, impUid } = await issuedOrder(checkout);
    const reply = await checkout.cancel(merchantUid, { all: true, imp_uid: impUid });
    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({
      status: 'cancelRefused',
      cancel: { status: 'refused', answer: expect.stringContaining('INICIS_API_KEY') as string },
    });
    expect(reasonsOf(await checkout.read(merchantUid))).toEqual(['revokeKeyMissing']);
    expect(queriesOf(checkout)).toEqual([]);
  });

  test('so is the revocation of a closed order', async () => {
    const { merchantUid } = await issuedOrder(checkout);
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({ status: 'closed' });
    const order = await checkout.until(merchantUid, ({ needs_attention }) => needs_attention);
    expect(order.cancels).toMatchObject([{ cause: 'closed', status: 'refused' }]);
    expect(reasonsOf(order)).toEqual(['revokeKeyMissing']);
    expect(queriesOf(checkout)).toEqual([]);
  });

  test('other PGs need none', async () => {
    const { merchantUid, impUid } = await issuedOrder(checkout, { pg_provider: 'kcp' });
    expect((await checkout.cancel(merchantUid, { all: true, imp_uid: impUid })).body).toMatchObject({
      status: 'accountRevoked',
    });
  });
});

describe('with a wrong key', () => {
  const checkout = useCheckout({ INICIS_API_KEY: 'another-key' }, logger());

  test('the PG’s refusal is the answer; for an auto refund it raises attention', async () => {
    const { merchantUid } = await issuedOrder(checkout);
    await checkout.cancel(merchantUid, { all: true });
    const order = await checkout.until(merchantUid, ({ needs_attention }) => needs_attention);
    expect(order.cancels).toMatchObject([{ status: 'refused', answer: expect.stringContaining('hashData') as string }]);
    expect(reasonsOf(order)).toEqual(['cancelRefused']);
    expect(lines.join('\n')).not.toContain('another-key');
  });
});
