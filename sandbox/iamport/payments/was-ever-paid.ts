import type { PaymentStore } from './payment-store';

/**
 * Whether some attempt at this order was ever paid: then neither `request_pay` (§8.2) nor `POST /vbanks` (§5.2) takes
 * the order key again. That a full cancel does not free it is a decision of the sandbox (§14.6).
 */
export function wasEverPaid(store: PaymentStore, merchantUid: string): boolean {
  return store.ofMerchantUid(merchantUid).some(({ payment }) => payment.status === 'paid' || payment.paid_at > 0);
}
