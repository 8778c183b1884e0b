import type { OrderDocument } from '../../src/store/order.model';

const ROADS = ['callback', 'redirect', 'webhook', 'reconcile', 'cancel', 'accept'];

/** Where nothing of an order may lead back to once it is settled. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  paid: ['partially_cancelled', 'cancelled'],
  partially_cancelled: ['partially_cancelled', 'cancelled'],
  cancelled: [],
};

/** A history must be continuous, end in the present state, never lead back from paid, and name time, source and payment. */
export function historyViolations({ history, state }: OrderDocument): string[] {
  const problems: string[] = [];
  let current = 'pending';
  let last = 0;
  for (const { at, from, to, source, impUid } of history) {
    const move = `${from} -> ${to}`;
    if (from !== current) problems.push(`${move} does not follow ${current}`);
    if (AFTER[from]?.includes(to) === false) problems.push(`${move} leads back`);
    if (at.getTime() < last) problems.push(`${move} lies before the move before it`);
    if (!ROADS.includes(source)) problems.push(`${move} by the source ${source}`);
    // An order that ends by its deadline ends by no payment.
    if (!impUid && to !== 'expired' && to !== 'closed') problems.push(`${move} by no payment`);
    current = to;
    last = at.getTime();
  }
  if (current !== state) problems.push(`${state}, but its history ends with ${current}`);
  return problems;
}

/** What can only grow must not have shrunk or changed between two looks at one order. */
export function regressions(before: OrderDocument, now: OrderDocument): string[] {
  const problems: string[] = [];
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const begins = (list: readonly unknown[], start: readonly unknown[]) => same(list.slice(0, start.length), start);
  if (now.revision < before.revision) problems.push('the revision went back');
  if (before.paidBy !== null && now.paidBy !== before.paidBy) problems.push(`paid by ${before.paidBy}, then not`);
  if (!begins(now.history, before.history)) problems.push('the history was rewritten');
  if (!begins(now.attention, before.attention)) problems.push('evidence was lost');
  // An entry of the audit log leaves the order once it is copied.
  const kept = ({ outbox }: OrderDocument) => outbox.filter(({ message }) => message.channel !== 'audit');
  const messages = (order: OrderDocument) => kept(order).map(({ id, message }) => ({ id, message }));
  if (!begins(messages(now), messages(before))) problems.push('a notification was lost or changed');
  for (const old of before.payments) {
    const stored = now.payments.find(({ impUid }) => impUid === old.impUid);
    if (stored === undefined) problems.push(`payment ${old.impUid} was lost`);
    else if (ageOf(stored) < ageOf(old)) problems.push(`payment ${old.impUid} went back to ${stored.status}`);
  }
  return problems.map((line) => `${now._id}: ${line}`);
}

/** Orders reports of one payment: by status, then by the sum given back. */
function ageOf({ status, virtualAccount, cancelAmount }: OrderDocument['payments'][number]): number {
  const stage = { ready: virtualAccount === null ? 0 : 1, failed: 2, paid: 3, cancelled: 4, unknown: -1 }[status];
  return stage * 1e12 + (cancelAmount ?? 0);
}
