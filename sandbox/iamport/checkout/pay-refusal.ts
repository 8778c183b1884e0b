/** Why a window does not open: `error_code` and `error_msg` of the answer (§8.3). */
export interface PayRefusal {
  errorCode: string;
  errorMsg: string;
}

/** The order was paid before (§8.2). */
export const ALREADY_PAID: PayRefusal = { errorCode: 'F1002', errorMsg: '이미 결제가 이루어진 거래건입니다.' };

const invented = (errorCode: string, text: string): PayRefusal => ({ errorCode, errorMsg: `[sandbox] ${text}` });

/** Refusals whose codes and texts no source gives (§14.1). */
export const INVENTED_REFUSALS = {
  noParams: invented('SANDBOX_INVALID', '결제 요청 정보가 없습니다.'),
  wrongMerchant: invented('SANDBOX_MERCHANT', '가맹점 식별코드가 올바르지 않습니다.'),
  amountNotANumber: invented('SANDBOX_INVALID', 'amount는 숫자여야 합니다.'),
  amountNegative: invented('SANDBOX_INVALID', 'amount는 0 이상이어야 합니다.'),
  merchantUidMissing: invented('SANDBOX_INVALID', 'merchant_uid가 필요합니다.'),
  merchantUidTooLong: invented('SANDBOX_INVALID', 'merchant_uid는 40자 이하여야 합니다.'),
  digitalMissing: invented('SANDBOX_INVALID', '휴대폰 결제에는 digital이 필요합니다.'),
  badVbankDue: invented('SANDBOX_INVALID', 'vbank_due 형식이 올바르지 않습니다.'),
  unknownChannel: invented('SANDBOX_CHANNEL', '존재하지 않는 채널입니다.'),
  preparedAmountDiffers: invented('SANDBOX_PREPARED', '사전등록된 금액과 결제 금액이 일치하지 않습니다.'),
} as const;

/** `error_code` when the PG declined, and when the buyer closed the window. Invented: the PGs' own differ (§8.3). */
export const INVENTED_CODES = { declined: 'SANDBOX_DECLINED', closed: 'SANDBOX_CLOSED', stopped: 'SANDBOX_STOPPED' };
