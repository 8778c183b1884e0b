import type { ExportedOrder } from './export-rows';
import { paidTimeOf } from './money-times';
import type { Amount } from './money';
import { isWithin, type ClosedPeriod } from './order-filter';
import type { PaymentRecord } from './payment-record';
import { refundsOf } from './refunds-of';

/** A number of payments or refunds, and their sum in the currency's smallest unit. */
export interface Sum {
  readonly count: number;
  readonly amount: Amount;
}

/** What was paid and refunded. */
export interface Moved {
  readonly paid: Sum;
  readonly refunded: Sum;
}

/** What moved in one currency in the hours of a day. */
export interface CurrencyDay extends Moved {
  readonly currency: string;
  /** Payments of `paid` that settled no order: held, duplicate or forged ones. */
  readonly unsettled: Sum;
  /** Payments and refunds of which i'mport reported no exact amount: they are counted, and are in no sum. */
  readonly withoutAmount: number;
  /** One for each hour of the period. */
  readonly hours: readonly Moved[];
}

const HOUR_MS = 60 * 60_000;
const NOTHING: Sum = { count: 0, amount: 0 as Amount };

/** One movement of money. */
interface Move {
  readonly kind: 'paid' | 'refunded';
  readonly merchantUid: string;
  readonly currency: string;
  readonly at: Date;
  readonly amount: Amount | null;
  readonly isSettling: boolean;
}

/** One refund, of a payment of its own order. */
export interface DayRefund {
  readonly merchantUid: string;
  readonly currency: string;
  readonly at: Date;
  /** In the currency's smallest unit; null where i'mport reported no exact amount. */
  readonly amount: Amount | null;
}

/** The refunds that `dayFiguresOf` adds up, the newest first. */
export function dayRefundsOf(
  orders: readonly ExportedOrder[],
  period: ClosedPeriod,
  countsTests: boolean,
): readonly DayRefund[] {
  return movesIn(orders, period, countsTests)
    .filter(({ kind }) => kind === 'refunded')
    .map(({ merchantUid, currency, at, amount }) => ({ merchantUid, currency, at, amount }))
    .toSorted((a, b) => Number(b.at) - Number(a.at));
}

/**
 * Adds up what moved in a period, as the exports list it: every payment of its own order, also one that settled none. The
 * currency in which most moved comes first.
 *
 * @param countsTests whether payments of test channels count
 */
export function dayFiguresOf(
  orders: readonly ExportedOrder[],
  period: ClosedPeriod,
  countsTests: boolean,
): readonly CurrencyDay[] {
  const moves = movesIn(orders, period, countsTests);
  const currencies = [...new Set(moves.map(({ currency }) => currency))];
  const days = currencies.map((currency) =>
    currencyDay(
      currency,
      moves.filter((move) => move.currency === currency),
      period,
    ),
  );
  return days.toSorted((a, b) => b.paid.count + b.refunded.count - a.paid.count - a.refunded.count);
}

function movesIn(orders: readonly ExportedOrder[], period: ClosedPeriod, countsTests: boolean): readonly Move[] {
  return orders.flatMap((order) => movesOf(order, countsTests)).filter(({ at }) => isWithin(at, period));
}

function movesOf({ merchantUid, payments, cancels }: ExportedOrder, countsTests: boolean): Move[] {
  return payments
    .filter((payment) => payment.merchantUid === merchantUid && (countsTests || !payment.testChannel))
    .flatMap((payment) => {
      const at = paidTimeOf(payment);
      const move = { merchantUid, currency: payment.currency, isSettling: SETTLING.includes(payment.outcome) };
      const paid: Move[] = at === null ? [] : [{ ...move, kind: 'paid', at, amount: payment.amount }];
      const refunds = refundsOf(payment, cancels).map((refund): Move => {
        return { ...move, kind: 'refunded', at: refund.at, amount: refund.amount };
      });
      return [...paid, ...refunds];
    });
}

/** `cancelled` is the outcome of a payment that settled its order before it was refunded. */
const SETTLING: readonly PaymentRecord['outcome'][] = ['success', 'cancelled'];

function currencyDay(currency: string, moves: readonly Move[], period: ClosedPeriod): CurrencyDay {
  const hours: Moved[] = [];
  for (let from = +period.from; from < +period.to; from += HOUR_MS) {
    const hour = { from: new Date(from), to: new Date(from + HOUR_MS) };
    hours.push(movedIn(moves.filter(({ at }) => isWithin(at, hour))));
  }
  return {
    currency,
    ...movedIn(moves),
    unsettled: sumOf(moves.filter(({ kind, isSettling }) => kind === 'paid' && !isSettling)),
    withoutAmount: moves.filter(({ amount }) => amount === null).length,
    hours,
  };
}

function movedIn(moves: readonly Move[]): Moved {
  const of = (kind: Move['kind']) => sumOf(moves.filter((move) => move.kind === kind));
  return { paid: of('paid'), refunded: of('refunded') };
}

function sumOf(moves: readonly Move[]): Sum {
  return moves.reduce<Sum>(
    ({ count, amount }, move) => ({ count: count + 1, amount: (amount + (move.amount ?? 0)) as Amount }),
    NOTHING,
  );
}
