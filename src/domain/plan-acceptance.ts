import { planReport } from './plan-report';
import { balanceOf } from './cancel/cancel';
import { findForgery, isGoingBack, judgePayment, newestReport, type JudgePolicy } from './judge-payment';
import type { AttentionEntry, Order } from './order';
import type { OrderChange } from './order-change';
import { hasMoney, isCancelledInPart, type ReportedPayment } from './payment';
import { earlierAmounts } from './plan-amendment';
import type { Outcome } from './verdict';

/** The change, or the outcome that forbids it. A payment of an earlier amount makes that the order's amount again. */
export type AcceptancePlan =
  | { readonly plan: 'accept'; readonly change: OrderChange; readonly dropped: readonly AttentionEntry[] }
  | { readonly plan: 'refuse'; readonly outcome: Outcome };

/**
 * Plans the acceptance of a payment by a person: a payment held as late, as older than the order, or for an earlier
 * amount settles the order. Pure.
 *
 * It refuses forged payments, payments of other orders, test payments in live mode, payments that are refunded or
 * being refunded, and payments of an order that another payment has settled. The acceptance of a payment of an earlier
 * amount restores that amount: an order is only ever settled by its own amount.
 */
export function planAcceptance(
  order: Order,
  reported: ReportedPayment,
  { reason, at }: { readonly reason: string; readonly at: Date },
  policy: JudgePolicy,
): AcceptancePlan {
  const verdict = judgePayment(order, reported, policy);
  const newest = newestReport(order, reported);
  const refuse = (outcome: Outcome): AcceptancePlan => ({ plan: 'refuse', outcome });
  const isHeld = verdict.outcome === 'paymentHeld' || verdict.outcome === 'orderClosed';
  if (verdict.outcome !== 'success' && !isHeld) return refuse(verdict.outcome);
  if (order.paidBy !== null && order.paidBy !== newest.impUid) return refuse('duplicate');
  if (!hasMoney(newest) || balanceOf(newest) === 0 || isGoingBack(order, newest)) return refuse(verdict.outcome);

  const isRepriced = verdict.outcome === 'paymentHeld' && verdict.reason === 'amountChanged' && newest.amount !== null;
  const amount = isRepriced && newest.amount !== null ? newest.amount : order.amount;
  const repriced = { ...order, amount, earlierAmounts: earlierAmounts(order, amount, at) };
  if (findForgery(repriced, newest) !== null) return refuse('forgery');

  const success = { outcome: 'success', partlyCancelled: isCancelledInPart(newest) } as const;
  const context = { source: 'accept', at, moneyPolicy: policy.moneyPolicy } as const;
  const { change, dropped } = planReport(repriced, reported, success, context);
  if (change === null) return refuse(verdict.outcome);
  const history = change.history.map((entry) => ({ ...entry, reason }));
  return { plan: 'accept', change: { ...change, history, amount, earlierAmounts: repriced.earlierAmounts }, dropped };
}
