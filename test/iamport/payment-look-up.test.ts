import type { ReportedPayment } from '../../src/domain/payment';
import { createPaymentLookUp } from '../../src/iamport/payment-look-up';
import { buildPayment } from '../support/build-payment';

const IMP_UID = 'imp_700000000001';
const plain = { claimsCancel: false };

/** A gateway whose answers the test releases. */
function setUp() {
  const calls: PromiseWithResolvers<ReportedPayment | null>[] = [];
  const lookUp = createPaymentLookUp(() => {
    const call = withResolvers<ReportedPayment | null>();
    calls.push(call);
    return call.promise;
  });
  const answer = async (call: number, payment: ReportedPayment | null) => {
    calls[call]?.resolve(payment);
    await settle();
  };
  return { calls, lookUp, answer };
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: Error) => void;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve!: (value: T) => void;
  let reject!: (reason: Error) => void;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

/** Waits until all settled promises have been handled. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('simultaneous callers share one call', async () => {
  const { lookUp, calls, answer } = setUp();
  const all = Promise.all(Array.from({ length: 100 }, () => lookUp(IMP_UID, plain)));
  await answer(0, buildPayment());
  expect((await all).every((payment) => payment?.status === 'paid')).toBe(true);
  expect(calls).toHaveLength(1);
});

test('look-ups of different payments are not shared', async () => {
  const { lookUp, calls, answer } = setUp();
  const both = Promise.all([lookUp(IMP_UID, plain), lookUp('imp_700000000002', plain)]);
  expect(calls).toHaveLength(2);
  await answer(0, null);
  await answer(1, null);
  await both;
});

test.each<[string, ReportedPayment | null]>([
  ['ready', buildPayment({ status: 'ready' })],
  ['failed', buildPayment({ status: 'failed' })],
  ['of an unknown status', buildPayment({ status: 'unknown' })],
  ['that there is no such payment', null],
])(
  'who joined a call begun before it came asks once more, and shares that too, when the answer is %s',
  async (_, early) => {
    const { lookUp, calls, answer } = setUp();
    const first = lookUp(IMP_UID, plain);
    const joined = Promise.all([lookUp(IMP_UID, plain), lookUp(IMP_UID, plain)]);
    await answer(0, early);
    expect(await first).toBe(early);
    expect(calls).toHaveLength(2);
    await answer(1, buildPayment());
    expect((await joined).map((payment) => payment?.status)).toEqual(['paid', 'paid']);
    expect(calls).toHaveLength(2);
  },
);

test('a report of a cancel looks up again where the answer may be older than the cancel', async () => {
  const { lookUp, calls, answer } = setUp();
  const callback = lookUp(IMP_UID, plain);
  const cancelWebhook = lookUp(IMP_UID, { claimsCancel: true });
  await answer(0, buildPayment({ status: 'paid' }));
  await answer(1, buildPayment({ status: 'cancelled' }));
  expect((await callback)?.status).toBe('paid');
  expect((await cancelWebhook)?.status).toBe('cancelled');
  expect(calls).toHaveLength(2);
});

test('a fault is shared, and the next caller starts a new call', async () => {
  const { lookUp, calls, answer } = setUp();
  const both = Promise.allSettled([lookUp(IMP_UID, plain), lookUp(IMP_UID, plain)]);
  calls[0]?.reject(new Error('down'));
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = lookUp(IMP_UID, plain);
  await answer(1, buildPayment());
  expect((await again)?.status).toBe('paid');
});

test('look-ups for different orders are not shared: one may be refused and the other not', async () => {
  const { calls, lookUp, answer } = setUp();
  const both = ['ord-1', 'ord-2'].map((merchantUid) => lookUp(IMP_UID, { ...plain, merchantUid }));
  expect(calls).toHaveLength(2);
  await answer(0, null);
  await answer(1, buildPayment());
  expect(await Promise.all(both)).toEqual([null, buildPayment()]);
});
