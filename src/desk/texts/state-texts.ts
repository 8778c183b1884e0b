import type { OrderState } from '../../domain/order-state';
import { inBothLanguages } from './in-both-languages';

/** The states of an order in words. */
export const stateTexts = inBothLanguages<Readonly<Record<OrderState, string>>>({
  ko: {
    pending: '결제 대기',
    ready: '가상계좌 입금 대기',
    paid: '결제 완료',
    partially_cancelled: '부분 환불',
    cancelled: '전액 환불',
    expired: '기한 만료',
    closed: '종료',
  },
  en: {
    pending: 'Waiting for payment',
    ready: 'Waiting for deposit',
    paid: 'Paid',
    partially_cancelled: 'Refunded in part',
    cancelled: 'Refunded',
    expired: 'Expired',
    closed: 'Closed',
  },
});
