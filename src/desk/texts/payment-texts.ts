import type { PaymentStatus, Source } from '../../domain/payment';
import type { Outcome } from '../../domain/verdict';
import { inBothLanguages } from './in-both-languages';

/** The statuses of a payment at i'mport. */
export const paymentStatusTexts = inBothLanguages<Readonly<Record<PaymentStatus, string>>>({
  ko: {
    ready: '미결제',
    paid: '결제됨',
    failed: '결제 실패',
    cancelled: '취소됨',
    unknown: '알 수 없는 상태',
  },
  en: { ready: 'Not paid yet', paid: 'Paid', failed: 'Failed', cancelled: 'Cancelled', unknown: 'Unknown status' },
});

/** A payment of which i'mport reports a cancelled part, whatever its status says (§2.4). */
export const partlyCancelledText = inBothLanguages({
  ko: { left: (left: string) => `일부 취소됨, ${left} 남음` },
  en: { left: (left: string) => `Cancelled in part, ${left} left` },
});

/** How a payment was judged against its order. */
export const outcomeTexts = inBothLanguages<Readonly<Record<Outcome, string>>>({
  ko: {
    success: '정상 결제로 주문에 반영',
    vbankIssued: '가상계좌 발급, 입금 대기',
    forgery: '위변조로 거절: 금액, 통화, 주문 또는 채널이 주문과 다름',
    failed: '결제 실패',
    pending: '아직 결과 없음',
    cancelled: '취소된 결제',
    duplicate: '중복 결제: 이미 결제된 주문',
    orderClosed: '기한이 지났거나 종료된 주문의 결제',
    paymentHeld: '보류: 담당자가 수락하거나 환불해야 함',
  },
  en: {
    success: 'Counts as the payment of the order',
    vbankIssued: 'Virtual account issued, waiting for its deposit',
    forgery: 'Refused as forged: amount, currency, order or channel differs',
    failed: 'Failed',
    pending: 'No result yet',
    cancelled: 'Cancelled payment',
    duplicate: 'Second payment: the order was paid already',
    orderClosed: 'Paid after the order had expired or was closed',
    paymentHeld: 'Held: accept it, or give it back',
  },
});

/** How a report came to the service. */
export const sourceTexts = inBothLanguages<Readonly<Record<Source, string>>>({
  ko: {
    callback: '결제창 콜백',
    redirect: '모바일 리디렉션',
    webhook: '웹훅',
    reconcile: '조회',
    cancel: '취소 처리',
    accept: '담당자 수락',
  },
  en: {
    callback: 'callback',
    redirect: 'redirect',
    webhook: 'webhook',
    reconcile: 'look-up',
    cancel: 'cancel',
    accept: 'acceptance',
  },
});

type Methods = Readonly<Record<string, string>>;
const METHODS = inBothLanguages<Methods>({
  ko: {
    card: '신용카드',
    trans: '실시간 계좌이체',
    vbank: '가상계좌',
    phone: '휴대폰 소액결제',
    samsung: '삼성페이',
    kakaopay: '카카오페이',
    naverpay: '네이버페이',
    tosspay: '토스페이',
    payco: '페이코',
    point: '포인트',
    cultureland: '컬쳐랜드 문화상품권',
    culturegift: '문화상품권',
    smartculture: '스마트문상',
    happymoney: '해피머니',
    booknlife: '도서문화상품권',
  },
  en: {
    card: 'Card',
    trans: 'Bank transfer',
    vbank: 'Virtual account',
    phone: 'Phone bill',
    samsung: 'Samsung Pay',
    kakaopay: 'KakaoPay',
    naverpay: 'Naver Pay',
    tosspay: 'Toss Pay',
    payco: 'PAYCO',
    point: 'Points',
    cultureland: 'Cultureland voucher',
    culturegift: 'Culture voucher',
    smartculture: 'Smart voucher',
    happymoney: 'Happy Money',
    booknlife: 'Book voucher',
  },
});

/** A method of payment (§2.3). A new one is shown as i'mport writes it. */
export function methodText(payMethod: string | null, language: 'ko' | 'en'): string | null {
  const methods = METHODS(language);
  return payMethod !== null && Object.hasOwn(methods, payMethod) ? (methods[payMethod] ?? null) : payMethod;
}

/** The PGs that i'mport names in `pg_provider` (§2.3). */
const PGS = inBothLanguages<Readonly<Record<string, string>>>({
  ko: {
    html5_inicis: 'KG이니시스',
    kcp: 'NHN KCP',
    nice: '나이스페이먼츠',
    nice_v2: '나이스페이먼츠',
    tosspayments: '토스페이먼츠',
    kakaopay: '카카오페이',
    naverpay: '네이버페이',
    danal_tpay: '다날',
    danal: '다날 휴대폰결제',
    payco: '페이코',
    tosspay: '토스페이',
    tosspay_v2: '토스페이',
    paypal: '페이팔',
    paypal_v2: '페이팔',
    smartro_v2: '스마트로',
    ksnet: 'KSNET',
    kicc: '한국정보통신',
    welcome: '웰컴페이먼츠',
    settle: '헥토파이낸셜',
    mobilians: 'KG모빌리언스',
    eximbay: '엑심베이',
    paymentwall: '페이먼트월',
  },
  en: {
    html5_inicis: 'KG Inicis',
    kcp: 'NHN KCP',
    nice: 'NICE Payments',
    nice_v2: 'NICE Payments',
    tosspayments: 'Toss Payments',
    kakaopay: 'KakaoPay',
    naverpay: 'Naver Pay',
    danal_tpay: 'Danal',
    danal: 'Danal phone bill',
    payco: 'PAYCO',
    tosspay: 'Toss Pay',
    tosspay_v2: 'Toss Pay',
    paypal: 'PayPal',
    paypal_v2: 'PayPal',
    smartro_v2: 'Smartro',
    ksnet: 'KSNET',
    kicc: 'KICC',
    welcome: 'Welcome Payments',
    settle: 'Hecto Financial',
    mobilians: 'KG Mobilians',
    eximbay: 'Eximbay',
    paymentwall: 'Paymentwall',
  },
});

/** A PG by its name. A new one is shown as i'mport writes it. */
export function pgText(pgProvider: string | null, language: 'ko' | 'en'): string | null {
  const pgs = PGS(language);
  return pgProvider !== null && Object.hasOwn(pgs, pgProvider) ? (pgs[pgProvider] ?? null) : pgProvider;
}
