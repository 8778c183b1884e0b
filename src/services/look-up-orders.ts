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
  /** How long a pass goes on asking, from the first answer on, in milliseconds. */
  readonly lookUpMs: number;
}

/** What came of it. */
export interface LookUps {
  /** By `merchantUid`. */
  readonly lookUps: ReadonlyMap<string, LookUp>;
  /** I'mport did not do its part; whoever asks again should wait. */
  readonly isOutage: boolean;
}

/** One run of look-ups, as far as it has come. */
interface Run {
  readonly lookUps: Map<string, LookUp>;
  readonly skipPoison: ReturnType<typeof skipPoisonOrder>;
  /** Of these a list does not show enough. */
  readonly alone: Order[];
  /** Of these no list can be fetched: they are asked for what holds money. */
  readonly byStatus: Order[];
  until: Date | null;
}

/**
 * Looks up to 100 orders up at i'mport by one call, and puts what it reports through the one verification. An order
 * past its deadline, or of which the answer does not show all that we know, is looked up alone (§3: a list may show one
 * attempt of several). Only then an order expires. Where the answer cannot be fetched though i'mport answers, the
 * orders are asked about by halves, down to the one at fault, of which only what holds money is asked for.
 *
 * @throws CheckoutError `unavailable` where the database does
 */
export async function lookUpOrders(deps: LookUpOrdersDeps, orders: readonly Order[]): Promise<LookUps> {
  const run: Run = {
    lookUps: new Map(orders.map((order) => [order.merchantUid, { result: 'unasked', order }])),
    skipPoison: skipPoisonOrder(deps),
    alone: [],
    byStatus: [],
    until: null,
  };
  const isOutage = (await lookUpGroups(deps, run, orders)) || (await lookUpEachAlone(deps, run));
  return { lookUps: run.lookUps, isOutage };
}

/** @returns whether i'mport is out of order */
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
      // To find out that i'mport answers took a call, too.
      await deps.budget.take();
      const halves = deps.suspects.halve(group);
      groups.push(...halves.groups);
      run.byStatus.push(...halves.alone);
    } else {
      deps.suspects.clear(group);
      await takeIn(deps, run, group, found);
    }
  }
  return false;
}

async function takeIn(deps: LookUpOrdersDeps, run: Run, group: readonly Order[], found: FoundPayments): Promise<void> {
  for (const order of group) {
    const payments = found.payments.filter(({ merchantUid }) => merchantUid === order.merchantUid);
    const current = await run.skipPoison(order.merchantUid, () => reconcilePayments(deps, order, payments));
    const isAlone = current !== undefined && needsMore(deps, current, found);
    if (isAlone) run.alone.push(current);
    const result = isAlone ? 'unasked' : current ? 'looked' : 'failed';
    run.lookUps.set(order.merchantUid, { result, order: current ?? order });
  }
}

/** @returns whether i'mport is out of order */
async function lookUpEachAlone(deps: LookUpOrdersDeps, run: Run): Promise<boolean> {
  const until = run.until ?? endOf(deps);
  const all = [
    ...run.alone.map((order) => ({ order, isTooMuch: false })),
    ...run.byStatus.map((order) => ({ order, isTooMuch: true })),
  ];
  for (const { order, isTooMuch } of all) {
    const lookUp = await run.skipPoison(order.merchantUid, () => lookUpAlone(deps, order, until, isTooMuch));
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
