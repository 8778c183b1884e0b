import type { CheckoutResult } from './checkout';

const TEXTS: Record<CheckoutResult['status'], string> = {
  success: '결제가 완료되었습니다.',
  vbankIssued: '가상계좌가 발급되었습니다. 기한 안에 입금해 주세요.',
  forgery: '결제 정보가 주문과 달라 거절되었습니다.',
  failed: '결제하지 못했습니다.',
  pending: '아직 결제되지 않았습니다.',
  cancelled: '취소된 결제입니다.',
  duplicate: '이미 결제된 주문입니다.',
  orderClosed: '마감된 주문입니다.',
  paymentHeld: '판매자가 결제를 확인하고 있습니다. 다시 결제하지 말고 판매자에게 문의해 주세요.',
  paymentNotFound: '인정되지 않은 결제입니다.',
  orderNotFound: '주문을 찾을 수 없습니다.',
  invalidRequest: '결제 결과를 확인하지 못했습니다.',
  unavailable: '결제 결과를 확인하고 있습니다. 다시 결제하지 말고 잠시 기다려 주세요.',
};

/** What the buyer is told. */
export function resultText(result: CheckoutResult): string {
  const { status, message, vbank_name, vbank_num, vbank_holder, refunded } = result;
  if (status === 'vbankIssued' && vbank_num === null) return '결제대행사가 안내한 곳에 기한 안에 입금해 주세요.';
  if (status === 'duplicate' && refunded === true) return '이미 환불된 주문입니다. 환불은 판매자에게 문의해 주세요.';
  const details = status === 'vbankIssued' ? [vbank_name, vbank_num, vbank_holder] : [status === 'failed' && message];
  return [TEXTS[status], ...details].filter(Boolean).join(' ');
}
