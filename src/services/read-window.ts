import type { ReportedPayment } from '../domain/payment';
import type { PaymentSearch, PaymentsPage } from '../iamport/payment-search';
import type { Orders } from '../store/orders';
import type { CallBudget } from './look-up-orders';
import { reconcilePayments, type ReconcilePaymentDeps } from './reconcile-payment';
import { sparePoison } from './spare-poison';

/** What readWindow needs of the world. */
export interface ReadWindowDeps extends ReconcilePaymentDeps {
  readonly listPayments: PaymentSearch['listPayments'];
  readonly findOrders: Orders['findOrders'];
  readonly budget: Pick<CallBudget, 'take'>;
  /** Called before each page but the first; the reading ends where it says no. */
  readonly goOn: () => Promise<boolean>;
  /** How many payments one call asks for, at most 1,000. */
  readonly pageSize: number;
  /** A window that does not fit on one page is made smaller, down to this; in milliseconds. */
  readonly smallestWindowMs: number;
}

/** What was read of a stretch of time. */
export interface WindowRead {
  /** Up to when everything was read; null where nothing was, for the budget was used up or the reading was ended. */
  readonly through: Date | null;
  readonly payments: number;
  /** Payments of orders that are not ours: counted, never written. */
  readonly unknown: number;
}

interface Page extends PaymentsPage {
  readonly to: Date;
}

const NOTHING: WindowRead = { through: null, payments: 0, unknown: 0 };
/** The window shrinks to a little less than what would just fit. */
const SHRINK = 0.8;
const MAX_REREADS = 3;
/** A whole page of orders would be more than the database hands out within the time of one operation. */
const ORDERS_AT_ONCE = 100;

/**
 * Reads the payments whose status was reached in a stretch of time, as far as they fit into one window, and puts those
 * that differ from what their orders hold through the one verification.
 *
 * The time that counts is that of the present status (§3). A payment that changes meanwhile leaves the window for a later
 * one, and behind it the pages close up: something would slip from a page not yet read to one that was. So a window is made
 * small enough for one page; where the smallest does not fit, it is read anew when its total has changed between two pages.
 *
 * @throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`
 */
export async function readWindow(
  deps: ReadWindowDeps,
  window: { readonly from: Date; readonly to: Date },
): Promise<WindowRead> {
  const first = await readFirstPage(deps, window);
  if (first === null) return NOTHING;
  let read = await takeIn(deps, first);
  for (let rereads = 0; !first.isLast && rereads <= MAX_REREADS; rereads += 1) {
    const rest = await readOtherPages(deps, { from: window.from, to: first.to }, rereads === 0 ? first.total : null);
    if (rest === null) return { ...read, through: null };
    read = sum(read, rest);
    if (rest.isSteady) break;
  }
  return { ...read, through: first.to };
}

async function readFirstPage(deps: ReadWindowDeps, { from, to }: { from: Date; to: Date }): Promise<Page | null> {
  let end = to;
  for (;;) {
    if (!(await deps.budget.take())) return null;
    const page = await deps.listPayments({ from, to: end, page: 1, limit: deps.pageSize, sorting: 'started' });
    const spanMs = end.getTime() - from.getTime();
    if (page.isLast || spanMs <= deps.smallestWindowMs) return { ...page, to: end };
    const fittingMs = (spanMs * deps.pageSize * SHRINK) / page.total;
    end = new Date(from.getTime() + Math.round(Math.max(fittingMs, deps.smallestWindowMs)));
  }
}

/** @param total of the first page, where that was read just before; null to begin with the first page */
async function readOtherPages(
  deps: ReadWindowDeps,
  { from, to }: { readonly from: Date; readonly to: Date },
  total: number | null,
): Promise<(WindowRead & { readonly isSteady: boolean }) | null> {
  let read: WindowRead = { ...NOTHING, through: to };
  let expected = total;
  for (let page = total === null ? 1 : 2; ; page += 1) {
    if (!(await deps.goOn()) || !(await deps.budget.take())) return null;
    const answer = await deps.listPayments({ from, to, page, limit: deps.pageSize, sorting: 'started' });
    read = sum(read, await takeIn(deps, { ...answer, to }));
    if (answer.total !== (expected ??= answer.total)) return { ...read, isSteady: false };
    if (answer.isLast) return { ...read, isSteady: true };
  }
}

async function takeIn(deps: ReadWindowDeps, { payments, unreadable, to }: Page): Promise<WindowRead> {
  unreadable.forEach(deps.onUnreadable);
  const ofOrders = new Map<string, ReportedPayment[]>();
  for (const each of payments) ofOrders.set(each.merchantUid, [...(ofOrders.get(each.merchantUid) ?? []), each]);
  const keys = [...ofOrders.keys()];
  const spare = sparePoison(deps);
  let ours = 0;
  for (let at = 0; at < keys.length; at += ORDERS_AT_ONCE) {
    for (const order of await deps.findOrders(keys.slice(at, at + ORDERS_AT_ONCE))) {
      const own = ofOrders.get(order.merchantUid) ?? [];
      ours += own.length;
      await spare(order.merchantUid, () => reconcilePayments(deps, order, own));
    }
  }
  return { through: to, payments: payments.length, unknown: payments.length - ours };
}

function sum(a: WindowRead, b: WindowRead): WindowRead {
  return { through: b.through, payments: a.payments + b.payments, unknown: a.unknown + b.unknown };
}
