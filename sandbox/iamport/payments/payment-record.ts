import type { CancelRequest } from './cancel-request';
import type { Payment } from './payment';

/** A refund that the PG has accepted but not carried out yet (§5.1, "code 0 can still mean not yet cancelled"). */
export interface PendingCancel {
  amount: number;
  reason: string;
  cancellationId: string;
}

/** What happens around a payment but is not among the fields that the API shows. */
export interface PaymentSetup {
  /** `notice_url` of the request: replaces the console's webhook address (§7.3). */
  noticeUrls: string[];
  /** `confirm_url` of the request: asked before the approval (§6). */
  confirmUrl: string | null;
  /** `tax_free` of the request: some PGs want it again at a cancel (§5.1). */
  taxFree: number;
  /** `vat_amount` of the request, likewise. */
  vatAmount: number;
  /** PG-native fields, shown with `extension=true` only (§2.1). */
  extension: Record<string, unknown>;
  /** A Hecto account into which any number of deposits may come (§9). */
  fixedUnlimitedAccount: boolean;
}

/** A payment and everything that the sandbox remembers about it. */
export interface PaymentRecord extends PaymentSetup {
  payment: Payment;
  /** Order of creation; breaks ties between payments of the same second. */
  sequence: number;
  /** Unix seconds of the last change of status, for `sorting=updated` (§3). */
  updatedAt: number;
  /** Laid over the payment on the wire only, to show broken or unknown fields; `undefined` takes a field away. */
  distortion: Record<string, unknown>;
  /** Where this payment's first webhook went: a manual resend goes there again (§7.3). */
  webhookUrls: string[];
  pendingCancels: PendingCancel[];
  /** What `POST /payments/cancel` asked for, refused requests too, oldest first. */
  cancelRequests: CancelRequest[];
  /** What the first partial cancel chose for the promotion; it binds the others. */
  retainsPromotion: boolean | undefined;
  /** `test`: the console's deposit button; no money exists, so a cancel fails afterwards (§7.7). */
  deposit: 'none' | 'real' | 'test';
}
