import type { ReportedPayment } from '../domain/payment';
import type { TimeWindow } from '../domain/window-gaps';
import type { PaymentSearch } from '../iamport/payment-search';
import type { PaymentsPage } from '../iamport/search-calls';
import type { UnreadablePayment } from '../iamport/wire';
import { readPages, type PagesRead } from '../lib/read-pages';
import type { Orders } from '../store/orders';
import type { CallBudget } from './look-up-alone';
import type { ReconcilePayments } from './reconcile-payments';
import type { TryOrder } from './skip-poison-order';

export interface ReadWindowDeps {
  /** Called for a payment in an answer that cannot be read. */
  readonly onUnreadable: (unreadable: UnreadablePayment) => void;
  readonly reconcilePayments: ReconcilePayments;
  /** Begins a run that skips an order that fails. */
  readonly skipPoisonOrders: () => TryOrder;
  readonly listPayments: PaymentSearch['listPayments'];
  readonly findOrders: Orders['findOrders'];
  readonly budget: Pick<CallBudget, 'take'>;
  /** Called before each call but the first; reading ends when it returns false. */
  readonly mayContinue: () => Promise<boolean>;
  /** Waits a moment for the budget: ending instead would mean reading the same pages again later. */
  readonly awaitBudget: () => Promise<void>;
  /** The most payments of one call: a power of ten, at most 1,000. */
  readonly pageSize: number;
  /** The smallest length to which a window shrinks that does not fit on one page, in milliseconds. */
  readonly smallestWindowMs: number;
}

/** What was read of a time window. */
export interface WindowRead {
  /** The end of the part that was read completely; null when the budget was used up or `mayContinue` returned false. */
  readonly through: Date | null;
  readonly payments: number;
  /** Payments of unknown orders: counted, never written. */
  readonly unknown: number;
  /** Payments that were skipped because no answer that contains them can be fetched; more payments may follow them. */
  readonly skipped: number;
}

const NOTHING: WindowRead = { through: null, payments: 0, unknown: 0, skipped: 0 };
/** The window shrinks to a little less than what would just fit on one page. */
const SHRINK = 0.8;
/** The factor when the page cannot be fetched, so its total is unknown. */
const SHRINK_UNSEEN = 0.25;
const MAX_REREADS = 3;
/** Reading the orders of a whole page at once would exceed the time limit of one database operation. */
const ORDERS_AT_ONCE = 100;

/**
 * Reads the payments that reached their present status in a time window, and verifies those that differ from their
 * orders. It shrinks the window first if the payments do not fit on one page.
 *
 * i'mport filters by the time of the present status (§3). A payment that changes during the reading leaves the window,
 * and all later payments move up by one place. One of them can move from an unread page to a page that was read
 * already. So the window shrinks until it fits on one page. If the smallest window does not fit, it is read again when
 * its total changes between two pages. If a page cannot be fetched, the window shrinks first, then the page, and at
 * last single payments are skipped.
 *
 * @throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`
 */
export async function readWindow(deps: ReadWindowDeps, window: TimeWindow): Promise<WindowRead> {
  if (!(await deps.budget.take())) return NOTHING;
  const first = await readFirstPage(deps, window);
  if (first === null) return NOTHING;
  const { to, page } = first;
  const fitted = { from: window.from, to };
  let read = page === null ? NOTHING : await reconcilePage(deps, page);
  if (page?.isLast) return { ...read, through: to };
  let begin = page === null ? undefined : { offset: deps.pageSize, total: page.total };
  for (let rereads = 0; rereads <= MAX_REREADS; rereads += 1) {
    const { end, skipped, ...counts } = await readByPages(deps, fitted, begin);
    read = { ...sum(read, counts), skipped };
    if (end === 'ended') return { ...read, through: null };
    if (end === 'last') break;
    begin = undefined;
  }
  return { ...read, through: to };
}

/**
 * @returns the end and first page of a window that fits on one page, or of the smallest; `page` null if not fetchable
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

/** @param begin the place after the first page, when that page was just read */
async function readByPages(
  deps: ReadWindowDeps,
  window: TimeWindow,
  begin: { readonly offset: number; readonly total: number } | undefined,
): Promise<Omit<WindowRead, 'through'> & Pick<PagesRead, 'end'>> {
  let read = NOTHING;
  const pages = await readPages<PaymentsPage>(
    {
      fetch: async (page, limit) => ((await mayCall(deps)) ? list(deps, window, page, limit) : 'ended'),
      take: async (page) => void (read = sum(read, await reconcilePage(deps, page))),
    },
    deps.pageSize,
    begin,
  );
  return { ...read, ...pages };
}

async function list(
  deps: ReadWindowDeps,
  window: TimeWindow,
  page: number,
  limit: number,
): Promise<PaymentsPage | null> {
  const answer = await deps.listPayments({ ...window, page, limit, sorting: 'started' });
  // The check that i'mport still answers took one more call.
  if (answer === null) await deps.budget.take();
  return answer;
}

async function mayCall(deps: ReadWindowDeps): Promise<boolean> {
  while (await deps.mayContinue()) {
    if (await deps.budget.take()) return true;
    await deps.awaitBudget();
  }
  return false;
}

async function reconcilePage(deps: ReadWindowDeps, { payments, unreadable }: PaymentsPage): Promise<WindowRead> {
  unreadable.forEach(deps.onUnreadable);
  const ofOrders = new Map<string, ReportedPayment[]>();
  for (const each of payments) ofOrders.set(each.merchantUid, [...(ofOrders.get(each.merchantUid) ?? []), each]);
  const keys = [...ofOrders.keys()];
  const tryOrder = deps.skipPoisonOrders();
  let ours = 0;
  for (let at = 0; at < keys.length; at += ORDERS_AT_ONCE) {
    for (const order of await deps.findOrders(keys.slice(at, at + ORDERS_AT_ONCE))) {
      const own = ofOrders.get(order.merchantUid) ?? [];
      ours += own.length;
      await tryOrder(order.merchantUid, () => deps.reconcilePayments(order, own));
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
