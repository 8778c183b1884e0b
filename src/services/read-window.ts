import type { ReportedPayment } from '../domain/payment';
import type { TimeWindow } from '../domain/window-gaps';
import type { PaymentSearch } from '../iamport/payment-search';
import type { PaymentsPage } from '../iamport/search-calls';
import { readPages, type PagesRead } from '../lib/read-pages';
import type { Orders } from '../store/orders';
import type { CallBudget } from './look-up-alone';
import { reconcilePayments, type ReconcilePaymentDeps } from './reconcile-payment';
import { skipPoisonOrder } from './skip-poison-order';

export interface ReadWindowDeps extends ReconcilePaymentDeps {
  readonly listPayments: PaymentSearch['listPayments'];
  readonly findOrders: Orders['findOrders'];
  readonly budget: Pick<CallBudget, 'take'>;
  /** Called before each call but the first; the reading ends where it says no. */
  readonly goOn: () => Promise<boolean>;
  /** Waits a moment for the budget: what was read of a stretch would have to be read again. */
  readonly awaitBudget: () => Promise<void>;
  /** How many payments one call asks for at the most: a power of ten, at most 1,000. */
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
  /** Payments that were stepped over, since i'mport's answer about them cannot be fetched; more may follow them. */
  readonly skipped: number;
}

const NOTHING: WindowRead = { through: null, payments: 0, unknown: 0, skipped: 0 };
/** The window shrinks to a little less than what would just fit. */
const SHRINK = 0.8;
/** So it shrinks where nothing is known but that it is too much. */
const SHRINK_UNSEEN = 0.25;
const MAX_REREADS = 3;
/** A whole page of orders would be more than the database hands out within the time of one operation. */
const ORDERS_AT_ONCE = 100;

/**
 * Reads the payments whose status was reached in a stretch of time, as far as they fit into one window, and puts those
 * that differ from what their orders hold through the one verification.
 *
 * The time that counts is that of the present status (§3). A payment that changes meanwhile leaves the window for a
 * later one, and behind it the pages close up: something would slip from a page not yet read to one that was. So a
 * window is made small enough for one page; where the smallest does not fit, it is read anew when its total has changed
 * between two pages. The same where a page cannot be fetched: first the window is made smaller, then the page, and in
 * the end single payments are stepped over.
 *
 * @throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`
 */
export async function readWindow(deps: ReadWindowDeps, window: TimeWindow): Promise<WindowRead> {
  if (!(await deps.budget.take())) return NOTHING;
  const first = await readFirstPage(deps, window);
  if (first === null) return NOTHING;
  const { to, page } = first;
  const stretch = { from: window.from, to };
  let read = page === null ? NOTHING : await takeIn(deps, page);
  if (page?.isLast) return { ...read, through: to };
  let begin = page === null ? undefined : { offset: deps.pageSize, total: page.total };
  for (let rereads = 0; rereads <= MAX_REREADS; rereads += 1) {
    const { end, skipped, ...rest } = await readByPages(deps, stretch, begin);
    read = { ...sum(read, rest), skipped };
    if (end === 'ended') return { ...read, through: null };
    if (end === 'last') break;
    begin = undefined;
  }
  return { ...read, through: to };
}

/**
 * @returns the first page of a stretch that is small enough, or of the smallest; its page null where that cannot be
 * fetched
 */
async function readFirstPage(
  deps: ReadWindowDeps,
  { from, to }: TimeWindow,
): Promise<{ readonly page: PaymentsPage | null; readonly to: Date } | null> {
  let end = to;
  for (;;) {
    const page = await list(deps, { from, to: end }, 1, deps.pageSize);
    const spanMs = end.getTime() - from.getTime();
    if (page?.isLast || spanMs <= deps.smallestWindowMs) return { page, to: end };
    const fittingMs = spanMs * (page === null ? SHRINK_UNSEEN : (deps.pageSize * SHRINK) / page.total);
    end = new Date(from.getTime() + Math.round(Math.max(fittingMs, deps.smallestWindowMs)));
    if (!(await mayCall(deps))) return null;
  }
}

/** @param begin behind the first page, where that was read just before */
async function readByPages(
  deps: ReadWindowDeps,
  stretch: TimeWindow,
  begin: { readonly offset: number; readonly total: number } | undefined,
): Promise<Omit<WindowRead, 'through'> & Pick<PagesRead, 'end'>> {
  let read = NOTHING;
  const pages = await readPages<PaymentsPage>(
    {
      fetch: async (page, limit) => ((await mayCall(deps)) ? list(deps, stretch, page, limit) : 'ended'),
      take: async (page) => void (read = sum(read, await takeIn(deps, page))),
    },
    deps.pageSize,
    begin,
  );
  return { ...read, ...pages };
}

async function list(
  deps: ReadWindowDeps,
  stretch: TimeWindow,
  page: number,
  limit: number,
): Promise<PaymentsPage | null> {
  const answer = await deps.listPayments({ ...stretch, page, limit, sorting: 'started' });
  // To find out that i'mport answers took a call, too.
  if (answer === null) await deps.budget.take();
  return answer;
}

async function mayCall(deps: ReadWindowDeps): Promise<boolean> {
  while (await deps.goOn()) {
    if (await deps.budget.take()) return true;
    await deps.awaitBudget();
  }
  return false;
}

async function takeIn(deps: ReadWindowDeps, { payments, unreadable }: PaymentsPage): Promise<WindowRead> {
  unreadable.forEach(deps.onUnreadable);
  const ofOrders = new Map<string, ReportedPayment[]>();
  for (const each of payments) ofOrders.set(each.merchantUid, [...(ofOrders.get(each.merchantUid) ?? []), each]);
  const keys = [...ofOrders.keys()];
  const skipPoison = skipPoisonOrder(deps);
  let ours = 0;
  for (let at = 0; at < keys.length; at += ORDERS_AT_ONCE) {
    for (const order of await deps.findOrders(keys.slice(at, at + ORDERS_AT_ONCE))) {
      const own = ofOrders.get(order.merchantUid) ?? [];
      ours += own.length;
      await skipPoison(order.merchantUid, () => reconcilePayments(deps, order, own));
    }
  }
  return { ...NOTHING, payments: payments.length, unknown: payments.length - ours };
}

function sum<Read extends Pick<WindowRead, 'payments' | 'unknown'>>(
  a: Read,
  b: Pick<WindowRead, 'payments' | 'unknown'>,
): Read {
  return { ...a, payments: a.payments + b.payments, unknown: a.unknown + b.unknown };
}
