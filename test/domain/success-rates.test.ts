import { successRatesOf } from '../../src/domain/success-rates';
import { buildAccount, buildRecord } from '../support/build-payment';

const merchantUid = 'ord-2026-0001';
const order = (...payments: ReturnType<typeof buildRecord>[]) => ({ merchantUid, payments });

test('paid and refunded payments succeeded, failed ones failed, and those that wait have not ended', () => {
  const rates = successRatesOf(
    [
      order(buildRecord(), buildRecord({ status: 'failed' })),
      order(buildRecord({ status: 'cancelled' })),
      order(buildRecord({ status: 'ready', virtualAccount: buildAccount(), payMethod: 'card' })),
      order(buildRecord({ status: 'unknown', paidAt: null })),
    ],
    false,
  );
  expect(rates).toEqual([{ method: 'card', pg: 'html5_inicis', paid: 2, failed: 1 }]);
});

test('each pair of method and PG is apart, the one with the most payments first', () => {
  const rates = successRatesOf(
    [
      order(buildRecord({ pgProvider: 'nice' })),
      order(buildRecord({ payMethod: null, pgProvider: null }), buildRecord({ payMethod: null, pgProvider: null })),
      order(buildRecord({ payMethod: 'trans', pgProvider: 'nice', status: 'failed' })),
    ],
    false,
  );
  expect(rates).toEqual([
    { method: null, pg: null, paid: 2, failed: 0 },
    { method: 'card', pg: 'nice', paid: 1, failed: 0 },
    { method: 'trans', pg: 'nice', paid: 0, failed: 1 },
  ]);
});

test('a payment of another order does not count, nor one of a test channel, unless they do', () => {
  const orders = [order(buildRecord({ merchantUid: 'another' })), order(buildRecord({ testChannel: true }))];
  expect(successRatesOf(orders, false)).toEqual([]);
  expect(successRatesOf(orders, true)).toHaveLength(1);
});
