import { awaitsReport, holdsPayment } from '../domain/awaits-report';
import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { ReportedPayment } from '../domain/payment';
import type { PaymentReport, VerifyPaymentDeps } from './verify-payment';

/** How a look-up ended: `payment` is null where i'mport does not know it, or where there is a `fault`. */
export interface PaymentLookUp {
  readonly payment: ReportedPayment | null;
  readonly fault: CheckoutError | null;
  /** False where there was no room for it. */
  readonly hasBegun: boolean;
}

/** Looks the payment of a report up. Faults become values here: those of the database, which look alike, are thrown elsewhere. */
export async function tryLookUp(
  deps: Pick<VerifyPaymentDeps, 'inTurn' | 'lookUpPayment'>,
  found: Order,
  { impUid, merchantUid, sender, claimsCancel = false }: PaymentReport,
  signal: AbortSignal,
): Promise<PaymentLookUp> {
  const isAwaited = awaitsReport(found, impUid);
  const options = {
    claimsCancel,
    merchantUid,
    isAwaited,
    isHeld: holdsPayment(found, impUid),
    ...(sender && { sender }),
  };
  let hasBegun = false;
  try {
    const payment = await deps.inTurn(impUid, async () => {
      // Nobody waits for what would be found now.
      signal.throwIfAborted();
      hasBegun = true;
      return deps.lookUpPayment(impUid, options);
    });
    return { payment, fault: null, hasBegun };
  } catch (fault) {
    if (!(fault instanceof CheckoutError)) throw fault;
    return { payment: null, fault, hasBegun };
  }
}
