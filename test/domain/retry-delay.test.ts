import { retryDelayMs } from '../../src/domain/retry-delay';

const schedule = { firstDelayMs: 5_000, maxDelayMs: 60_000 };

test.each([
  [1, 0, 5_000],
  [2, 0, 10_000],
  [4, 0, 40_000],
  [5, 0, 60_000],
  [1_000, 0, 60_000],
  [1, 0.5, 3_750],
  [5, 0.999_999, 30_000],
])('attempt %i with chance %f waits %i ms', (attempts, random, delayMs) => {
  expect(retryDelayMs(attempts, random, schedule)).toBe(delayMs);
});
