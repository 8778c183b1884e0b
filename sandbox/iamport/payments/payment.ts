/** One cancel of a payment (§2.3, `cancel_history`). */
export interface CancelEntry {
  pg_tid: string;
  amount: number;
  cancelled_at: number;
  reason: string;
  cancellation_id: string;
  receipt_url: string | null;
}

/** One deposit into a fixed, unlimited account (§2.3, `deposit_history`; Hecto only). */
export interface DepositEntry {
  pg_tid: string;
  amount: number;
  depositor_name: string;
  deposited_at: number;
}

/** A price promotion applied by i'mport (§2.3). */
export interface Promotion {
  id: string;
  discount: number;
}

/**
 * The payment object as the API shows it (§2.3), under i'mport's own names.
 * Times are unix seconds and 0 while unset; `status` is any string, so that a test can show one nobody knows.
 */
export interface Payment {
  amount: number;
  apply_num: string | null;
  bank_code: string | null;
  bank_name: string | null;
  buyer_addr: string | null;
  buyer_email: string | null;
  buyer_name: string | null;
  buyer_postcode: string | null;
  buyer_tel: string | null;
  cancel_amount: number;
  cancel_history: CancelEntry[];
  cancel_reason: string | null;
  cancel_receipt_urls: string[];
  cancelled_at: number;
  card_code: string | null;
  card_issuer_code: string | null;
  card_issuer_name: string | null;
  card_name: string | null;
  card_number: string | null;
  card_publisher_code: string | null;
  card_publisher_name: string | null;
  card_quota: number;
  card_type: number | null;
  cash_receipt_issued: boolean;
  channel: string;
  currency: string;
  custom_data: string | null;
  customer_uid: string | null;
  customer_uid_usage: string | null;
  deposit_history: DepositEntry[];
  emb_pg_provider: string | null;
  escrow: boolean;
  fail_reason: string | null;
  failed_at: number;
  imp_uid: string;
  merchant_uid: string;
  name: string | null;
  paid_at: number;
  pay_method: string | null;
  pg_id: string | null;
  pg_provider: string | null;
  pg_tid: string | null;
  promotion: Promotion | null;
  receipt_url: string | null;
  sandbox: boolean;
  started_at: number;
  status: string;
  user_agent: string | null;
  vbank_code: string | null;
  vbank_date: number;
  vbank_holder: string | null;
  vbank_issued_at: number;
  vbank_name: string | null;
  vbank_num: string | null;
}

/** The name under which the public factory speaks of a payment's fields. */
export type PaymentFields = Payment;

/** What a new payment needs at least; every other field may be given and then wins over the default. */
export type NewPayment = Partial<PaymentFields> & Pick<PaymentFields, 'merchant_uid' | 'amount'>;
