import { inBothLanguages } from './in-both-languages';

/** The texts of the timeline of an order. */
export const timelineTexts = inBothLanguages({
  ko: {
    newestFirst: '최근 것부터 보여 줍니다.',
    registered: '주문 등록',
    amended: (fields: string) => `주문 변경: ${fields}`,
    report: (status: string) => `결제 조회 결과: ${status}`,
    transition: (from: string, to: string) => `상태 변경: ${from} → ${to}`,
    cancel: (state: string) => `환불·말소: ${state}`,
    attention: (what: string) => `확인 필요: ${what}`,
    acknowledged: (entries: number) => `${entries}건 확인 처리`,
    redacted: '구매자 정보 삭제',
    causes: { retention: '보관 기간 만료', request: '삭제 요청' },
    resent: (messages: number) => `메시지 ${messages}건 다시 보내기 요청`,
    audit: (actor: string, action: string) => `${actor}: ${action}`,
    message: (what: string, progress: string) => `${what} (${progress})`,
    by: '담당자',
    byActor: (actor: string) => `키 ${actor}`,
    tries: (count: number) => `${count}회 시도`,
  },
  en: {
    newestFirst: 'The newest first.',
    registered: 'Order registered',
    amended: (fields: string) => `Order changed: ${fields}`,
    report: (status: string) => `Payment read: ${status}`,
    transition: (from: string, to: string) => `State: ${from} → ${to}`,
    cancel: (state: string) => `Refund or revocation: ${state}`,
    attention: (what: string) => `Needs attention: ${what}`,
    acknowledged: (entries: number) => (entries === 1 ? 'One entry acknowledged' : `${entries} entries acknowledged`),
    redacted: 'Data of the buyer removed',
    causes: { retention: 'its time was over', request: 'a person asked for it' },
    resent: (messages: number) =>
      messages === 1 ? 'A message was asked for again' : `${messages} messages were asked for again`,
    audit: (actor: string, action: string) => `${actor}: ${action}`,
    message: (what: string, progress: string) => `${what} (${progress})`,
    by: 'By',
    byActor: (actor: string) => `key ${actor}`,
    tries: (count: number) => (count === 1 ? 'one try' : `${count} tries`),
  },
});

type AmendedField = 'name' | 'amount' | 'expires_at';

/** The terms of an order that a shop may change, as the API names them. */
export const amendedFieldTexts = inBothLanguages<Readonly<Record<AmendedField, string>>>({
  ko: { name: '상품', amount: '금액', expires_at: '결제 기한' },
  en: { name: 'goods', amount: 'amount', expires_at: 'deadline' },
});
