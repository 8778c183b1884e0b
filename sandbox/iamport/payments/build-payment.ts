import { copyOf } from '../copy-of';
import { approvalFields } from './approval-fields';
import type { NewPayment, Payment } from './payment';

/** What the sandbox contributes to a payment it creates. `at` is unix seconds. */
export interface BirthFacts {
  impUid: string;
  pgTid: string;
  cancellationId: string;
  at: number;
}

const BLANK: Omit<Payment, 'imp_uid' | 'merchant_uid' | 'amount' | 'started_at'> = {
  apply_num: null,
  bank_code: null,
  bank_name: null,
  buyer_addr: null,
  buyer_email: null,
  buyer_name: null,
  buyer_postcode: null,
  buyer_tel: null,
  cancel_amount: 0,
  cancel_history: [],
  cancel_reason: null,
  cancel_receipt_urls: [],
  cancelled_at: 0,
  card_code: null,
  card_issuer_code: null,
  card_issuer_name: null,
  card_name: null,
  card_number: null,
  card_publisher_code: null,
  card_publisher_name: null,
  card_quota: 0,
  card_type: null,
  cash_receipt_issued: false,
  channel: 'pc',
  currency: 'KRW',
  custom_data: null,
  customer_uid: null,
  customer_uid_usage: null,
  deposit_history: [],
  emb_pg_provider: null,
  escrow: false,
  fail_reason: null,
  failed_at: 0,
  name: null,
  paid_at: 0,
  pay_method: 'card',
  pg_id: 'MIDSANDBOX',
  pg_provider: 'html5_inicis',
  pg_tid: null,
  promotion: null,
  receipt_url: null,
  sandbox: false,
  status: 'ready',
  user_agent: 'Mozilla/5.0',
  vbank_code: null,
  vbank_date: 0,
  vbank_holder: null,
  vbank_issued_at: 0,
  vbank_name: null,
  vbank_num: null,
};

/** A payment with all the fields of §2.3: blank, then what its status implies, then what the caller gave. */
export function buildPayment(fields: NewPayment, facts: BirthFacts): Payment {
  const plain = { ...copyOf(BLANK), imp_uid: facts.impUid, started_at: facts.at, ...fields };
  return { ...plain, ...fieldsOfStatus(plain, facts), ...fields };
}

function fieldsOfStatus(payment: Payment, facts: BirthFacts): Partial<Payment> {
  switch (payment.status) {
    case 'paid':
      return approvalFields(payment.pay_method, facts.at, facts.pgTid);
    case 'failed':
      return { failed_at: facts.at, fail_reason: '[결제포기] 사용자가 결제를 취소하셨습니다' };
    case 'cancelled':
      return cancelledFields(payment, facts);
    default:
      return payment.vbank_num === null ? {} : { vbank_issued_at: facts.at };
  }
}

function cancelledFields(payment: Payment, facts: BirthFacts): Partial<Payment> {
  const amount = payment.cancel_amount === 0 ? payment.amount : payment.cancel_amount;
  const reason = payment.cancel_reason ?? '고객 요청';
  const entry = {
    pg_tid: facts.pgTid,
    amount,
    cancelled_at: facts.at,
    reason,
    cancellation_id: facts.cancellationId,
    receipt_url: `https://receipt.example.test/${facts.pgTid}/c1`,
  };
  return {
    ...approvalFields(payment.pay_method, facts.at, facts.pgTid),
    status: 'cancelled',
    cancel_amount: amount,
    cancelled_at: facts.at,
    cancel_reason: reason,
    cancel_history: [entry],
    cancel_receipt_urls: [entry.receipt_url],
  };
}
