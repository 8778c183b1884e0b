import type { Payment } from '../sandbox/iamport/payments/payment';
import type { Arena } from './arena';
import { cancelDifferences, givenBackTwice, isInDoubt } from './truth/cancel-differences';
import { findDifferences } from './truth/find-differences';
import { showSchemaFault } from './truth/find-schema-faults';
import { findViolations } from './truth/find-violations';

/** What must be nothing at the end; each list names what is not. */
export interface Judgement {
  readonly orders: number;
  readonly payments: number;
  readonly transitions: number;
  readonly notifications: number;
  readonly differing: readonly string[];
  readonly settledTwice: readonly string[];
  /** Cancels by the shop: how many are done, and of how many nobody knows yet. */
  readonly cancels: { readonly done: number; readonly inDoubt: number };
  readonly givenBackTwice: readonly string[];
  readonly untruthfulCancels: readonly string[];
  readonly missing: readonly string[];
  readonly repeatedUnderAnotherId: readonly string[];
  readonly againstSchema: readonly string[];
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

type Orders = Awaited<ReturnType<Arena['orders']>>;

/** Compares what is stored with i'mport's truth, and what was promised with what arrived. */
export async function judgeRun(arena: Arena): Promise<Judgement> {
  const orders = await arena.orders();
  const payments = arena.sandbox.payments.all();
  const byOrder = groupBy(payments, ({ merchant_uid }) => merchant_uid);
  const known = new Set(orders.map(({ _id }) => _id));
  const lost = [...byOrder.keys()].filter((id) => !known.has(id)).map((id) => `${id}: the order is gone`);
  return {
    orders: orders.length,
    payments: payments.length,
    transitions: orders.reduce((sum, { history }) => sum + history.length, 0),
    notifications: arena.notifications.length,
    differing: [
      ...lost,
      ...orders.flatMap((order) => {
        const own = byOrder.get(order._id) ?? [];
        return [...findViolations(order, own), ...findDifferences(order, own)];
      }),
    ],
    settledTwice: settledTwice(orders),
    ...judgeCancels(arena, orders, payments),
    missing: missing(arena, orders),
    repeatedUnderAnotherId: repeated(arena, orders),
    againstSchema: (await arena.schemaFaults()).map(showSchemaFault),
  };
}

function judgeCancels(
  { cancelAnswers }: Arena,
  orders: Orders,
  payments: readonly Payment[],
): Pick<Judgement, 'cancels' | 'givenBackTwice' | 'untruthfulCancels'> {
  const all = orders.flatMap(({ cancels }) => cancels.filter(({ kind }) => kind === 'cancel'));
  const done = all.filter(({ state }) => state === 'done').length;
  return {
    cancels: { done, inDoubt: all.filter(isInDoubt).length },
    givenBackTwice: givenBackTwice(payments, cancelAnswers),
    untruthfulCancels: cancelDifferences(orders, payments, cancelAnswers),
  };
}

function settledTwice(orders: Orders): string[] {
  const settlers = groupBy(
    orders.flatMap(({ paidBy }) => paidBy ?? []),
    (impUid) => impUid,
  );
  const shared = [...settlers].filter(([, uses]) => uses.length > 1).map(([impUid]) => `${impUid} settles two orders`);
  const double = orders.filter(({ history }) => {
    const entries = history.filter(({ from }) => !['paid', 'partially_cancelled'].includes(from));
    return entries.filter(({ to }) => to === 'paid' || to === 'partially_cancelled').length > 1;
  });
  const twoPayments = orders.filter(
    ({ payments }) => payments.filter(({ outcome }) => outcome === 'success').length > 1,
  );
  return [...shared, ...[...double, ...twoPayments].map(({ _id }) => `${_id} was settled twice`)];
}

/**
 * Kept and not carried: all but the copy in the customer's record, which is no message, and is read there. An entry of the audit
 * log leaves the order once it is copied.
 */
function missing({ notifications }: Arena, orders: Orders): string[] {
  const arrived = new Set(notifications.map(({ id }) => id));
  return orders.flatMap(({ _id, outbox }) =>
    outbox
      .filter(({ id, message, deliveredAt }) =>
        message.channel === 'customerRecord' ? deliveredAt === null : !arrived.has(id),
      )
      .map(({ id, message }) => `${_id}: ${message.channel} ${id} never arrived`),
  );
}

function repeated({ notifications }: Arena, orders: Orders): string[] {
  const stored = new Set(orders.flatMap(({ outbox }) => outbox.map(({ id }) => id)));
  const foreign = notifications.filter(({ id }) => !stored.has(id));
  const contents = groupBy(notifications, ({ content }) => content);
  const twice = [...contents].filter(([, alike]) => new Set(alike.map(({ id }) => id)).size > 1);
  return [
    ...foreign.map(({ id }) => `${id} belongs to no transition`),
    ...twice.map(([content]) => `arrived under two ids: ${content}`),
  ];
}
