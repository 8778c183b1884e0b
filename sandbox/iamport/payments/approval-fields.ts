import type { Payment } from './payment';

type MethodFields = Partial<Payment>;

const CARD: MethodFields = {
  apply_num: '30114477',
  card_code: '361',
  card_name: 'BC카드',
  card_number: '123456*********7',
  card_type: 0,
};
const TRANSFER: MethodFields = { bank_code: '004', bank_name: 'KB국민은행' };

/** The fields a PG fills in when it approves a payment; invented values in the shapes of §2.3 and §2.5. */
export function approvalFields(payMethod: string | null, at: number, pgTid: string): Partial<Payment> {
  return {
    status: 'paid',
    paid_at: at,
    pg_tid: pgTid,
    receipt_url: `https://receipt.example.test/${pgTid}`,
    ...methodFields(payMethod),
  };
}

function methodFields(payMethod: string | null): MethodFields {
  if (payMethod === 'card') return CARD;
  if (payMethod === 'trans') return TRANSFER;
  return {};
}
