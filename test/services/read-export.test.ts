import type { ExportKind, ExportedOrder } from '../../src/domain/export-rows';
import { readExport, type ReadExportDeps } from '../../src/services/read-export';
import { buildCancellation } from '../support/build-cancel';
import { buildRecord } from '../support/build-payment';
import { ACTOR } from '../support/actor';

const NOW = new Date('2026-11-30T00:00:00Z');

async function pagesOf(moneyOrders: ReadExportDeps['moneyOrders'], kind: ExportKind, from: string, to: string) {
  const pages = [];
  const deps = { moneyOrders, recordAudit: async () => {}, now: () => NOW };
  const period = { from: new Date(from), to: new Date(to) };
  for await (const page of readExport(deps, kind, period, ACTOR)) pages.push(page);
  return pages;
}

test.each([
  ['a day 26 years ago', '2000-01-01T00:00:00Z', '2000-01-02T00:00:00Z', 100],
  ['a month of the year 0', '0000-01-01T00:00:00Z', '0000-02-01T00:00:00Z', 3_000],
])('%s is read with few reads, and each moment once', async (_, from, to, most) => {
  const reads = { firstPaid: [] as Date[][], movedAgain: [] as Date[][] };
  const reader = (name: keyof typeof reads) => async (start: Date, end: Date) => {
    reads[name].push([start, end]);
    return { orders: [], next: null };
  };
  const moneyOrders = { firstPaid: reader('firstPaid'), movedAgain: reader('movedAgain') };

  const pages = await pagesOf(moneyOrders, 'payments', from, to);

  expect(pages.flat()).toEqual([['end', 0]]);
  // One for each read, so that a reader can stop there.
  expect(pages).toHaveLength(reads.firstPaid.length + reads.movedAgain.length + 1);
  for (const parts of Object.values(reads)) {
    expect(parts.length).toBeLessThan(most);
    expect(parts[0]?.[0]).toEqual(new Date(from));
    parts.slice(1).forEach(([start], index) => expect(start).toEqual(parts[index]?.[1]));
  }
  expect(reads.firstPaid.at(-1)?.[1]).toEqual(new Date(to));
  expect(reads.movedAgain.at(-1)?.[1]).toEqual(new Date('2026-12-01T00:00:00Z'));
});

describe('money that moves during an export', () => {
  const DAY = ['2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z'] as const;
  const payment = buildRecord();
  const { merchantUid } = payment;
  const order = (...payments: ExportedOrder['payments']): ExportedOrder => ({
    merchantUid,
    state: 'paid',
    payments,
    cancels: [],
  });
  /** The order is found at these times, as it is at the time of each read. */
  const found = (reads: { readonly at: Date; readonly order: ExportedOrder }[]) => async (from: Date, to: Date) => ({
    orders: reads.filter(({ at }) => at >= from && at < to).map((read) => read.order),
    next: null,
  });
  const paidAt = payment.paidAt ?? NOW;
  const refund = buildCancellation({ cancelledAt: new Date('2026-11-21T02:00:00Z') });
  const older = buildRecord({ impUid: 'imp_2', paidAt: new Date('2026-11-01T00:00:00Z') });
  const refunded = buildRecord({ status: 'cancelled', cancelAmount: 1_000, cancellations: [refund] });

  test.each<[string, ExportKind, Parameters<typeof found>[0], Parameters<typeof found>[0], number]>([
    [
      'an order that an earlier payment makes older after it was read has its rows once',
      'payments',
      [{ at: paidAt, order: order(payment) }],
      [{ at: paidAt, order: order(older, payment) }],
      1,
    ],
    [
      'an order that an earlier payment made younger before it was read has its rows all the same',
      'payments',
      [],
      [{ at: paidAt, order: order(payment) }],
      1,
    ],
    [
      'an order that is refunded between two pages has its refund once',
      'cancels',
      [],
      [
        { at: new Date('2026-11-21T02:00:00Z'), order: order(older, refunded) },
        { at: new Date('2026-11-29T02:00:00Z'), order: order(older, refunded) },
      ],
      1,
    ],
    [
      'an order that had no row at its first read may have some at its second',
      'cancels',
      [{ at: paidAt, order: order(payment) }],
      [{ at: new Date('2026-11-21T02:00:00Z'), order: order(refunded) }],
      1,
    ],
  ])('%s', async (_, kind, first, again, rows) => {
    const moneyOrders = { firstPaid: found(first), movedAgain: found(again) };
    const records = (await pagesOf(moneyOrders, kind, ...DAY)).flat();
    expect(records).toHaveLength(rows + 1);
    expect(records.at(-1)).toEqual(['end', rows]);
  });
});
