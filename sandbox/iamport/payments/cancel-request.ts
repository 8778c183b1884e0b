/** What `POST /payments/cancel` asks for (§5.1). */
export interface CancelRequest {
  impUid: string | undefined;
  merchantUid: string | undefined;
  /** The part to cancel; 0 means all that is left. NaN for what was no number. */
  amount: number;
  /** The balance that the caller believes in; undefined is not checked. NaN for what was no number. */
  checksum: number | undefined;
  taxFree: number | undefined;
  vatAmount: number | undefined;
  reason: string | undefined;
  refundHolder: string | undefined;
  refundBank: string | undefined;
  refundAccount: string | undefined;
  refundTel: string | undefined;
  /** Whether the discount stays though what is left violates the promotion; undefined is false. */
  retainPromotion: boolean | undefined;
  /** `extra.requester`: who asked, for Naver Pay. Any text. */
  requester: string | undefined;
  enableWebhook: boolean;
}

/** A refusal: HTTP 200 all the same (§5.1). Code 1 is i'mport's own, -1 the PG's. */
export interface CancelRefusal {
  code: 1 | -1;
  message: string;
}
