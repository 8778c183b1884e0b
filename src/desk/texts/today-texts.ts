import { inBothLanguages } from './in-both-languages';

/** What waits and is shown as one figure. */
export type BacklogFigure = 'pending' | 'ready' | 'cancels' | 'due';

interface TodayTexts {
  readonly title: string;
  readonly day: string;
  readonly show: string;
  readonly dayBefore: string;
  readonly dayAfter: string;
  readonly toToday: string;
  readonly money: (day: string) => string;
  readonly paid: string;
  readonly refunded: string;
  readonly unsettled: string;
  readonly unsettledNote: string;
  readonly counted: Readonly<Record<'paid' | 'refunded', (count: number) => string>>;
  readonly nothingMoved: string;
  readonly withoutAmount: (count: number) => string;
  readonly partOfMoney: string;
  readonly partOfRates: string;
  readonly chart: (currency: string) => string;
  readonly highest: (amount: string) => string;
  readonly asOf: (time: string) => string;
  readonly refundsOf: (day: string) => string;
  readonly newestRefunds: (count: number) => string;
  readonly order: string;
  readonly amount: string;
  readonly time: string;
  readonly hour: string;
  readonly hourOf: (hour: number) => string;
  readonly asTable: string;
  readonly rates: string;
  readonly ratesNote: string;
  readonly noRates: string;
  readonly method: string;
  readonly pg: string;
  readonly paidCount: string;
  readonly failedCount: string;
  readonly rate: string;
  readonly unknown: string;
  readonly waiting: string;
  readonly oldest: string;
  readonly queues: Readonly<Record<BacklogFigure, string>>;
  readonly attention: string;
  readonly noAttention: string;
  readonly reason: string;
  readonly orders: string;
  readonly dead: string;
  readonly noDead: string;
  readonly carrier: string;
  readonly messages: string;
  readonly instance: string;
  readonly instanceNote: string;
  readonly breaker: string;
  readonly connections: Readonly<Record<string, string>>;
  readonly breakerStates: Readonly<Record<string, string>>;
  readonly pass: string;
  readonly passes: Readonly<Record<string, string>>;
  readonly delivery: (carrier: string) => string;
  readonly lastSuccess: string;
  readonly lastResult: string;
  readonly results: Readonly<Record<'succeeded' | 'failed' | 'none', string>>;
}

/** @param one with the blank before it, as is `many` */
const numberIn = (one: string, many: string) => (count: number) =>
  `${count.toLocaleString('en-US')}${count === 1 ? one : many}`;

