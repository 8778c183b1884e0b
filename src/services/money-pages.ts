import type { ClosedPeriod } from '../domain/order-filter';
import type { MoneyOrders, MoneyPage } from '../store/money-orders';
import type { OrderKey } from '../store/order-keys';

export interface MoneyPagesDeps {
  readonly moneyOrders: MoneyOrders;
  readonly now: () => Date;
}

const PAGE = 200;
/** A part of a period. It bounds what a server reads that applies the limit last. */
const PART_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** The longest part, after parts without an order. */
const LONGEST_PART_MS = 366 * DAY_MS;

/**
 * Reads the orders in which money moved in a period, page by page. Orders that were first paid in the period come first, by that
 * time. Then come older orders in which money moved in the period, or later. An order whose money moves meanwhile may be read
 * twice.
 *
 * @throws CheckoutError `unavailable`
 */
export async function* moneyPages(
  { moneyOrders, now }: MoneyPagesDeps,
  period: ClosedPeriod,
): AsyncGenerator<MoneyPage, void> {
  yield* inParts(period, PART_MS, moneyOrders.firstPaid);
  // Money may have moved again since the period, so all times up to now count; a day more, since clocks differ.
  const since = { from: period.from, to: new Date(Math.max(+period.to, +now()) + DAY_MS) };
  yield* inParts(since, DAY_MS, moneyOrders.movedAgain);
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
    let after: OrderKey | null = null;
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
