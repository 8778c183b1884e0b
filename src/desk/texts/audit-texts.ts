import type { AuditAction } from '../../domain/audit';
import { inBothLanguages } from './in-both-languages';

interface AuditTexts {
  readonly title: string;
  readonly lead: string;
  readonly actor: string;
  readonly actorHint: string;
  readonly from: string;
  readonly to: string;
  readonly show: string;
  readonly caption: string;
  readonly empty: string;
  readonly amount: string;
  readonly columns: Readonly<Record<'at' | 'action' | 'actor' | 'order' | 'reason' | 'details', string>>;
  readonly actions: Readonly<Record<AuditAction, string>>;
}

/** The texts of the audit log. */
export const auditTexts = inBothLanguages<AuditTexts>({
  ko: {
    title: '감사 로그',
    lead: '누가 언제 무엇을 했는지 최신순으로 보여 줍니다. 구매자의 개인정보는 기록하지 않습니다.',
    actor: '키 이름',
    actorHint: '예: kim. 비워 두면 모든 키를 보여 줍니다.',
    from: '시작일',
    to: '종료일',
    show: '조회',
    caption: '감사 로그 기록',
    amount: '금액',
    empty: '이 조건에 맞는 기록이 없습니다.',
    columns: { at: '시각', action: '행동', actor: '키', order: '주문', reason: '사유', details: '내용' },
    actions: {
      register: '주문 등록',
      amend: '주문 변경',
      cancel: '환불',
      revoke: '가상계좌 말소',
      close: '주문 종료',
      accept: '보류 결제 수락',
      acknowledge: '확인 처리',
      recheck: '재조회',
      replay: '재시도',
      resend: '재발송',
      export: '내보내기',
      redact: '개인정보 삭제',
      signIn: '로그인',
      signOut: '로그아웃',
      refused: '거절된 시도',
    },
  },
  en: {
    title: 'Audit',
    lead: 'Who did what and when, the newest first. It holds no personal data of buyers.',
    actor: 'Name of the key',
    actorHint: 'For example kim. Empty shows all keys.',
    from: 'From',
    to: 'To',
    show: 'Show',
    caption: 'Entries of the audit log',
    amount: 'Amount',
    empty: 'No entry matches.',
    columns: { at: 'Time', action: 'Action', actor: 'Key', order: 'Order', reason: 'Reason', details: 'Details' },
    actions: {
      register: 'Registered',
      amend: 'Amended',
      cancel: 'Refund',
      revoke: 'Account revoked',
      close: 'Closed',
      accept: 'Held payment accepted',
      acknowledge: 'Acknowledged',
      recheck: 'Rechecked',
      replay: 'Replayed',
      resend: 'Resent',
      export: 'Exported',
      redact: 'Personal data removed',
      signIn: 'Signed in',
      signOut: 'Signed out',
      refused: 'Refused try',
    },
  },
});
