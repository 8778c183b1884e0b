import { dayFiguresOf, dayRefundsOf } from '../../src/domain/day-figures';
import { buildRecord } from '../support/build-payment';

const DAY = { from: new Date('2026-11-20T15:00:00Z'), to: new Date('2026-11-21T15:00:00Z') };
const merchantUid = 'ord-2026-0001';
const order = (...payments: ReturnType<typeof buildRecord>[]) => ({
  ...{ merchantUid, state: 'paid' as const, payments, cancels: [] },
});
const at = (time: string) => new Date(`2026-11-21T${time}+09:00`);
const figures = (orders: ReturnType<typeof order>[], countsTests = false) => dayFiguresOf(orders, DAY, countsTests);

test('a day without money has no currency', () => {
  expect(figures([])).toEqual([]);
  expect(figures([order(buildRecord({ status: 'failed', outcome: 'failed' }))])).toEqual([]);
});

test('each payment is in its Korean hour, and the day is their sum', () => {
  const [day] = figures([
    order(buildRecord({ paidAt: at('00:00:00'), amount: 100 })),
    order(buildRecord({ paidAt: at('00:59:59'), amount: 20 })),
    order(buildRecord({ paidAt: at('23:59:59'), amount: 3 })),
  ]);
  expect(day?.hours).toHaveLength(24);
  expect(day?.hours.map(({ paid }) => paid.amount)).toEqual([120, ...Array<number>(22).fill(0), 3]);
  expect(day?.paid).toEqual({ count: 3, amount: 123 });
});

test.each([
  ['before', new Date(DAY.from.getTime() - 1), 0],
  ['at the first moment of', DAY.from, 1],
  ['at the last moment of', new Date(DAY.to.getTime() - 1), 1],
  ['after', DAY.to, 0],
])('a payment %s the day counts accordingly', (_name, paidAt, count) => {
  expect(figures([order(buildRecord({ paidAt }))])).toHaveLength(count);
});

test('a refund counts at its own time, although its payment is of another day', () => {
  const refunded = buildRecord({
    ...{ paidAt: new Date('2026-11-01T00:00:00Z'), cancelAmount: 3_000, cancelledAt: at('10:00:00') },
    cancellations: [{ cancellationId: 'c1', amount: 3_000 as never, cancelledAt: at('10:00:00'), reason: null }],
  });
  const [day] = figures([order(refunded)]);
  expect([day?.paid.count, day?.refunded]).toEqual([0, { count: 1, amount: 3_000 }]);
  expect(day?.hours[10]?.refunded).toEqual({ count: 1, amount: 3_000 });
});

test.each([
  ['paymentHeld', 1],
  ['duplicate', 1],
  ['forgery', 1],
  ['orderClosed', 1],
  ['success', 0],
  ['cancelled', 0],
] as const)(
  'a payment with the outcome %s is paid, and counts %i among those that settled nothing',
  (outcome, count) => {
    const [day] = figures([order(buildRecord({ paidAt: at('10:00:00'), outcome }))]);
    expect([day?.paid.count, day?.unsettled.count]).toEqual([1, count]);
  },
);

test('currencies are apart, the one with the most payments first', () => {
  const days = figures([
    order(buildRecord({ paidAt: at('10:00:00'), currency: 'USD', amount: 1_050 })),
    order(buildRecord({ paidAt: at('10:00:00') })),
    order(buildRecord({ paidAt: at('11:00:00') })),
  ]);
  expect(days.map(({ currency, paid }) => [currency, paid.amount])).toEqual([
    ['KRW', 129_800],
    ['USD', 1_050],
  ]);
});

test('a payment of another order does not count, nor one of a test channel, unless they do', () => {
  expect(figures([order(buildRecord({ paidAt: at('10:00:00'), merchantUid: 'another' }))])).toEqual([]);
  const test = [order(buildRecord({ paidAt: at('10:00:00'), testChannel: true }))];
  expect(figures(test)).toEqual([]);
  expect(figures(test, true)).toHaveLength(1);
});

test('a payment without an exact amount is counted, and is in no sum', () => {
  const [day] = figures([
    order(buildRecord({ paidAt: at('10:00:00'), amount: null })),
    order(buildRecord({ paidAt: at('10:00:00'), amount: 5 })),
  ]);
  expect([day?.paid, day?.withoutAmount]).toEqual([{ count: 2, amount: 5 }, 1]);
});

test('the refunds of a day are listed one by one, the newest first', () => {
  const cancellations = ['09:00:00', '10:00:00'].map((time, index) => ({
    ...{ cancellationId: `c${index}`, amount: ((index + 1) * 1_000) as never, cancelledAt: at(time), reason: null },
  }));
  const refunded = buildRecord({ cancelAmount: 3_000, cancelledAt: at('10:00:00'), cancellations });
  expect(dayRefundsOf([order(refunded)], DAY, false)).toEqual([
    { merchantUid, currency: 'KRW', at: at('10:00:00'), amount: 2_000 },
    { merchantUid, currency: 'KRW', at: at('09:00:00'), amount: 1_000 },
  ]);
});
