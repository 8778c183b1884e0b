import type { ReportedPayment } from '../../src/domain/payment';
import type { LookUpOptions } from '../../src/iamport/payment-lookup';
import { createLookUpQuota, lookUpWithin, type LookUpQuotaLimits } from '../../src/iamport/look-up-quota';
import { buildPayment } from '../support/build-payment';

const LIMITS: LookUpQuotaLimits = {
  unsolicitedPerMinute: 40,
  unsolicitedAtOnce: 2,
  fruitlessPerSender: 3,
  fruitlessPerOrder: 5,
  gatewayFactor: 10,
  overLimit: { maxUnderWay: 1, maxWaiting: 0, maxWaitMs: 0 },
};
/** Of 40 a minute, so many in one period of six seconds. */
const SPARE = 4;
const REFUSED = { code: 'unavailable', mayHaveArrived: false };

const from = (key: string, isGateway = false) => ({ key, isGateway });
const awaited = (merchantUid: string, sender = from('10.0.0.1')): LookUpOptions => ({
  claimsCancel: false,
  merchantUid,
  isAwaited: true,
  sender,
});
const unawaited = (merchantUid: string): LookUpOptions => ({ ...awaited(merchantUid), isAwaited: false });

/** An i'mport that knows the payments given, and nothing else. */
function setUp(payments: readonly ReportedPayment[] = [], limits: Partial<LookUpQuotaLimits> = {}) {
  const asked: string[] = [];
  const lookUp = lookUpWithin(createLookUpQuota({ ...LIMITS, ...limits }), async (impUid) => {
    asked.push(impUid);
    return payments.find((payment) => payment.impUid === impUid) ?? null;
  });
  let ids = 0;
  const tryUnknown = (options: LookUpOptions) => lookUp(`imp_unknown_${(ids += 1)}`, options);
  const useUpSpare = async () => {
    for (let n = 0; n < SPARE; n += 1) await tryUnknown(unawaited('settled'));
    await expect(tryUnknown(unawaited('settled'))).rejects.toMatchObject(REFUSED);
  };
  return { lookUp, asked, tryUnknown, useUpSpare };
}

test('look-ups that no order waits for are refused beyond what is spare, and not sent', async () => {
  const { useUpSpare, asked } = setUp();
  await useUpSpare();
  expect(asked).toHaveLength(SPARE);
});

test('an order that waits gets its look-up when nothing is spare any more', async () => {
  const payment = buildPayment({ merchantUid: 'ord-1' });
  const { lookUp, useUpSpare } = setUp([payment]);
  await useUpSpare();
  expect(await lookUp(payment.impUid, awaited('ord-1'))).toBe(payment);
});

test('no number of true reports uses up a share', async () => {
  const payment = buildPayment({ merchantUid: 'ord-1' });
  const { lookUp, useUpSpare } = setUp([payment]);
  await useUpSpare();
  for (let n = 0; n < 50; n += 1) expect(await lookUp(payment.impUid, awaited('ord-1'))).toBe(payment);
});

