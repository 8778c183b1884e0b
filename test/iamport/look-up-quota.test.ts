import type { ReportedPayment } from '../../src/domain/payment';
import type { LookUpOptions } from '../../src/iamport/payment-look-up';
import { createLookUpQuota, lookUpWithin, type LookUpQuotaLimits } from '../../src/iamport/look-up-quota';
import { buildPayment } from '../support/build-payment';

const LIMITS: LookUpQuotaLimits = {
  unsolicitedPerMinute: 40,
  unsolicitedPeriodS: 6,
  unsolicitedAtOnce: 2,
  fruitlessPerSender: 3,
  fruitlessPerOrder: 5,
  gatewayFactor: 10,
  overLimit: { maxUnderWay: 1, maxWaiting: 0, maxWaitMs: 0 },
  elapsedMs: () => 0,
};
/** The share of 40 a minute in one period of six seconds. */
const UNSOLICITED_POINTS = 4;
const REFUSED = { code: 'unavailable', mayHaveArrived: false };

const from = (key: string, isGateway = false) => ({ key, isGateway });
const awaited = (merchantUid: string, sender = from('10.0.0.1')): LookUpOptions => ({
  claimsCancel: false,
  merchantUid,
  isAwaited: true,
  sender,
});
const unawaited = (merchantUid: string): LookUpOptions => ({ ...awaited(merchantUid), isAwaited: false });

/** An i'mport that knows only the given payments. */
function setUp(payments: readonly ReportedPayment[] = [], limits: Partial<LookUpQuotaLimits> = {}) {
  const asked: string[] = [];
  const lookUp = lookUpWithin(createLookUpQuota({ ...LIMITS, ...limits }), async (impUid) => {
    asked.push(impUid);
    return payments.find((payment) => payment.impUid === impUid) ?? null;
  });
  let ids = 0;
  const tryUnknown = (options: LookUpOptions) => lookUp(`imp_unknown_${(ids += 1)}`, options);
  const useUpUnsolicited = async () => {
    for (let n = 0; n < UNSOLICITED_POINTS; n += 1) await tryUnknown(unawaited('settled'));
    await expect(tryUnknown(unawaited('settled'))).rejects.toMatchObject(REFUSED);
  };
  return { lookUp, asked, tryUnknown, useUpUnsolicited };
}

test('unsolicited look-ups beyond their quota are refused and not sent', async () => {
  const { useUpUnsolicited, asked } = setUp();
  await useUpUnsolicited();
  expect(asked).toHaveLength(UNSOLICITED_POINTS);
});

test('a waiting order gets its look-up after the unsolicited quota is used up', async () => {
  const payment = buildPayment({ merchantUid: 'ord-1' });
  const { lookUp, useUpUnsolicited } = setUp([payment]);
  await useUpUnsolicited();
  expect(await lookUp(payment.impUid, awaited('ord-1'))).toBe(payment);
});

test('true reports never use up a share', async () => {
  const payment = buildPayment({ merchantUid: 'ord-1' });
  const { lookUp, useUpUnsolicited } = setUp([payment]);
  await useUpUnsolicited();
  for (let n = 0; n < 50; n += 1) expect(await lookUp(payment.impUid, awaited('ord-1'))).toBe(payment);
});

