/** Code 1: nothing is left to cancel (§5.1). */
export const ALREADY_CANCELLED_TEXT = '이미 전액취소된 주문입니다.';
/** Code 1: no such payment (§5.1). Also for one that was never paid, which is a decision of the sandbox. */
export const NOTHING_TO_CANCEL_TEXT = '취소할 결제건이 존재하지 않습니다.';
/** A test account that was "paid" by the console's button: no money is there (§5.1, §7.7). The code is a guess. */
export const NO_DEPOSIT_TEXT = '요청하신 건에 대해 입금된 내역이 없습니다';

/** Texts that no source gives (§14.2 and the PGs' own). */
export const INVENTED_CANCEL_TEXTS = {
  amountNotANumber: '[sandbox] 취소 금액은 0 이상의 숫자여야 합니다.',
  aboveBalance: '[sandbox] 취소 금액이 취소 가능 잔액을 초과하였습니다.',
  checksumMismatch: '[sandbox] 취소 가능 잔액(checksum)이 일치하지 않습니다.',
  refundAccountMissing: '[sandbox] refund_holder, refund_bank, refund_account 파라메터가 누락되었습니다.',
  refundTelMissing: '[sandbox] refund_tel 파라메터가 누락되었습니다.',
  refundUnderWay: '[sandbox] 이미 환불이 진행 중입니다.',
  reasonMissing: '[sandbox] 네이버페이는 취소 사유(reason)가 필요합니다.',
  requesterUnknown: '[sandbox] extra.requester는 customer 또는 admin이어야 합니다.',
  promotionViolated: '[sandbox] 취소 후 결제 금액이 현재 승인 금액보다 커지므로 취소할 수 없습니다.',
  promotionChosen: '[sandbox] 프로모션 혜택 유지 여부는 첫 부분취소와 같아야 합니다.',
  taxFreeMissing: '[sandbox] 면세금액(tax_free)이 필요합니다.',
  vatMissing: '[sandbox] 부가세(vat_amount)가 필요합니다.',
  phoneNextMonth: '[sandbox] 휴대폰 결제는 결제한 달에만 취소할 수 있습니다.',
  phonePartial: '[sandbox] 휴대폰 결제는 부분취소할 수 없습니다.',
  tooManyParts: '[sandbox] 부분취소는 9회까지 가능합니다.',
  accountNotRefundable: '[sandbox] 해당 PG사는 가상계좌 환불을 지원하지 않습니다.',
} as const;
