import { LIMITS } from '../../src/composition/limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

/** Webhooks that report nothing new are answered from the stored order: `src/domain/recall-for-webhook.ts`. */
liftTimeLimits();
// With fewer places the rule is the same, and the test needs a tenth of the requests.
jest.replaceProperty(LIMITS, 'gatewayQueue', { ...LIMITS.gatewayQueue, maxUnderWay: 5 as never });
const checkout = useCheckout();
const READ = 'GET /payments/:imp_uid';
const lookUpsOf = (impUid: string) =>
  checkout
    .sandbox()
    .calls.list()
    .filter(({ path }) => path === `/payments/${impUid}`).length;

async function settled(fields = {}) {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid, fields);
  await checkout.webhook(impUid, merchantUid);
  return { merchantUid, impUid };
}

test('the same webhook sent twenty times causes one look-up and gets the same answers', async () => {
  const { merchantUid, impUid } = await settled();
  for (let n = 0; n < 20; n += 1) {
    const reply = await checkout.webhook(impUid, merchantUid);
    expect([reply.status, reply.body]).toEqual([200, { status: 'success' }]);
  }
  expect(lookUpsOf(impUid)).toBe(1);
});

test('a forged payment that is recorded stays forged without another look-up', async () => {
  const { merchantUid, impUid } = await settled({ amount: 100 });
  expect((await checkout.webhook(impUid, merchantUid)).body).toEqual({ status: 'forgery' });
  expect(lookUpsOf(impUid)).toBe(1);
});

test('while i’mport is down, a known report is answered from the order, and a new one gets a 503', async () => {
  const { merchantUid, impUid } = await settled();
  const id = checkout.sandbox().faults.set({ kind: 'status', status: 500, impUid, route: READ });
  expect((await checkout.webhook(impUid, merchantUid)).status).toBe(200);
  expect((await checkout.webhook(impUid, merchantUid, 'cancelled')).status).toBe(503);
  checkout.sandbox().faults.remove(id);
});

test('each partial cancel is looked up once, by its id', async () => {
  const { merchantUid, impUid } = await settled();
  const report = (cancellation_id: string | null | undefined) =>
    checkout
      .http()
      .post('/payments/webhook')
      .send({ imp_uid: impUid, merchant_uid: merchantUid, status: 'cancelled', cancellation_id });
  const cancelPart = () => {
    checkout.sandbox().payments.consoleCancel(impUid, { amount: 10_000 });
    return checkout.sandbox().payments.get(impUid)?.cancel_history?.at(-1)?.cancellation_id;
  };

  const first = cancelPart();
  expect(first).toEqual(expect.any(String));
  await report(first);
  expect(lookUpsOf(impUid)).toBe(2);
  expect((await report(first)).body).toEqual({ status: 'success' });
  expect(lookUpsOf(impUid)).toBe(2);

  await report(cancelPart());
  expect(lookUpsOf(impUid)).toBe(3);
  expect((await checkout.stored(merchantUid))?.payments[0]?.cancelAmount).toBe(20_000);
  await report(null);
  await report('');
  await report(undefined);
  expect(lookUpsOf(impUid)).toBe(6);
});

test('a browser’s report of an unsettled payment is always looked up', async () => {
  const { merchantUid, impUid } = await settled({ status: 'failed' });
  await checkout.callback(impUid, merchantUid);
  expect(lookUpsOf(impUid)).toBe(2);
});

test('reports with nothing new and reports of unknown orders are answered before reports that need a look-up', async () => {
  const known = await settled();
  const waiting: string[] = [];
  while (waiting.length < LIMITS.gatewayQueue.maxUnderWay + 3) waiting.push(await checkout.order());
  checkout.sandbox().faults.set({ kind: 'hold', route: READ });
  let answered = 0;
  const lookedUp = waiting.map((merchantUid) =>
    checkout.webhook(checkout.pay(merchantUid), merchantUid).then(({ status }) => {
      answered += 1;
      return status;
    }),
  );
  // All places are taken, so the next look-up must wait.
  await checkout.sandbox().faults.untilHeld(LIMITS.gatewayQueue.maxUnderWay);
  const quick = [checkout.webhook(known.impUid, known.merchantUid), checkout.webhook('imp_404', 'ord-nobody')];
  expect((await Promise.all(quick)).map(({ status }) => status)).toEqual([200, 200]);
  expect(answered).toBe(0);
  checkout.sandbox().faults.clear();
  expect(await Promise.all(lookedUp)).toEqual(waiting.map(() => 200));
});
