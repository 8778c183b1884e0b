import type { Scope } from '../../domain/access-key';
import type { SuggestedAction } from '../suggest-actions';
import { inBothLanguages } from './in-both-languages';

interface AttentionPageTexts {
  readonly title: string;
  readonly lead: string;
  readonly empty: string;
  readonly emptyReason: string;
  readonly emptyPage: string;
  readonly filter: string;
  readonly allReasons: string;
  readonly show: string;
  readonly since: string;
  readonly payment: string;
  readonly reported: string;
  readonly message: string;
  readonly otherOrder: string;
  readonly acknowledge: string;
  readonly acknowledgeOf: (merchantUid: string) => string;
  readonly actions: Readonly<Record<SuggestedAction, string>>;
  readonly needsScope: (scope: Scope) => string;
}

/** The texts of the attention list. */
export const attentionPageTexts = inBothLanguages<AttentionPageTexts>({
  ko: {
    title: '확인 필요',
    lead: '담당자가 확인해야 하는 주문입니다. 최근에 생긴 것부터 보여 줍니다. 처리한 뒤 확인 처리하면 목록에서 빠지고, 기록은 주문에 남습니다.',
    empty: '확인할 주문이 없습니다.',
    emptyReason: '이 사유로 확인할 주문이 없습니다.',
    emptyPage: '이 페이지에는 해당하는 주문이 없습니다. 다음 페이지를 보세요.',
    filter: '사유',
    allReasons: '모든 사유',
    show: '보기',
    since: '발생',
    payment: '결제번호',
    reported: '아임포트가 알린 결제',
    message: '메시지',
    otherOrder: '결제의 주문번호',
    acknowledge: '확인 처리',
    acknowledgeOf: (merchantUid) => `${merchantUid} 확인 처리`,
    actions: {
      recheck: '아임포트 재조회',
      accept: '결제 수락',
      cancel: '환불',
      revoke: '계좌 말소',
      close: '주문 종료',
      messages: '메시지 보기',
    },
    needsScope: (scope) => `${scope} 권한이 있는 키로 로그인한 담당자가 할 수 있습니다.`,
  },
  en: {
    title: 'Attention',
    lead: 'Orders that a person has to look at, the newest first. Once you have dealt with an order, acknowledge it: it leaves the list, and the record stays on the order.',
    empty: 'No order needs attention.',
    emptyReason: 'No order is on the list for this reason.',
    emptyPage: 'This page has no such order. See the next page.',
    filter: 'Reason',
    allReasons: 'All reasons',
    show: 'Show',
    since: 'Since',
    payment: 'Payment',
    reported: 'As i’mport reported it',
    message: 'Message',
    otherOrder: 'Order of the payment',
    acknowledge: 'Acknowledge',
    acknowledgeOf: (merchantUid) => `Acknowledge ${merchantUid}`,
    actions: {
      recheck: 'Recheck with i’mport',
      accept: 'Accept the payment',
      cancel: 'Give money back',
      revoke: 'Revoke the account',
      close: 'Close the order',
      messages: 'See the messages',
    },
    needsScope: (scope) => `Ask somebody who has a key with the scope ${scope}.`,
  },
});
