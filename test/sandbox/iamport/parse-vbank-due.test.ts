import { parseVbankDue } from '../../../sandbox/iamport/checkout/parse-vbank-due';

const korean = (text: string) => Date.parse(`${text}+09:00`) / 1000;

test.each([
  { due: '2026-12-31', is: '2026-12-31T23:59:59' },
  { due: '20261231', is: '2026-12-31T23:59:59' },
  { due: '2026-12-31 10:20:30', is: '2026-12-31T10:20:30' },
  { due: '20261231102030', is: '2026-12-31T10:20:30' },
  { due: '202612311020', is: '2026-12-31T10:20:00' },
])('$due is $is in Korea', ({ due, is }) => {
  expect(parseVbankDue(due, 'html5_inicis')).toBe(korean(is));
});

test.each([
  { due: '2026-12-31 10:20:30', pg: 'smartro_v2', is: '2026-12-31T23:59:59' },
  { due: '2026-12-31 10:20:30', pg: 'welcome', is: '2026-12-31T10:20:59' },
])('$pg rounds $due to $is', ({ due, pg, is }) => {
  expect(parseVbankDue(due, pg)).toBe(korean(is));
});

test.each(['', 'tomorrow', '2026/12/31', '2026-13-01', '2026-02-30', '20261231256060', '1785900000'])(
  '"%s" is no date',
  (due) => {
    expect(parseVbankDue(due, 'html5_inicis')).toBeUndefined();
  },
);
