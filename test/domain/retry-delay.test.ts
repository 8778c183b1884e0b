import { retryDelayMs } from '../../src/domain/retry-delay';
import { LIMITS } from '../../src/composition/limits';

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

test.each([
  [1, null, 5_000],
  [1, 30_000, 30_000],
  [4, 1_000, 40_000],
  [1, 86_400_000, 60_000],
])('after attempt %i a receiver that asks for %s ms is left alone for %i', (attempts, retryAfterMs, delayMs) => {
  expect(retryDelayMs(attempts, 0, schedule, retryAfterMs)).toBe(delayMs);
});

test('the tries of the service span between one and a little over two days', () => {
  const { deliveryRetry } = LIMITS;
  const spanMs = (random: number) =>
    Array.from({ length: deliveryRetry.maxTries - 1 }, (_, i) => retryDelayMs(i + 1, random, deliveryRetry)).reduce(
      (sum, delayMs) => sum + delayMs,
      0,
    );
  const hourMs = 60 * 60_000;
  expect(spanMs(1 - Number.EPSILON)).toBeGreaterThanOrEqual(24 * hourMs);
  expect(spanMs(0)).toBeLessThan(51 * hourMs);
});

test('each limit of a delivery is well below the next: channel, whole try, shutdown, lease', () => {
  const { shopWebhookMs, smsMs, deliveryCarrierMs, shutdownMs, deliveryLeaseMs } = LIMITS;
  expect(Math.max(shopWebhookMs, smsMs)).toBeLessThan(deliveryCarrierMs);
  expect(deliveryCarrierMs + 2 * LIMITS.databaseOperationMs).toBeLessThan(shutdownMs);
  expect(2 * shutdownMs).toBeLessThan(deliveryLeaseMs);
});
