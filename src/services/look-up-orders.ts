import { CheckoutError } from '../domain/errors';
import { isOverdue } from '../domain/plan-expiry';
import type { Order } from '../domain/order';
import type { PaymentSearch } from '../iamport/payment-search';
import type { FoundPayments } from '../iamport/search-calls';
import {
  ask,
  isOver,
  overdueSinceOf,
  type AskDeps,
  type CallBudget,
  type LookUp,
  type LookUpAlone,
} from './look-up-alone';
import type { OrderGroups } from './order-groups';
import type { ReconcilePayments } from './reconcile-payments';
import type { TryOrder } from './skip-poison-order';

export interface LookUpOrdersDeps extends AskDeps {
  readonly search: Pick<PaymentSearch, 'findPayments'>;
  readonly reconcilePayments: ReconcilePayments;
  readonly lookUpAlone: LookUpAlone;
  /** Begins a run that skips an order that fails. */
  readonly skipPoisonOrders: () => TryOrder;
  readonly orderGroups: OrderGroups;
  readonly budget: Pick<CallBudget, 'take'>;
  readonly now: () => Date;
  /** How long after its deadline an order expires, in milliseconds. */
  readonly graceMs: number;
  /** How long a pass continues to fetch after the first answer, in milliseconds. */
  readonly lookUpMs: number;
}

/** The function with its dependencies bound. */
export type LookUpOrders = (orders: readonly Order[]) => Promise<LookUps>;

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
  readonly tryOrder: TryOrder;
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
 * split into halves, down to the one order whose list is too large. Of that order's
 * payments only those that hold money are fetched.
 *
 * @throws CheckoutError `unavailable` when the database fails
 */
export async function lookUpOrders(deps: LookUpOrdersDeps, orders: readonly Order[]): Promise<LookUps> {
  const run: Run = {
    lookUps: new Map(orders.map((order) => [order.merchantUid, { result: 'unasked', order }])),
    tryOrder: deps.skipPoisonOrders(),
    alone: [],
    byStatus: [],
    until: null,
  };
  const isOutage = (await lookUpGroups(deps, run, orders)) || (await lookUpEachAlone(deps, run));
  return { lookUps: run.lookUps, isOutage };
}

/** @returns whether i'mport failed */
async function lookUpGroups(deps: LookUpOrdersDeps, run: Run, orders: readonly Order[]): Promise<boolean> {
  const { groups, alone } = deps.orderGroups.split(orders);
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
      const halves = deps.orderGroups.halve(group);
      groups.push(...halves.groups);
      run.byStatus.push(...halves.alone);
    } else {
      deps.orderGroups.clear(group);
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
    const current = await run.tryOrder(order.merchantUid, () => deps.reconcilePayments(order, payments));
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
    const lookUp = await run.tryOrder(order.merchantUid, () => deps.lookUpAlone(order, until, isTooLarge));
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
