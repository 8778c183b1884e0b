import { boundWrongAmounts } from '../../src/composition/bound-wrong-amounts';
import type { AmountTrial } from '../../src/services/confirm-payment';

const limits = { perOrder: 2, perSender: 5, durationS: 3_600 };
const trial = (fields: Partial<AmountTrial> = {}): AmountTrial => ({
  senderKey: '198.51.100.1',
  merchantUid: 'a',
  isRight: false,
  ...fields,
});

test('of many trials at the same time, only as many wrong amounts as the limit allows get a result; later trials get none', async () => {
  const mayLearnResult = boundWrongAmounts(limits);
  const told = await Promise.all(Array.from({ length: 50 }, () => mayLearnResult(trial())));
  expect(told.filter(Boolean)).toHaveLength(limits.perOrder);
  expect(await mayLearnResult(trial({ isRight: true }))).toBe(false);
});

test('right amounts are not counted', async () => {
  const mayLearnResult = boundWrongAmounts(limits);
  const right = Array.from({ length: 50 }, () => mayLearnResult(trial({ isRight: true })));
  expect((await Promise.all(right)).every(Boolean)).toBe(true);
  expect(await mayLearnResult(trial())).toBe(true);
});

describe('after the bound of one order', () => {
  test.each<[string, Partial<AmountTrial>]>([
    ['another sender', { senderKey: '198.51.100.2' }],
    ['another order of the same sender', { merchantUid: 'b' }],
  ])('%s gets a result, for a right and a wrong amount', async (_, fields) => {
    const mayLearnResult = boundWrongAmounts(limits);
    for (let n = 0; n < 50; n += 1) await mayLearnResult(trial());
    for (const isRight of [true, false]) expect(await mayLearnResult(trial({ ...fields, isRight }))).toBe(true);
  });
});

test('beyond the limit of one sender, no order gives it a result, and its trials count against no order', async () => {
  const mayLearnResult = boundWrongAmounts(limits);
  for (const merchantUid of ['a', 'a', 'b', 'b', 'c']) expect(await mayLearnResult(trial({ merchantUid }))).toBe(true);
  for (const isRight of [true, false]) expect(await mayLearnResult(trial({ merchantUid: 'd', isRight }))).toBe(false);
  expect(await mayLearnResult(trial({ senderKey: '198.51.100.2', merchantUid: 'd', isRight: true }))).toBe(true);
});

test('a wrong amount counts for its time', async () => {
  jest.useFakeTimers();
  try {
    const mayLearnResult = boundWrongAmounts(limits);
    for (let n = 0; n < 5; n += 1) await mayLearnResult(trial());
    jest.advanceTimersByTime(limits.durationS * 1_000 - 1_000);
    expect(await mayLearnResult(trial({ isRight: true }))).toBe(false);
    jest.advanceTimersByTime(2_000);
    expect(await mayLearnResult(trial({ isRight: true }))).toBe(true);
  } finally {
    jest.useRealTimers();
  }
});