/** The texts of the first page. */
export const todayTexts = inBothLanguages<TodayTexts>({
  ko: {
    title: '오늘 현황',
    day: '날짜',
    show: '조회',
    dayBefore: '전날',
    dayAfter: '다음 날',
    toToday: '오늘',
    money: (day) => `결제와 환불 (${day})`,
    paid: '결제',
    refunded: '환불',
    unsettled: '보류·중복',
    unsettledNote: '주문에 반영되지 않은 결제입니다. 결제 금액에 포함되어 있습니다.',
    counted: { paid: numberIn('건', '건'), refunded: numberIn('건', '건') },
    nothingMoved: '이날은 결제도 환불도 없습니다.',
    withoutAmount: (count) => `금액을 읽을 수 없는 ${count}건은 합계에서 빠졌습니다. 아임포트 콘솔에서 확인해 주세요.`,
    partOfMoney: '주문이 많거나 오래된 날이라 일부만 합산했습니다. 정확한 합계는 내보내기로 확인해 주세요.',
    partOfRates: '주문이 많아 일부 주문으로 계산했습니다.',
    chart: (currency) => `시간대별 결제와 환불 막대그래프 (${currency}). 같은 값이 아래 표에 있습니다.`,
    highest: (amount) => `가장 높은 막대 ${amount}`,
    asOf: (time) => `${time} 기준. 다시 열면 최신 값을 보여 줍니다.`,
    refundsOf: (day) => `${day}의 환불`,
    newestRefunds: (count) => `최근 ${count}건입니다. 전체는 주문 화면의 환불 CSV로 받으세요.`,
    order: '주문번호',
    amount: '금액',
    time: '시각',
    hour: '시간대',
    hourOf: (hour) => `${hour}시`,
    asTable: '시간대별 표로 보기',
    rates: '결제수단·PG별 성공률',
    ratesNote: '이날 등록한 주문에서 완료되거나 실패한 결제입니다. 입금을 기다리는 결제는 세지 않습니다.',
    noRates: '완료되거나 실패한 결제가 없습니다.',
    method: '결제수단',
    pg: 'PG',
    paidCount: '완료',
    failedCount: '실패',
    rate: '성공률',
    unknown: '알 수 없음',
    waiting: '지금 기다리는 것',
    oldest: '가장 오래된 것',
    queues: {
      pending: '결제 대기 주문',
      ready: '가상계좌 입금 대기 주문',
      cancels: '처리 중인 환불',
      due: '보낼 차례가 된 쇼핑몰 이벤트',
    },
    attention: '확인 필요',
    noAttention: '확인할 주문이 없습니다.',
    reason: '사유',
    orders: '주문 수',
    dead: '발송 실패 메시지',
    noDead: '발송에 실패한 메시지가 없습니다.',
    carrier: '채널',
    messages: '메시지 수',
    instance: '이 인스턴스의 상태',
    instanceNote: '이 페이지를 보여 준 서버의 상태입니다. 서버마다 다를 수 있습니다.',
    breaker: '아임포트 연결',
    connections: { service: '서비스 요청', reports: '결제 알림', search: '대사' },
    breakerStates: { closed: '정상', open: '차단됨: 아임포트가 응답하지 않습니다', halfOpen: '복구 확인 중' },
    pass: '백그라운드 작업',
    passes: {
      cancel: '환불·말소 처리',
      unhandled: '핸들러 없는 이벤트 정리',
      redact: '개인정보 삭제',
      resend: '이벤트 다시 보내기',
      prepare: '결제 금액 사전 등록',
      reconcile: '미결 주문 조회',
      window: '결제 목록 대사',
    },
    delivery: (carrier) => `발송: ${carrier}`,
    lastSuccess: '마지막 성공',
    lastResult: '마지막 결과',
    results: { succeeded: '성공', failed: '실패', none: '아직 실행 전' },
  },
  en: {
    title: 'Today',
    day: 'Day',
    show: 'Show',
    dayBefore: 'Day before',
    dayAfter: 'Day after',
    toToday: 'Today',
    money: (day) => `Paid and refunded on ${day}`,
    paid: 'Paid',
    refunded: 'Refunded',
    unsettled: 'Held or duplicate',
    unsettledNote: 'Payments that settled no order. They are part of what was paid.',
    counted: { paid: numberIn(' payment', ' payments'), refunded: numberIn(' refund', ' refunds') },
    nothingMoved: 'Nothing was paid or refunded on this day.',
    withoutAmount: (count) => `${count} without a readable amount: not in the sums. Look at them in i’mport’s console.`,
    partOfMoney: 'The day has more orders, or lies further back, than is added up here. An export has the whole sums.',
    partOfRates: 'The day has more orders than are counted here.',
    chart: (currency) =>
      `Bars of what was paid and refunded by hour (${currency}). The table below has the same values.`,
    highest: (amount) => `highest bar ${amount}`,
    asOf: (time) => `As of ${time}. Open the page again for newer figures.`,
    refundsOf: (day) => `Refunds on ${day}`,
    newestRefunds: (count) => `The newest ${count}. The CSV of refunds, at the orders, has all.`,
    order: 'Order',
    amount: 'Amount',
    time: 'Time',
    hour: 'Hour',
    hourOf: (hour) => `${String(hour).padStart(2, '0')}:00`,
    asTable: 'Show the hours as a table',
    rates: 'Success by method and PG',
    ratesNote:
      'Payments of orders registered on this day that were paid or failed. One that waits for a deposit does not count.',
    noRates: 'No payment was paid or failed.',
    method: 'Method',
    pg: 'PG',
    paidCount: 'Paid',
    failedCount: 'Failed',
    rate: 'Success',
    unknown: 'Unknown',
    waiting: 'Waiting now',
    oldest: 'Oldest',
    queues: {
      pending: 'Orders waiting for payment',
      ready: 'Orders waiting for a deposit',
      cancels: 'Refunds under way',
      due: 'Events due for the shop',
    },
    attention: 'Attention',
    noAttention: 'No order needs attention.',
    reason: 'Reason',
    orders: 'Orders',
    dead: 'Dead letters',
    noDead: 'There is no dead letter.',
    carrier: 'Carrier',
    messages: 'Messages',
    instance: 'This instance',
    instanceNote: 'The server that sent you this page. Others may be in another state.',
    breaker: 'Connection to i’mport',
    connections: { service: 'requests of the service', reports: 'reports of payments', search: 'reconciling' },
    breakerStates: { closed: 'works', open: 'stopped: i’mport does not answer', halfOpen: 'is being tried again' },
    pass: 'Background pass',
    passes: {
      cancel: 'Refunds and revocations',
      unhandled: 'Events without a handler',
      redact: 'Removal of personal data',
      resend: 'Resends of a period',
      prepare: 'Registration of amounts',
      reconcile: 'Look-ups of unsettled orders',
      window: 'Reading of all payments by time',
    },
    delivery: (carrier) => `Delivery: ${carrier}`,
    lastSuccess: 'Last success',
    lastResult: 'Last result',
    results: { succeeded: 'succeeded', failed: 'failed', none: 'not run yet' },
  },
});
