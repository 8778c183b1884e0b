import { CheckoutError } from '../domain/errors';
import { isOverdue } from '../domain/plan-expiry';
import type { Order } from '../domain/order';
import type { PaymentSearch } from '../iamport/payment-search';
import type { FoundPayments } from '../iamport/search-calls';
import { ask, isOver, lookUpAlone, overdueSinceOf, type LookUp, type LookUpAloneDeps } from './look-up-alone';
import { reconcilePayments } from './reconcile-payment';
import { skipPoisonOrder } from './skip-poison-order';
import type { Suspects } from './suspects';

export interface LookUpOrdersDeps extends LookUpAloneDeps {
  readonly search: LookUpAloneDeps['search'] & Pick<PaymentSearch, 'findPayments'>;
  readonly suspects: Suspects;
  /** How long a pass goes on fetching after the first answer, in milliseconds. */
  readonly lookUpMs: number;
}

/** The results of one run of look-ups. */
export interface LookUps {
  /** By `merchantUid`. */
  readonly lookUps: ReadonlyMap<string, LookUp>;
  /** i'mport failed; the caller should wait before the next look-up. */
  readonly isOutage: boolean;
}

/** The progress of one run of look-ups. */
interface Run {
  readonly lookUps: Map<string, LookUp>;
  readonly tryOrder: ReturnType<typeof skipPoisonOrder>;
  /** Orders that the shared list does not show completely. */
  readonly alone: Order[];
  /** Orders whose list cannot be fetched; only their payments that hold money are. */
  readonly byStatus: Order[];
  until: Date | null;
}

/**
 * Fetches the payments of up to 100 orders by one call and verifies them. An order is looked up alone when its deadline
 * is over, or when the answer lacks a payment that the order holds (§3: a list may show one attempt of several). An
 * order expires only after that single look-up. When i'mport answers but the list cannot be fetched, the orders are
 * split into halves, down to the one order whose list is too large. Of that order only payments that hold money are
 * fetched.
 *
 * @throws CheckoutError `unavailable` when the database fails
 */
export async function lookUpOrders(deps: LookUpOrdersDeps, orders: readonly Order[]): Promise<LookUps> {
  const run: Run = {
    lookUps: new Map(orders.map((order) => [order.merchantUid, { result: 'unasked', order }])),
    tryOrder: skipPoisonOrder(deps),
    alone: [],
    byStatus: [],
    until: null,
  };
  const isOutage = (await lookUpGroups(deps, run, orders)) || (await lookUpEachAlone(deps, run));
  return { lookUps: run.lookUps, isOutage };
}

/** @returns whether i'mport failed */
async function lookUpGroups(deps: LookUpOrdersDeps, run: Run, orders: readonly Order[]): Promise<boolean> {
  const { groups, alone } = deps.suspects.group(orders);
  run.byStatus.push(...alone);
  for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
    if (isOver(deps, run.until) || !(await deps.budget.take())) return false;
    const keys = group.map(({ merchantUid }) => merchantUid);
    const found = await ask(deps, null, () => deps.search.findPayments(keys));
    run.until ??= endOf(deps);
    if (found instanceof CheckoutError) return true;
    if (found === null) {
      // The check that i'mport still answers took one more call.
      await deps.budget.take();
      const halves = deps.suspects.halve(group);
      groups.push(...halves.groups);
      run.byStatus.push(...halves.alone);
    } else {
      deps.suspects.clear(group);
      await reconcileGroup(deps, run, group, found);
    }
  }
  return false;
}

async function reconcileGroup(
  deps: LookUpOrdersDeps,
  run: Run,
  group: readonly Order[],
  found: FoundPayments,
): Promise<void> {
  for (const order of group) {
    const payments = found.payments.filter(({ merchantUid }) => merchantUid === order.merchantUid);
    const current = await run.tryOrder(order.merchantUid, () => reconcilePayments(deps, order, payments));
    const isAlone = current !== undefined && needsMore(deps, current, found);
    if (isAlone) run.alone.push(current);
    const result = isAlone ? 'unasked' : current ? 'looked' : 'failed';
    run.lookUps.set(order.merchantUid, { result, order: current ?? order });
  }
}

/** @returns whether i'mport failed */
async function lookUpEachAlone(deps: LookUpOrdersDeps, run: Run): Promise<boolean> {
  const until = run.until ?? endOf(deps);
  const all = [
    ...run.alone.map((order) => ({ order, isTooLarge: false })),
    ...run.byStatus.map((order) => ({ order, isTooLarge: true })),
  ];
  for (const { order, isTooLarge } of all) {
    const lookUp = await run.tryOrder(order.merchantUid, () => lookUpAlone(deps, order, until, isTooLarge));
    run.lookUps.set(order.merchantUid, lookUp ?? { result: 'failed', order });
    if (lookUp?.result === 'unanswered') return true;
    if (lookUp?.result === 'unasked') return false;
  }
  return false;
}

function needsMore(deps: LookUpOrdersDeps, order: Order, { payments, unreadable }: FoundPayments): boolean {
  const { merchantUid, state } = order;
  if ((state === 'pending' || state === 'ready') && isOverdue(order, overdueSinceOf(deps))) return true;
  if (unreadable.some((payment) => payment.merchantUid === merchantUid)) return true;
  const shown = new Set(payments.map(({ impUid }) => impUid));
  return order.payments.some(({ impUid }) => !shown.has(impUid));
}

function endOf({ now, lookUpMs }: LookUpOrdersDeps): Date {
  return new Date(now().getTime() + lookUpMs);
}