describe('random ids for one waiting order', () => {
  test('use up the sender’s share, then the unsolicited quota', async () => {
    const { tryUnknown, asked } = setUp();
    for (let n = 0; n < LIMITS.fruitlessPerSender + UNSOLICITED_POINTS; n += 1) await tryUnknown(awaited('ord-1'));
    await expect(tryUnknown(awaited('ord-1'))).rejects.toMatchObject(REFUSED);
    expect(asked).toHaveLength(LIMITS.fruitlessPerSender + UNSOLICITED_POINTS);
  });

  test('use up no share of other senders and orders', async () => {
    const [one, other] = [
      buildPayment({ merchantUid: 'ord-1' }),
      buildPayment({ merchantUid: 'ord-2', impUid: 'imp_2' }),
    ];
    const { tryUnknown, lookUp, useUpUnsolicited } = setUp([one, other]);
    for (let n = 0; n < LIMITS.fruitlessPerSender; n += 1) await tryUnknown(awaited('ord-1'));
    await useUpUnsolicited();
    expect(await lookUp(one.impUid, awaited('ord-1', from('10.0.0.2')))).toBe(one);
    expect(await lookUp(other.impUid, awaited('ord-2'))).toBe(other);
  });

  test('from many addresses use up the order’s share, but not that of i’mport’s addresses', async () => {
    const payment = buildPayment({ merchantUid: 'ord-1' });
    const { tryUnknown, lookUp, useUpUnsolicited } = setUp([payment]);
    for (let n = 0; n < LIMITS.fruitlessPerOrder; n += 1) await tryUnknown(awaited('ord-1', from(`10.0.0.${n}`)));
    await useUpUnsolicited();
    await expect(tryUnknown(awaited('ord-1', from('10.0.1.1')))).rejects.toMatchObject(REFUSED);
    expect(await lookUp(payment.impUid, awaited('ord-1', from('52.78.100.19', true)))).toBe(payment);
  });

  test('sent at the same time do not pass the limit', async () => {
    const { tryUnknown, asked } = setUp();
    const tries = await Promise.allSettled(Array.from({ length: 100 }, () => tryUnknown(awaited('ord-1'))));
    expect(asked).toHaveLength(LIMITS.fruitlessPerSender + LIMITS.unsolicitedAtOnce);
    expect(tries.filter(({ status }) => status === 'rejected')).toHaveLength(100 - asked.length);
  });
});

test('a used-up share is whole again a minute after its first look-up, however many came since', async () => {
  const start = 1_000;
  let elapsedMs = start;
  const { tryUnknown, useUpUnsolicited } = setUp([], { elapsedMs: () => elapsedMs });
  await useUpUnsolicited();
  for (; elapsedMs < start + 60_000; elapsedMs += 20_000) await tryUnknown(awaited('ord-1'));
  elapsedMs = start + 59_999;
  await expect(tryUnknown(awaited('ord-1'))).rejects.toMatchObject(REFUSED);
  elapsedMs = start + 60_001;
  await tryUnknown(awaited('ord-1'));
});

test('a look-up that fails uses up the share: its sender may have caused the fault', async () => {
  const quota = createLookUpQuota(LIMITS);
  const fail = () =>
    quota(
      awaited('ord-1'),
      () => Promise.reject(new Error('no answer')),
      () => true,
    );
  for (let n = 0; n < LIMITS.fruitlessPerSender; n += 1) await expect(fail()).rejects.toThrow('no answer');
  for (let n = 0; n < UNSOLICITED_POINTS; n += 1) await expect(fail()).rejects.toThrow('no answer');
  await expect(fail()).rejects.toMatchObject(REFUSED);
});

test('a payment of another order counts as fruitless', async () => {
  const { lookUp, useUpUnsolicited } = setUp([buildPayment({ impUid: 'imp_2', merchantUid: 'ord-2' })]);
  await useUpUnsolicited();
  for (let n = 0; n < LIMITS.fruitlessPerSender; n += 1) await lookUp('imp_2', awaited('ord-1'));
  await expect(lookUp('imp_2', awaited('ord-1'))).rejects.toMatchObject(REFUSED);
});

test('i’mport’s addresses, which may be forged behind a careless proxy, have a limit too', async () => {
  const { tryUnknown, useUpUnsolicited } = setUp();
  await useUpUnsolicited();
  const gateway = awaited('ord-1', from('52.78.100.19', true));
  for (let n = 0; n < LIMITS.fruitlessPerSender * 10; n += 1) await tryUnknown(gateway);
  await expect(tryUnknown(gateway)).rejects.toMatchObject(REFUSED);
});

test('a sender over its limit gets look-ups for waiting orders and no unsolicited ones', async () => {
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

test('a limit of 0 lifts the limit a minute, not the limit of simultaneous look-ups', async () => {
  const { tryUnknown } = setUp([], { unsolicitedPerMinute: 0 });
  for (let n = 0; n < 200; n += 1) await tryUnknown(unawaited('settled'));
  const tries = await Promise.allSettled(Array.from({ length: 5 }, () => tryUnknown(unawaited('settled'))));
  expect(tries.filter(({ status }) => status === 'rejected')).toHaveLength(5 - LIMITS.unsolicitedAtOnce);
});

test('no quota limits the service’s own look-ups', async () => {
  const { tryUnknown, useUpUnsolicited } = setUp();
  await useUpUnsolicited();
  for (let n = 0; n < 20; n += 1) expect(await tryUnknown({ claimsCancel: false, merchantUid: 'ord-1' })).toBeNull();
});
