import { awaitsReport, holdsPayment } from '../domain/awaits-report';
import type { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import { recallRecorded } from '../domain/recall-recorded';
import { recallVerdict } from '../domain/recall-verdict';
import type { PaymentReport, Verification, VerifyPaymentDeps } from './verify-payment';

/**
 * The answer where the look-up failed: what the order holds, as it stands now, since another report may have settled it
 * meanwhile. Nothing of the order is changed, only its next look-up is brought forward.
 *
 * @param fault of the look-up; null where i'mport does not know the payment
 * @throws CheckoutError the fault of the look-up, where the order gives no answer
 */
export async function answerWithoutPayment(
  deps: Pick<VerifyPaymentDeps, 'findOrder' | 'inFirstLine' | 'bringForward' | 'policy'>,
  found: Order,
  { impUid, merchantUid, road, claim }: PaymentReport,
  fault: CheckoutError | null,
): Promise<Verification> {
  const order = (await deps.inFirstLine(impUid, () => deps.findOrder(merchantUid))) ?? found;
  const isWebhook = road === 'webhook';
  const known = isWebhook
    ? claim && recallVerdict(order, { impUid, ...claim }, deps.policy)
    : recallRecorded(order, impUid, deps.policy);
  if (known) return known;
  if (fault !== null) throw fault;
  // A payment that is recorded is known to i'mport: a 404 of it says nothing.
  const isAwaited = isWebhook && awaitsReport(order);
  const isRetryUseful = isAwaited || holdsPayment(order, impUid);
  if (isAwaited) await deps.bringForward(merchantUid);
  return { outcome: isRetryUseful ? 'unavailable' : 'paymentNotFound' };
}
