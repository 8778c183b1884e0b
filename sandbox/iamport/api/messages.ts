/** 401 for a missing, unknown or expired token (§1.3). */
export const UNAUTHORIZED_TEXT = 'Unauthorized';
/** 401 for a wrong key or secret (§1.2). */
export const WRONG_KEY_TEXT = '인증에 실패하였습니다. API키와 secret을 확인하세요.';
/** 400 for a missing key or secret (§1.2). */
export const MISSING_KEY_TEXT = 'imp_key, imp_secret 파라메터가 누락되었습니다.';
/** 404 of every look-up (§2.2, §3). */
export const NOT_FOUND_TEXT = '존재하지 않는 결제정보입니다.';
/** 400 for a status nobody knows (§3). */
export const BAD_STATUS_TEXT = '지원되지 않는 상태값입니다.';
/** 400 for a sorting nobody knows (§3). */
export const BAD_SORTING_TEXT = '지원되지 않는 정렬규칙입니다.';
/** 400 for a window of more than 90 days (§3). */
export const WINDOW_TOO_LONG_TEXT = '최대 90일간 검색이 가능합니다';
/** 400 for a window that ends before it starts (§3). */
export const BAD_WINDOW_TEXT = '유효하지 않은 검색기간입니다.';

/** Code 1 for a second registration of an order key (§4). */
export const ALREADY_PREPARED_TEXT = '결제정보 사전등록에 실패하였습니다(이미 등록된 merchant_uid입니다).';
/** 404 for an order key that was never registered (§4); that `PUT` uses the same text is a guess. */
export const NOT_PREPARED_TEXT = '사전등록된 결제정보가 존재하지 않습니다.';
/**
 * An order key that was paid before: the browser's `F1002` (§8.2). That `POST /vbanks` refuses with the same words is
 * a guess, for its text is not known (§5.2).
 */
export const ALREADY_PAID_TEXT = '이미 결제가 이루어진 거래건입니다.';

/** Texts that no source gives: each says so by its `[sandbox]` at the front. */
export const INVENTED_TEXTS = {
  unknownRoute: '[sandbox] 존재하지 않는 API입니다.',
  unreadable: '[sandbox] 요청을 해석할 수 없습니다.',
  internalError: '[sandbox] 내부 오류가 발생하였습니다.',
  badPage: '[sandbox] page는 1 이상의 정수여야 합니다.',
  badLimit: '[sandbox] limit은 1 이상 1000 이하의 정수여야 합니다.',
  pageBeyondData: '[sandbox] 존재하지 않는 페이지입니다.',
  tooManyKeys: '[sandbox] 최대 100건까지 조회할 수 있습니다.',
  badProductType: '[sandbox] product_type은 real 또는 digital이어야 합니다.',
  merchantUidNotPlain: '[sandbox] merchant_uid에 특수문자를 사용할 수 없습니다.',
  merchantUidTooLong: '[sandbox] merchant_uid는 40자 이하여야 합니다.',
  badAmount: '[sandbox] amount는 0 이상의 숫자여야 합니다.',
  badDue: '[sandbox] vbank_due는 미래의 유닉스 타임스탬프여야 합니다.',
  unknownBank: '[sandbox] 코드에 해당되는 은행정보를 찾을 수 없습니다.',
  unknownChannel: '[sandbox] 존재하지 않는 채널입니다.',
  wrongInicisKey: '[sandbox] hashData 불일치: pg_api_key를 확인하세요.',
  noReadyAccount: '[sandbox] 입금 대기 중인 가상계좌가 아닙니다.',
  onlyHecto: '[sandbox] 헥토파이낸셜(settle) 가상계좌만 수정할 수 있습니다.',
  noBalance: '[sandbox] PAYCO 결제건만 조회할 수 있습니다.',
} as const;

/** 400 for missing fields, in the words of `getToken`'s (§1.2); invented for every other operation. */
export function missingFieldsText(names: string[]): string {
  return `[sandbox] ${names.join(', ')} 파라메터가 누락되었습니다.`;
}

/** 400 for a field that is too long; invented. */
export function tooLongText(name: string, max: number): string {
  return `[sandbox] ${name}는 ${max}자 이하여야 합니다.`;
}

/** 400 for a PG that has no such operation; invented. */
export function unsupportedPgText(pgProvider: string): string {
  return `[sandbox] ${pgProvider}에서 지원되지 않는 API입니다.`;
}
