import { replaceCancel } from '../domain/cancel/cancel';
import { agreeToCancel } from '../domain/cancel/send-cancel';
import type { JudgePolicy } from '../domain/judge-payment';
import type { Order } from '../domain/order';
import { noChange } from '../domain/order-change';
import type { ReportedPayment } from '../domain/payment';
import { judgeReported, type RecordReportDeps } from './record-report';
import { updateOrder, type Decision } from './update-order';

/**
 * Records i'mport's agreement to a cancel, together with the payment in the answer. Usually the payment shows the
 * cancel, and the cancel is done. Otherwise the PG refunds later (§5.1), and the cancel stays agreed until a payment
 * shows it.
 *
 * @param sent the order as it was when the cancel was sent
 * @returns the order afterwards
 * @throws CheckoutError `unavailable`
 */
export async function recordAgreement(
  deps: RecordReportDeps,
  sent: Order,
  id: string,
  reported: ReportedPayment,
): Promise<Order> {
  // The webhook of a cancel arrives while its call is being answered, so the order has usually changed by now.
  const found = (await deps.findOrder(sent.merchantUid)) ?? sent;
  const { order } = await updateOrder(deps, found, (current, at) => decide(current, id, reported, deps.policy, at));
  return order;
}

function decide(order: Order, id: string, reported: ReportedPayment, policy: JudgePolicy, at: Date): Decision {
  const cancel = order.cancels.find((each) => each.id === id);
  const accepted = cancel && agreeToCancel(cancel, at);
  const isMoved = accepted !== undefined && accepted !== cancel;
  const agreed = isMoved ? { ...order, cancels: replaceCancel(order.cancels, accepted) } : order;
  const { change, dropped } = judgeReported(policy, agreed, reported, { source: 'cancel', at });
  return { change: change ?? (isMoved ? noChange(agreed) : null), dropped };
}
