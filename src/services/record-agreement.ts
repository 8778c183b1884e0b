import { applyVerdict } from '../domain/apply-verdict';
import { replaceCancel } from '../domain/cancel/cancel';
import { agreeToCancel } from '../domain/cancel/send-cancel';
import { judgePayment } from '../domain/judge-payment';
import { noChange } from '../domain/order-change';
import type { ReportedPayment } from '../domain/payment';
import type { ChangeCancelDeps } from './change-cancel';
import { LOST_RACE, retryLostRaces } from './retry-lost-races';
import { toEntries } from './record-report';

/**
 * Records that i'mport agreed to a cancel, together with the payment as it answered it: usually that shows the cancel, and
 * the cancel is done; where it does not, the PG refunds later (§5.1), and the cancel waits for it.
 *
 * @throws CheckoutError `unavailable`
 */
export async function recordAgreement(
  deps: ChangeCancelDeps,
  merchantUid: string,
  id: string,
  reported: ReportedPayment,
): Promise<void> {
  const found = await deps.findOrder(merchantUid);
  if (found === null) return;
  await retryLostRaces(deps, found, async (order) => {
    const at = deps.now();
    const sent = order.cancels.find((cancel) => cancel.id === id);
    const cancels = sent === undefined ? order.cancels : replaceCancel(order.cancels, agreeToCancel(sent, at));
    const agreed = { ...order, cancels };
    const verdict = judgePayment(agreed, reported, deps.policy);
    const context = { road: 'cancel', at, guards: deps.policy.guards } as const;
    const change = applyVerdict(agreed, reported, verdict, context) ?? noChange(agreed);
    return (await deps.moveOrder(order, change, toEntries(deps, change.messages))) ? verdict : LOST_RACE;
  });
}
