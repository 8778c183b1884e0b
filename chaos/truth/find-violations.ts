import type { Payment } from '../../sandbox/iamport/payments/payment';
import type { OrderDocument } from '../../src/store/order.model';
import { historyViolations } from './history-violations';
import { notificationViolations } from './notification-violations';
import { queueViolations } from './queue-violations';
import { isHeld, isLate, isOwn, isRight, stageOf, unitsOf, wasPaid } from './truth-rules';

/**
 * What of an order breaks an invariant of the architecture, whatever has or has not been reported yet: one line each,
 * empty where all of them hold.
 *
 * @param payments all that i'mport holds, the orders of others included
 * @param policy.acceptsLate whether a payment after the order's end may settle it, with somebody told. @default false
 */
export function findViolations(
  order: OrderDocument,
  payments: readonly Payment[],
  { acceptsLate = false }: { readonly acceptsLate?: boolean } = {},
): string[] {
  const truth = new Map(payments.map((payment) => [payment.imp_uid, payment]));
  return [
    ...settlementViolations(order, truth, acceptsLate),
    ...paymentViolations(order, truth),
    ...historyViolations(order),
    ...notificationViolations(order),
    ...queueViolations(order),
  ].map((line) => `${order._id}: ${line}`);
}

const SETTLED = ['paid', 'partially_cancelled', 'cancelled'];

function settlementViolations(
  order: OrderDocument,
  truth: ReadonlyMap<string, Payment>,
  acceptsLate: boolean,
): string[] {
  const { paidBy, state } = order;
  if (paidBy === null) return SETTLED.includes(state) ? [`${state}, but by no payment`] : [];
  const payment = truth.get(paidBy);
  const stored = order.payments.find(({ impUid }) => impUid === paidBy);
  if (payment === undefined || stored === undefined) return [`settled by ${paidBy}, which is not there`];
  const problems: string[] = [];
  if (!isRight(order, payment)) problems.push(`settled by the wrong payment ${paidBy}`);
  if (!wasPaid(payment)) problems.push(`settled by ${paidBy}, which is ${payment.status}`);
  const isKnownLate = order.attention.some(({ reason, impUid }) => reason === 'late' && impUid === paidBy);
  const isAccepted = order.history.some(({ source, impUid }) => source === 'accept' && impUid === paidBy);
  if (isLate(order, payment) && !isAccepted && !(acceptsLate && isKnownLate))
    problems.push(`settled by the late ${paidBy}`);
  if (isHeld(order, payment) && !isAccepted) problems.push(`settled by ${paidBy}, which only a person may accept`);
  const cancelled = stored.cancelAmount ?? 0;
  const expected = cancelled === 0 ? 'paid' : cancelled < order.amount ? 'partially_cancelled' : 'cancelled';
  if (state !== expected) problems.push(`${state}, with ${cancelled} of ${order.amount} given back`);
  return problems;
}

function paymentViolations(order: OrderDocument, truth: ReadonlyMap<string, Payment>): string[] {
  const ids = order.payments.map(({ impUid }) => impUid);
  const problems = new Set(ids).size === ids.length ? [] : ['a payment is stored twice'];
  for (const stored of order.payments) {
    const { impUid, cancelAmount, cancellations, currency } = stored;
    const payment = truth.get(impUid);
    if (payment === undefined || !isOwn(order, payment)) {
      problems.push(`${impUid} is stored and no payment of this order`);
      continue;
    }
    const told = [stageOf(stored.status, stored.virtualAccount !== null), cancelAmount ?? 0] as const;
    const now = [
      stageOf(payment.status, payment.vbank_num !== null),
      unitsOf(payment.cancel_amount, currency),
    ] as const;
    if (told[0] > now[0] || told[1] > now[1])
      problems.push(`${impUid} is stored as ${told.join()}, further than ${now.join()}`);
    if (told[1] > unitsOf(payment.amount, currency)) problems.push(`${impUid}: more given back than was paid`);
    const sum = cancellations.reduce((total, { amount }) => total + (amount ?? 0), 0);
    if (sum !== told[1]) problems.push(`${impUid}: parts of ${sum} make ${told[1]}`);
    // What costs nobody anything may have been judged by terms that the shop has changed since.
    const isAtStake = told[0] !== 0 && told[0] !== 2;
    const isWrong = !isRight(order, payment) && !isHeld(order, payment);
    if (isAtStake && (stored.outcome === 'forgery') !== isWrong) {
      problems.push(`${impUid} is stored as ${stored.outcome}`);
    }
  }
  return problems;
}
