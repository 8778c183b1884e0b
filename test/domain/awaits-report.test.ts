import { awaitsReport } from '../../src/domain/awaits-report';
import type { OrderState } from '../../src/domain/order-state';
import { buildOrder } from '../support/build-order';
import { buildRecord } from '../support/build-payment';

const OWN = 'imp_700000000001';

test.each<readonly [OrderState, boolean]>([
  ['pending', true],
  ['ready', true],
  ['paid', false],
  ['partially_cancelled', false],
  ['cancelled', false],
  ['expired', false],
  ['closed', false],
])(
  'an order that is %s waits for the report of an unknown payment: %s; of one that it holds: always',
  (state, waits) => {
    const order = buildOrder({ state, payments: [buildRecord({ impUid: OWN })] });
    expect(awaitsReport(order, 'imp_700000000002')).toBe(waits);
    expect(awaitsReport(order, OWN)).toBe(true);
  },
);
