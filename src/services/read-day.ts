import { dayFiguresOf, dayRefundsOf, type CurrencyDay, type DayRefund } from '../domain/day-figures';
import type { ExportedOrder } from '../domain/export-rows';
import type { ClosedPeriod } from '../domain/order-filter';
import { successRatesOf, type SuccessRate } from '../domain/success-rates';
import type { FindRegistered, RegisteredOrder } from '../store/registered-orders';
import { STATES_AS_ORDERS_MOVE } from './list-orders';
import { moneyPages, type MoneyPagesDeps } from './money-pages';

export interface ReadDayDeps extends MoneyPagesDeps {
  readonly findRegistered: FindRegistered;
  /** Whether payments of test channels count. */
  readonly countsTests: boolean;
  /** The most orders that a reading of the money or of the rates reads. */
  readonly maxOrders: number;
  /** The most pages that a reading of the money reads: money of a day long ago may have moved again on every day since. */
  readonly maxPages: number;
}

/** The figures of a day. */
export interface Day {
  readonly money: readonly CurrencyDay[];
  /** The newest refunds, up to MAX_REFUNDS. */
  readonly refunds: readonly DayRefund[];
  readonly hasAllRefunds: boolean;
  readonly rates: readonly SuccessRate[];
  /** Whether all orders were read of which money moved in the day, or again later. */
  readonly hasAllMoney: boolean;
  /** Whether all orders were read that were registered in the day. */
  readonly hasAllRates: boolean;
  /** When the reading began. */
  readonly readAt: Date;
}

/** The refunds that a day lists; an export has all. */
const MAX_REFUNDS = 100;

/** The service with its dependencies bound. @param period a day */
export type ReadDay = (period: ClosedPeriod) => Promise<Day>;

/** Reads what was paid and refunded in a day, and how the payments of its orders ended. @throws CheckoutError `unavailable` */
export async function readDay(deps: ReadDayDeps, period: ClosedPeriod): Promise<Day> {
  const { maxOrders, countsTests } = deps;
  const readAt = deps.now();
  const moved = await readMoved(deps, period);
  const registered = await readRegistered(deps, period);
  const orders = moved.orders.slice(0, maxOrders);
  const refunds = dayRefundsOf(orders, period, countsTests);
  return {
    money: dayFiguresOf(orders, period, countsTests),
    refunds: refunds.slice(0, MAX_REFUNDS),
    hasAllRefunds: refunds.length <= MAX_REFUNDS,
    rates: successRatesOf(registered.slice(0, maxOrders), countsTests),
    hasAllMoney: moved.isAll,
    hasAllRates: registered.length <= maxOrders,
    readAt,
  };
}

/** Each order once; up to a page more than the most if there are more. */
async function readMoved(
  deps: ReadDayDeps,
  period: ClosedPeriod,
): Promise<{ readonly orders: readonly ExportedOrder[]; readonly isAll: boolean }> {
  const found = new Map<string, ExportedOrder>();
  let pages = 0;
  let isAll = true;
  for await (const { orders } of moneyPages(deps, period)) {
    pages += 1;
    isAll = pages <= deps.maxPages;
    if (!isAll) break;
    for (const order of orders) if (!found.has(order.merchantUid)) found.set(order.merchantUid, order);
    isAll = found.size <= deps.maxOrders;
    if (!isAll) break;
  }
  return { orders: [...found.values()], isAll };
}

/** The states in the order in which orders move, so that one that moves meanwhile is found. */
async function readRegistered(
  { findRegistered, maxOrders }: ReadDayDeps,
  period: ClosedPeriod,
): Promise<readonly RegisteredOrder[]> {
  const found = new Map<string, RegisteredOrder>();
  for (const state of STATES_AS_ORDERS_MOVE) {
    const orders = await findRegistered(state, period, maxOrders + 1);
    orders.forEach((order) => found.set(order.merchantUid, order));
    if (found.size > maxOrders) break;
  }
  return [...found.values()];
}
