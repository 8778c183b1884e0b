import { isShopEvent, type Channel, type OutboxEntry, type progressOf, type ShopEventType } from '../../domain/outbox';
import { inBothLanguages } from './in-both-languages';

/** The carriers of messages. */
export const channelTexts = inBothLanguages<Readonly<Record<Channel, string>>>({
  ko: {
    shop: '쇼핑몰 서버 이벤트',
    sms: '구매자 문자',
    customerRecord: '고객 정보에 계좌 저장',
    alert: '담당자 알림',
    audit: '감사 로그',
    handler: '쇼핑몰 이벤트 핸들러',
  },
  en: {
    shop: 'Event for the shop’s server',
    sms: 'Text message to the buyer',
    customerRecord: 'Account on the customer’s record',
    alert: 'Alert for your people',
    audit: 'Audit log',
    handler: 'Event for the shop’s handlers',
  },
});

/** The events for the shop's server. */
export const eventTexts = inBothLanguages<Readonly<Record<ShopEventType, string>>>({
  ko: {
    'order.virtual_account_issued': '가상계좌 발급',
    'order.virtual_account_revoked': '가상계좌 말소',
    'order.paid': '결제 완료',
    'order.partially_cancelled': '부분 환불',
    'order.cancelled': '전액 환불',
    'order.expired': '기한 만료',
    'order.closed': '주문 종료',
    'payment.cancelled': '반영되지 않은 결제의 환불',
    'payment.cancel_refused': '환불 거절',
    'payment.attention': '확인 필요',
  },
  en: {
    'order.virtual_account_issued': 'virtual account issued',
    'order.virtual_account_revoked': 'virtual account revoked',
    'order.paid': 'paid',
    'order.partially_cancelled': 'refunded in part',
    'order.cancelled': 'refunded',
    'order.expired': 'expired',
    'order.closed': 'closed',
    'payment.cancelled': 'refund of another payment',
    'payment.cancel_refused': 'refund refused',
    'payment.attention': 'needs attention',
  },
});

/** How far a message has come. */
export const progressTexts = inBothLanguages<Readonly<Record<ReturnType<typeof progressOf>, string>>>({
  ko: { waiting: '발송 대기', delivered: '전달됨', dead: '발송 실패' },
  en: { waiting: 'Waiting', delivered: 'Delivered', dead: 'Failed' },
});

/** What a message is, in one line. Text messages to buyers begin with their subject in brackets. */
export function messageText({ message }: Pick<OutboxEntry, 'message'>, language: 'ko' | 'en'): string {
  const channel = channelTexts(language)[message.channel];
  if (isShopEvent(message)) return `${channel}: ${eventTexts(language)[message.event]}`;
  const subject = message.channel === 'sms' ? /^\[([^\]]{1,40})\]/.exec(message.text)?.[1] : undefined;
  return subject === undefined ? channel : `${channel}: ${subject}`;
}
