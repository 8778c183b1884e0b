import { inBothLanguages } from './in-both-languages';

/** The filters of the list of orders, as the API names them. */
export type OrdersField =
  | 'status'
  | 'needs_attention'
  | 'customer_id'
  | 'imp_uid'
  | 'merchant_uid_prefix'
  | 'created_from'
  | 'created_to'
  | 'paid_from'
  | 'paid_to'
  | 'limit'
  | 'after';

interface OrdersTexts {
  readonly title: string;
  readonly lead: string;
  readonly fields: Readonly<Record<Exclude<OrdersField, 'limit' | 'after'>, string>>;
  readonly hints: Readonly<Record<'imp_uid' | 'merchant_uid_prefix', string>>;
  /** What a filter must hold. */
  readonly problems: Readonly<Record<OrdersField, string>>;
  readonly search: string;
  readonly clear: string;
  readonly caption: string;
  readonly columns: Readonly<
    Record<'order' | 'name' | 'state' | 'amount' | 'customer' | 'registered' | 'attention', string>
  >;
  readonly attention: string;
  readonly empty: string;
  readonly emptySoFar: string;
  readonly csv: string;
  readonly csvLead: string;
  readonly day: string;
  readonly month: string;
  readonly failedTries: (count: number) => string;
  readonly payments: string;
  readonly cancels: string;
  readonly periods: string;
}

/** The texts of the list of orders. */
export const ordersTexts = inBothLanguages<OrdersTexts>({
  ko: {
    title: '주문',
    lead: '조건을 모두 만족하는 주문을 최근 등록순으로 보여 줍니다. 전화번호와 금액으로는 찾을 수 없습니다.',
    fields: {
      merchant_uid_prefix: '주문번호',
      imp_uid: '결제번호(imp_uid)',
      customer_id: '고객 번호',
      status: '상태',
      needs_attention: '확인 필요한 주문만',
      created_from: '등록일부터',
      created_to: '등록일까지',
      paid_from: '결제일부터',
      paid_to: '결제일까지',
    },
    hints: {
      merchant_uid_prefix: '앞부분만 입력해도 됩니다.',
      imp_uid: '아임포트에 조회해 그 결제의 주문을 찾습니다.',
    },
    problems: {
      merchant_uid_prefix: '주문번호는 영문, 숫자, _, - 40자까지입니다. 찾은 주문이 너무 많으면 더 길게 입력하세요.',
      imp_uid: '결제번호는 imp_123456789012처럼 영문, 숫자, _, -로 입력하세요.',
      customer_id: '고객 번호는 64자까지입니다.',
      status: '상태를 다시 고르세요.',
      needs_attention: '확인 필요를 다시 고르세요.',
      created_from: '날짜를 2026-11-30처럼 입력하세요.',
      created_to: '날짜를 2026-11-30처럼, 시작일보다 늦게 입력하세요.',
      paid_from: '날짜를 2026-11-30처럼 입력하세요.',
      paid_to: '날짜를 2026-11-30처럼, 시작일보다 늦게 입력하세요.',
      limit: '한 페이지에는 1~100건을 볼 수 있습니다.',
      after: '조건이 바뀌어 이 페이지를 이어서 볼 수 없습니다. 처음부터 다시 찾으세요.',
    },
    search: '찾기',
    clear: '조건 지우기',
    caption: '찾은 주문',
    columns: {
      order: '주문번호',
      name: '상품',
      state: '상태',
      amount: '금액',
      customer: '고객 번호',
      registered: '등록',
      attention: '확인',
    },
    attention: '확인 필요',
    empty: '조건에 맞는 주문이 없습니다.',
    emptySoFar: '지금까지 찾아본 주문 중에는 없습니다. 다음 페이지에서 계속 찾으세요.',
    csv: 'CSV 내려받기',
    csvLead:
      '한국 시간 기준 하루 또는 한 달의 결제나 환불을 회계용 CSV로 받습니다. 행은 주문의 첫 결제 순서이므로, 환불 시각 순서가 필요하면 cancelled_at으로 정렬하세요. 개인정보는 없고, 감사 로그에 남습니다.',
    day: '날짜',
    month: '월(예: 2026-11)',
    failedTries: (count) => `결제 실패 ${count}회`,
    payments: '결제 CSV',
    cancels: '환불 CSV',
    periods: '등록일과 결제일',
  },
  en: {
    title: 'Orders',
    lead: 'The orders that have all of the filters, the newest first. Telephone numbers and amounts cannot be searched.',
    fields: {
      merchant_uid_prefix: 'Order number',
      imp_uid: 'Payment (imp_uid)',
      customer_id: 'Customer',
      status: 'State',
      needs_attention: 'Only orders that need attention',
      created_from: 'Registered from',
      created_to: 'Registered to',
      paid_from: 'Paid from',
      paid_to: 'Paid to',
    },
    hints: { merchant_uid_prefix: 'Its beginning is enough.', imp_uid: 'i’mport is asked of which order it is.' },
    problems: {
      merchant_uid_prefix: 'Up to 40 letters, digits, _ and -. Where too many orders begin with it, enter more of it.',
      imp_uid: 'Letters, digits, _ and -, such as imp_123456789012.',
      customer_id: 'Up to 64 characters.',
      status: 'Choose the states again.',
      needs_attention: 'Choose it again.',
      created_from: 'A day such as 2026-11-30.',
      created_to: 'A day such as 2026-11-30, later than the first one.',
      paid_from: 'A day such as 2026-11-30.',
      paid_to: 'A day such as 2026-11-30, later than the first one.',
      limit: 'A page has 1 to 100 orders.',
      after: 'The filters have changed, so the list cannot go on from there. Search again.',
    },
    search: 'Search',
    clear: 'Clear the filters',
    caption: 'Orders that were found',
    columns: {
      order: 'Order',
      name: 'Goods',
      state: 'State',
      amount: 'Amount',
      customer: 'Customer',
      registered: 'Registered',
      attention: 'Attention',
    },
    attention: 'Needs attention',
    empty: 'No order has all of these.',
    emptySoFar: 'None of the orders that were looked at so far. Go on with the next page.',
    csv: 'Download CSV',
    csvLead:
      'The payments or refunds of a day or a month in Korean time, for your books. The rows follow the first payments of the orders: sort by cancelled_at for the time of refunds. It has no personal data. The audit log keeps who asked.',
    day: 'Day',
    month: 'Month (such as 2026-11)',
    failedTries: (count) => (count === 1 ? '1 failed try' : `${count} failed tries`),
    payments: 'CSV of payments',
    cancels: 'CSV of refunds',
    periods: 'Days of registration and payment',
  },
});