describe('random ids for one waiting order', () => {
  test('burn the sender’s share of it, then what is spare', async () => {
    const { tryUnknown, asked } = setUp();
    for (let n = 0; n < LIMITS.fruitlessPerSender + SPARE; n += 1) await tryUnknown(awaited('ord-1'));
    await expect(tryUnknown(awaited('ord-1'))).rejects.toMatchObject(REFUSED);
    expect(asked).toHaveLength(LIMITS.fruitlessPerSender + SPARE);
  });

  test('leave other senders theirs, and other orders too', async () => {
    const [one, other] = [
      buildPayment({ merchantUid: 'ord-1' }),
      buildPayment({ merchantUid: 'ord-2', impUid: 'imp_2' }),
    ];
    const { tryUnknown, lookUp, useUpSpare } = setUp([one, other]);
    for (let n = 0; n < LIMITS.fruitlessPerSender; n += 1) await tryUnknown(awaited('ord-1'));
    await useUpSpare();
    expect(await lookUp(one.impUid, awaited('ord-1', from('10.0.0.2')))).toBe(one);
    expect(await lookUp(other.impUid, awaited('ord-2'))).toBe(other);
  });

  test('from many addresses burn the order’s share, but not that of i’mport’s addresses', async () => {
    const payment = buildPayment({ merchantUid: 'ord-1' });
    const { tryUnknown, lookUp, useUpSpare } = setUp([payment]);
    for (let n = 0; n < LIMITS.fruitlessPerOrder; n += 1) await tryUnknown(awaited('ord-1', from(`10.0.0.${n}`)));
    await useUpSpare();
    await expect(tryUnknown(awaited('ord-1', from('10.0.1.1')))).rejects.toMatchObject(REFUSED);
    expect(await lookUp(payment.impUid, awaited('ord-1', from('52.78.100.19', true)))).toBe(payment);
  });

  test('all at once do not get by', async () => {
    const { tryUnknown, asked } = setUp();
    const tries = await Promise.allSettled(Array.from({ length: 100 }, () => tryUnknown(awaited('ord-1'))));
    expect(asked).toHaveLength(LIMITS.fruitlessPerSender + LIMITS.unsolicitedAtOnce);
    expect(tries.filter(({ status }) => status === 'rejected')).toHaveLength(100 - asked.length);
  });
});

test('a payment of another order is as fruitless as none', async () => {
  const { lookUp, useUpSpare } = setUp([buildPayment({ impUid: 'imp_2', merchantUid: 'ord-2' })]);
  await useUpSpare();
  for (let n = 0; n < LIMITS.fruitlessPerSender; n += 1) await lookUp('imp_2', awaited('ord-1'));
  await expect(lookUp('imp_2', awaited('ord-1'))).rejects.toMatchObject(REFUSED);
});

test('even i’mport’s addresses, which may be forged behind a careless proxy, have an end', async () => {
  const { tryUnknown, useUpSpare } = setUp();
  await useUpSpare();
  const gateway = awaited('ord-1', from('52.78.100.19', true));
  for (let n = 0; n < LIMITS.fruitlessPerSender * 10; n += 1) await tryUnknown(gateway);
  await expect(tryUnknown(gateway)).rejects.toMatchObject(REFUSED);
});

test('a sender over its limit is heard for what an order waits for, and gets nothing of what is spare', async () => {
  const payment = buildPayment();
  const { lookUp, tryUnknown, asked } = setUp([payment]);
  const sender = { ...from('10.0.0.9'), isOverLimit: true };
  const forOrder = awaited(payment.merchantUid, sender);
  await expect(tryUnknown({ ...forOrder, isAwaited: false })).rejects.toMatchObject(REFUSED);
  expect(asked).toEqual([]);
  expect(await lookUp(payment.impUid, forOrder)).toBe(payment);
  for (let n = 0; n < LIMITS.fruitlessPerSender; n += 1) await tryUnknown(forOrder);
  await expect(tryUnknown(forOrder)).rejects.toMatchObject(REFUSED);
});

test('a limit of 0 lifts the limit a minute, not the one at once', async () => {
  const { tryUnknown } = setUp([], { unsolicitedPerMinute: 0 });
  for (let n = 0; n < 200; n += 1) await tryUnknown(unawaited('settled'));
  const tries = await Promise.allSettled(Array.from({ length: 5 }, () => tryUnknown(unawaited('settled'))));
  expect(tries.filter(({ status }) => status === 'rejected')).toHaveLength(5 - LIMITS.unsolicitedAtOnce);
});

test('our own work is not rationed', async () => {
  const { tryUnknown, useUpSpare } = setUp();
  await useUpSpare();
  for (let n = 0; n < 20; n += 1) expect(await tryUnknown({ claimsCancel: false, merchantUid: 'ord-1' })).toBeNull();
});
