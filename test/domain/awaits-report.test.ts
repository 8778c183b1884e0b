import { awaitsReport } from '../../src/domain/awaits-report';
import type { OrderState } from '../../src/domain/order-state';

test.each<readonly [OrderState, boolean]>([
  ['pending', true],
  ['ready', true],
  ['paid', false],
  ['partially_cancelled', false],
  ['cancelled', false],
  ['expired', false],
  ['closed', false],
])('an order that is %s waits for a payment: %s', (state, waits) => {
  expect(awaitsReport({ state })).toBe(waits);
});
