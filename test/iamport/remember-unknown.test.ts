import type { ReportedPayment } from '../../src/domain/payment';
import { rememberUnknown } from '../../src/iamport/remember-unknown';
import { buildPayment } from '../support/build-payment';

const options = { claimsCancel: false };

function setUp(maxEntries = 100) {
  let nowMs = 1_000;
  const gateway = {
    answer: null as ReportedPayment | null | Error,
    asked: 0,
  };
  const lookUp = rememberUnknown(
    async () => {
      gateway.asked += 1;
      if (gateway.answer instanceof Error) throw gateway.answer;
      return gateway.answer;
    },
    { ttlMs: 5_000, maxEntries, elapsedMs: () => nowMs },
  );
  return { gateway, lookUp, pass: (ms: number) => (nowMs += ms) };
}

test('an unknown payment is looked up once while it is remembered', async () => {
  const { gateway, lookUp, pass } = setUp();
  for (let n = 0; n < 5; n += 1) {
    expect(await lookUp('imp_1', options)).toBeNull();
    pass(999);
  }
  expect(gateway.asked).toBe(1);
});

test('a payment that appears is found as soon as that time is over', async () => {
  const { gateway, lookUp, pass } = setUp();
  await lookUp('imp_1', options);
  gateway.answer = buildPayment();
  pass(4_999);
  expect(await lookUp('imp_1', options)).toBeNull();
  pass(2);
  expect(await lookUp('imp_1', options)).toBe(gateway.answer);
});

test('another report does not prolong that time', async () => {
  const { gateway, lookUp, pass } = setUp();
  await lookUp('imp_1', options);
  pass(4_000);
  await lookUp('imp_1', options);
  pass(1_001);
  await lookUp('imp_1', options);
  expect(gateway.asked).toBe(2);
});

test('neither a payment nor a fault is remembered', async () => {
  const { gateway, lookUp } = setUp();
  gateway.answer = new Error('no answer');
  await expect(lookUp('imp_1', options)).rejects.toThrow('no answer');
  gateway.answer = buildPayment();
  await lookUp('imp_1', options);
  await lookUp('imp_1', options);
  expect(gateway.asked).toBe(3);
});

test('an unknown id does not affect another id', async () => {
  const { gateway, lookUp } = setUp();
  await lookUp('imp_1', options);
  gateway.answer = buildPayment();
  expect(await lookUp('imp_2', options)).toBe(gateway.answer);
});

test('a flood of wrong ids evicts the oldest and does not grow the memory', async () => {
  const { gateway, lookUp } = setUp(10);
  for (let n = 0; n < 1_000; n += 1) await lookUp(`imp_${n}`, options);
  await lookUp('imp_999', options);
  expect(gateway.asked).toBe(1_000);
  await lookUp('imp_0', options);
  expect(gateway.asked).toBe(1_001);
});

test.each([
  { isAwaited: true, isGateway: true, isAsked: true },
  { isAwaited: true, isGateway: false, isAsked: false },
  { isAwaited: false, isGateway: true, isAsked: false },
])('a webhook from i’mport’s addresses for a waiting order is always looked up: %j', async (row) => {
  const { gateway, lookUp } = setUp();
  await lookUp('imp_1', options);
  gateway.answer = buildPayment();
  const { isAwaited, isGateway, isAsked } = row;
  const seen = await lookUp('imp_1', { ...options, isAwaited, sender: { key: 'a', isGateway } });
  expect(seen).toBe(isAsked ? gateway.answer : null);
});

describe('a found payment is not remembered as unknown', () => {
  const fromGateway = { ...options, isAwaited: true, sender: { key: 'a', isGateway: true } };

  test('after a look-up by anyone found it', async () => {
    const { gateway, lookUp } = setUp();
    expect(await lookUp('imp_1', options)).toBeNull();
    gateway.answer = buildPayment();
    await lookUp('imp_1', fromGateway);
    expect(await lookUp('imp_1', options)).toBe(gateway.answer);
  });

  test('where the order holds it', async () => {
    const { gateway, lookUp } = setUp();
    await lookUp('imp_1', options);
    gateway.answer = buildPayment();
    expect(await lookUp('imp_1', { ...options, isHeld: true })).toBe(gateway.answer);
  });

  test('also where an earlier look-up is answered later', async () => {
    const answers: ((payment: ReportedPayment | null) => void)[] = [];
    const lookUp = rememberUnknown(() => new Promise((resolve) => answers.push(resolve)), {
      ttlMs: 5_000,
      maxEntries: 10,
      elapsedMs: () => 1_000,
    });
    const [early, late] = [lookUp('imp_1', options), lookUp('imp_1', options)];
    answers[1]!(buildPayment());
    await late;
    answers[0]!(null);
    expect(await early).toBeNull();
    const third = lookUp('imp_1', options);
    expect(answers).toHaveLength(3);
    answers[2]!(buildPayment());
    expect(await third).not.toBeNull();
  });
});
