import type { Locale } from './locale';

/** A text in both languages of the pages. */
export type Texts = Readonly<Record<Locale, string>>;

/** A way to pay that the window offers. */
export interface PayMethod {
  id: 'card' | 'vbank' | 'trans' | 'phone' | 'easy';
  label: Texts;
  hint: Texts;
}

/** The methods in the order in which the window shows them; the values behind the hints are the sandbox's own. */
export const PAY_METHODS: readonly PayMethod[] = [
  {
    id: 'card',
    label: { ko: '신용·체크카드', en: 'Credit or debit card' },
    hint: { ko: '모의 카드 BC카드 1234-56**-****-***7', en: 'Mock card BC 1234-56**-****-***7' },
  },
  {
    id: 'vbank',
    label: { ko: '가상계좌', en: 'Virtual account' },
    hint: { ko: '계좌를 발급받고 나중에 입금합니다', en: 'Get an account number, deposit later' },
  },
  {
    id: 'trans',
    label: { ko: '계좌이체', en: 'Bank transfer' },
    hint: { ko: '모의 계좌 KB국민은행', en: 'Mock account at KB Kookmin Bank' },
  },
  {
    id: 'phone',
    label: { ko: '휴대폰 결제', en: 'Phone bill' },
    hint: { ko: '이번 달 휴대폰 요금에 합산', en: 'Added to this month’s phone bill' },
  },
  {
    id: 'easy',
    label: { ko: '간편결제', en: 'Easy pay' },
    hint: { ko: '등록된 간편결제로 바로 결제', en: 'Pay with a wallet' },
  },
];

/** The wallets, by `emb_pg_provider` (§2.3). */
export const WALLETS: Readonly<Record<string, Texts>> = {
  kakaopay: { ko: '카카오페이', en: 'Kakao Pay' },
  naverpay: { ko: '네이버페이', en: 'Naver Pay' },
  tosspay: { ko: '토스페이', en: 'Toss Pay' },
  payco: { ko: '페이코', en: 'PAYCO' },
  samsungpay: { ko: '삼성페이', en: 'Samsung Pay' },
  applepay: { ko: '애플페이', en: 'Apple Pay' },
};

/** Words of a PG that declines; invented, for each PG has its own and they change (§10 no. 19). */
export const INVENTED_DECLINES: readonly string[] = [
  '[결제실패] 한도초과',
  '[결제실패] 잔액부족',
  '[결제실패] 유효하지 않은 카드정보',
  '[결제실패] 도난·분실 카드',
  '[결제실패] 카드사 점검 시간',
];

/** Which method a payment of that `pay_method` begins with; what the window does not know is a wallet. */
export function methodOf(payMethod: string): { method: PayMethod['id']; wallet: string } {
  const known = PAY_METHODS.find(({ id }) => id === payMethod);
  if (known && known.id !== 'easy') return { method: known.id, wallet: 'kakaopay' };
  const wallet = payMethod === 'samsung' ? 'samsungpay' : payMethod;
  return { method: 'easy', wallet: Object.hasOwn(WALLETS, wallet) ? wallet : 'kakaopay' };
}
