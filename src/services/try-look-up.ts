import { awaitsReport, holdsPayment } from '../domain/awaits-report';
import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { ReportedPayment } from '../domain/payment';
import type { LookUpPayment, Sender } from '../iamport/payment-look-up';

/** The result of a look-up: `payment` is null when i'mport does not know it, and when there is a `fault`. */
export interface PaymentLookUp {
  readonly payment: ReportedPayment | null;
  readonly fault: CheckoutError | null;
}

/** What a report says about the payment to look up. */
export interface LookUpReport {
  readonly impUid: string;
  readonly merchantUid: string;
  readonly sender?: Sender;
  readonly claimsCancel?: boolean;
}

/**
 * Fetches the payment of a report, and returns a fault of i'mport as a value. Faults of the database have the same
 * type, so the callers keep reads and writes of orders outside this function.
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
