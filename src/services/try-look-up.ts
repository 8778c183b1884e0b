import { awaitsReport, holdsPayment } from '../domain/awaits-report';
import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { ReportedPayment } from '../domain/payment';
import type { LookUpPayment, Sender } from '../iamport/payment-lookup';

/** How a look-up ended: `payment` is null where i'mport does not know it, or where there is a `fault`. */
export interface PaymentLookUp {
  readonly payment: ReportedPayment | null;
  readonly fault: CheckoutError | null;
}

/** What a report says of the payment to look up. */
export interface LookUpReport {
  readonly impUid: string;
  readonly merchantUid: string;
  readonly sender?: Sender;
  readonly claimsCancel?: boolean;
}

/**
 * Looks the payment of a report up. Faults become values here: those of the database, which look alike, are thrown
 * elsewhere.
 */
export async function tryLookUp(
  { lookUpPayment }: { readonly lookUpPayment: LookUpPayment },
  found: Order,
  { impUid, merchantUid, sender, claimsCancel = false }: LookUpReport,
): Promise<PaymentLookUp> {
  const isAwaited = awaitsReport(found);
  const isHeld = holdsPayment(found, impUid);
  const options = { claimsCancel, merchantUid, isAwaited, isHeld, ...(sender && { sender }) };
  try {
    return { payment: await lookUpPayment(impUid, options), fault: null };
  } catch (fault) {
    if (!(fault instanceof CheckoutError)) throw fault;
    return { payment: null, fault };
  }
}
