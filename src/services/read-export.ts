import { exportRows, type ExportKind, type ExportRow } from '../domain/export-rows';
import { isWithin, type ClosedPeriod } from '../domain/order-filter';
import { moneyTimesOf } from '../domain/money-times';
import type { MoneyOrders, MoneyPage, MoneyPlace } from '../store/money-orders';

export interface ReadExportDeps {
  readonly moneyOrders: MoneyOrders;
  readonly now: () => Date;
}

/** The records of an export, without the header; the last one is the end record. */
export type ReadExport = (kind: ExportKind, period: ClosedPeriod) => AsyncIterable<ExportRow>;

const PAGE = 200;
/** A part of a period. It bounds what a server reads that applies the limit last. */
const PART_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** The longest part, after parts without an order. */
const LONGEST_PART_MS = 366 * DAY_MS;

/**
 * Reads the rows of a period, page by page, and numbers them. The last record is `end` and the number of rows: a file
 * without it is not whole.
 *
 * Orders that were first paid in the period come first, by that time. Then come older orders in which money moved in the
 * period.
 *
 * @throws CheckoutError `unavailable`
 */
export async function* readExport(
  deps: ReadExportDeps,
  kind: ExportKind,
  period: ClosedPeriod,
): AsyncGenerator<ExportRow, void> {
  let count = 0;
  for await (const { orders } of pagesOf(deps, period)) {
    for (const order of orders) {
      for (const row of exportRows[kind](order, period)) yield [(count += 1), ...row];
    }
  }
  yield ['end', count];
}

async function* pagesOf({ moneyOrders, now }: ReadExportDeps, period: ClosedPeriod): AsyncGenerator<MoneyPage, void> {
  yield* inParts(period, PART_MS, moneyOrders.firstPaid);
  // Money may have moved again since the period, so all times up to now count; a day more, since clocks differ.
  const since = { from: period.from, to: new Date(Math.max(+period.to, +now()) + DAY_MS) };
  for await (const page of inParts(since, DAY_MS, moneyOrders.movedAgain)) {
    const isOlder = page.orders.filter(({ merchantUid, payments }) => {
      const times = moneyTimesOf(merchantUid, payments);
      return times !== null && !isWithin(times.firstAt, period);
    });
    yield { ...page, orders: isOlder };
  }
}

/** Each empty part doubles the next one: a period may begin long before the first order. */
async function* inParts(
  { from, to }: ClosedPeriod,
  firstPartMs: number,
  read: MoneyOrders['firstPaid'],
): AsyncGenerator<MoneyPage, void> {
  let partMs = firstPartMs;
  for (let startMs = +from; startMs < +to;) {
    const end = new Date(Math.min(+to, startMs + partMs));
    let after: MoneyPlace | null = null;
    let isEmpty = true;
    do {
      const page: MoneyPage = await read(new Date(startMs), end, after, PAGE);
      isEmpty &&= page.orders.length === 0;
      yield page;
      after = page.next;
    } while (after !== null);
    startMs = +end;
    partMs = isEmpty ? Math.min(2 * partMs, LONGEST_PART_MS) : firstPartMs;
  }
}
