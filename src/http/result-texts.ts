import type { Verification } from '../services/verify-payment';
import type { Reply, ReplyCode } from './replies';

/** Languages of the result page. */
export type Language = 'ko' | 'en';

/** Texts of the result page for an outcome. */
export interface ResultText {
  readonly tone: 'good' | 'wait' | 'bad';
  readonly title: string;
  readonly advice: string;
}

/** The answers that a buyer can see. */
type Shown = Verification['outcome'] | 'invalidRequest' | 'internalError';
/** Answers with another text because of their fields. */
type Variant = 'accountWithoutNumber' | 'orderRefunded';
type Texts = Readonly<Record<Shown | Variant, ResultText>>;

const KO: Texts = {
  success: { tone: 'good', title: '결제가 완료되었습니다', advice: '주문해 주셔서 감사합니다.' },
  vbankIssued: {
    tone: 'wait',
    title: '가상계좌가 발급되었습니다',
    advice: '아래 계좌로 기한 안에 입금하시면 결제가 완료됩니다.',
  },
  accountWithoutNumber: {
    tone: 'wait',
    title: '입금을 기다리고 있습니다',
    advice: '결제대행사가 화면, 이메일 또는 문자로 안내한 곳에 기한 안에 입금하시면 결제가 완료됩니다.',
  },
  forgery: {
    tone: 'bad',
    title: '결제 정보가 주문과 다릅니다',
    advice:
      '이 결제로는 주문이 처리되지 않습니다. 결제하셨다면 판매자에게 문의하시고, 발급된 계좌에는 입금하지 마세요.',
  },
  failed: { tone: 'bad', title: '결제하지 못했습니다', advice: '쇼핑몰로 돌아가 다시 결제해 주세요.' },
  pending: {
    tone: 'wait',
    title: '결제가 아직 완료되지 않았습니다',
    advice: '결제를 마치셨다면 잠시 후 이 페이지를 새로고침해 주세요.',
  },
  cancelled: { tone: 'bad', title: '취소된 결제입니다', advice: '다시 구매하시려면 새로 주문해 주세요.' },
  duplicate: {
    tone: 'bad',
    title: '이미 결제된 주문입니다',
    advice: '두 번 결제하셨다면 환불을 위해 판매자에게 문의하시고, 발급된 계좌에는 입금하지 마세요.',
  },
  orderRefunded: {
    tone: 'bad',
    title: '이미 환불된 주문입니다',
    advice:
      '이 주문은 처리되지 않습니다. 방금 결제하셨다면 판매자에게 환불을 문의하시고, 다시 구매하시려면 새로 주문해 주세요.',
  },
  orderClosed: {
    tone: 'bad',
    title: '마감된 주문입니다',
    advice:
      '결제 기한이 지났거나 판매자가 닫은 주문입니다. 결제하셨다면 판매자에게 환불을 문의하시고, 발급된 계좌에는 입금하지 마세요.',
  },
  paymentHeld: {
    tone: 'wait',
    title: '판매자가 결제를 확인하고 있습니다',
    advice: '다시 결제하지 마시고, 주문 처리나 환불은 판매자에게 문의해 주세요.',
  },
  paymentNotFound: { tone: 'bad', title: '결제를 찾을 수 없습니다', advice: '쇼핑몰의 주문 내역에서 확인해 주세요.' },
  orderNotFound: { tone: 'bad', title: '주문을 찾을 수 없습니다', advice: '쇼핑몰의 주문 내역에서 확인해 주세요.' },
  invalidRequest: { tone: 'bad', title: '잘못된 주소입니다', advice: '쇼핑몰의 주문 내역에서 확인해 주세요.' },
  unavailable: {
    tone: 'wait',
    title: '결제 결과를 확인하고 있습니다',
    advice: '다시 결제하지 마시고, 잠시 후 이 페이지를 새로고침해 주세요.',
  },
  internalError: {
    tone: 'wait',
    title: '결제 결과를 확인하지 못했습니다',
    advice: '다시 결제하지 마시고, 쇼핑몰의 주문 내역에서 확인해 주세요.',
  },
};

const EN: Texts = {
  success: { tone: 'good', title: 'Payment complete', advice: 'Thank you for your order.' },
  vbankIssued: {
    tone: 'wait',
    title: 'Virtual account issued',
    advice: 'Your order is paid once the amount arrives on this account in time.',
  },
  accountWithoutNumber: {
    tone: 'wait',
    title: 'Waiting for your payment',
    advice: 'The payment provider tells you where to pay: on its page, by e-mail or by text message.',
  },
  forgery: {
    tone: 'bad',
    title: 'This payment does not match the order',
    advice:
      'The order is not paid by it. If you were charged, please contact the shop. Do not pay into an account issued by it.',
  },
  failed: { tone: 'bad', title: 'Payment failed', advice: 'Please return to the shop and try again.' },
  pending: {
    tone: 'wait',
    title: 'Payment is not complete yet',
    advice: 'If you have finished paying, reload this page in a moment.',
  },
  cancelled: { tone: 'bad', title: 'This payment was cancelled', advice: 'Please place a new order to buy again.' },
  duplicate: {
    tone: 'bad',
    title: 'This order is already paid',
    advice: 'If you paid twice, please contact the shop for a refund. Do not pay into another account.',
  },
  orderRefunded: {
    tone: 'bad',
    title: 'This order was refunded',
    advice: 'It will not be delivered. If you have just paid, please contact the shop; place a new order to buy again.',
  },
  orderClosed: {
    tone: 'bad',
    title: 'This order is closed',
    advice:
      'It expired, or the shop closed it. If you were charged, please contact the shop. Do not pay into an account of it.',
  },
  paymentHeld: {
    tone: 'wait',
    title: 'The shop is checking your payment',
    advice: 'Do not pay again. Please contact the shop about your order or a refund.',
  },
  paymentNotFound: { tone: 'bad', title: 'Payment not found', advice: 'Please look at your orders in the shop.' },
  orderNotFound: { tone: 'bad', title: 'Order not found', advice: 'Please look at your orders in the shop.' },
  invalidRequest: {
    tone: 'bad',
    title: 'This address is not valid',
    advice: 'Please look at your orders in the shop.',
  },
  unavailable: {
    tone: 'wait',
    title: 'We are checking your payment',
    advice: 'Do not pay again. Please reload this page in a moment.',
  },
  internalError: {
    tone: 'wait',
    title: 'Your payment could not be checked',
    advice: 'Do not pay again. Please look at your orders in the shop.',
  },
};

const TEXTS: Readonly<Record<Language, Texts & { readonly [Code in ReplyCode]?: ResultText }>> = { ko: KO, en: EN };

/** The texts of the result page for an answer. */
export function resultText({ code, fields = {} }: Reply, language: Language): ResultText {
  const texts = TEXTS[language];
  if (code === 'vbankIssued' && fields['vbank_num'] === null) return texts.accountWithoutNumber;
  if (code === 'duplicate' && fields['refunded'] === true) return texts.orderRefunded;
  return texts[code] ?? texts.internalError;
}

/** Labels of the details below the message. */
export const DETAIL_LABELS = {
  ko: {
    order: '주문번호',
    bank: '은행',
    number: '계좌번호',
    holder: '예금주',
    due: '입금기한',
    window: '결제창 안내',
    reason: '사유',
  },
  en: {
    order: 'Order',
    bank: 'Bank',
    number: 'Account',
    holder: 'Holder',
    due: 'Pay by',
    window: 'Payment window',
    reason: 'Reason',
  },
} as const satisfies Record<Language, Record<string, string>>;
