import type { Locale } from './locale';

/** Every sentence of the payment window; invented, for the real windows are the PGs'. */
export interface WindowTexts {
  title: string;
  mock: string;
  testChannel: string;
  liveChannel: string;
  close: string;
  shop: string;
  orderName: string;
  orderNumber: string;
  buyer: string;
  amount: string;
  methods: string;
  bank: string;
  wallet: string;
  pay: string;
  issue: string;
  sandboxTitle: string;
  sandboxHint: string;
  declineReason: string;
  decline: string;
  slowSeconds: string;
  slow: string;
  die: string;
  cancel: string;
  processing: string;
  busyNoClose: string;
  failed: string;
  accountTitle: string;
  accountBank: string;
  accountNumber: string;
  accountHolder: string;
  accountDue: string;
  accountAmount: string;
  accountHint: string;
  done: string;
  diedTitle: string;
  diedText: string;
  endedTitle: string;
  endedText: string;
  returnToShop: string;
  returning: string;
  unknownTitle: string;
  unknownText: string;
}

const KO: WindowTexts = {
  title: '결제하기',
  mock: '모의 결제 · 실제로 출금되지 않습니다',
  testChannel: '테스트 채널',
  liveChannel: '실연동 채널',
  close: '결제창 닫기',
  shop: '상점',
  orderName: '주문명',
  orderNumber: '주문번호',
  buyer: '구매자',
  amount: '결제금액',
  methods: '결제수단',
  bank: '입금할 은행',
  wallet: '간편결제 선택',
  pay: '결제하기',
  issue: '가상계좌 발급받기',
  sandboxTitle: '다른 결과로 끝내기',
  sandboxHint: '개발자용: 실제 결제창에는 없습니다.',
  declineReason: '거절 사유',
  decline: '승인 거절',
  slowSeconds: '지연 시간(초)',
  slow: '느린 승인',
  die: '승인 후 상점으로 돌아가지 않기',
  cancel: '결제 그만두기',
  processing: '결제를 처리하고 있습니다…',
  busyNoClose: '승인 처리 중에는 창을 닫을 수 없습니다.',
  failed: '요청을 처리하지 못했습니다:',
  accountTitle: '가상계좌가 발급되었습니다',
  accountBank: '은행',
  accountNumber: '계좌번호',
  accountHolder: '예금주',
  accountDue: '입금 기한',
  accountAmount: '입금액',
  accountHint: '입금은 콘솔(/_console)이나 API로 할 수 있습니다.',
  done: '확인',
  diedTitle: '브라우저가 종료된 상황입니다',
  diedText:
    '결제는 끝났지만 상점 페이지에는 아무것도 알리지 않습니다. 이 탭을 닫으세요. 상점은 웹훅으로만 알 수 있습니다.',
  endedTitle: '이미 끝난 결제창입니다',
  endedText: '이 결제창은 다시 사용할 수 없습니다.',
  returnToShop: '상점으로 돌아가기',
  returning: '상점으로 돌아갑니다…',
  unknownTitle: '결제창을 찾을 수 없습니다',
  unknownText: '주소가 올바르지 않거나 샌드박스가 초기화되었습니다.',
};

const EN: WindowTexts = {
  title: 'Payment',
  mock: 'Mock payment · no money moves',
  testChannel: 'Test channel',
  liveChannel: 'Live channel',
  close: 'Close the payment window',
  shop: 'Shop',
  orderName: 'Order',
  orderNumber: 'Order number',
  buyer: 'Buyer',
  amount: 'Amount',
  methods: 'Payment method',
  bank: 'Bank to deposit at',
  wallet: 'Wallet',
  pay: 'Pay',
  issue: 'Get a virtual account',
  sandboxTitle: 'End it another way',
  sandboxHint: 'For developers: no real window has these.',
  declineReason: 'Reason',
  decline: 'Decline',
  slowSeconds: 'Seconds',
  slow: 'Approve slowly',
  die: 'Approve, but never return to the shop',
  cancel: 'Cancel payment',
  processing: 'Your payment is being processed…',
  busyNoClose: 'The window cannot be closed while the payment is being approved.',
  failed: 'That did not work:',
  accountTitle: 'Your virtual account is ready',
  accountBank: 'Bank',
  accountNumber: 'Account number',
  accountHolder: 'Account holder',
  accountDue: 'Deposit before',
  accountAmount: 'Amount to deposit',
  accountHint: 'Deposits are made in the console (/_console) or by API.',
  done: 'Done',
  diedTitle: 'The browser has died',
  diedText: 'The payment is over, but the shop’s page hears nothing. Close this tab: only the webhook tells the shop.',
  endedTitle: 'This payment window is over',
  endedText: 'It cannot be used again.',
  returnToShop: 'Return to the shop',
  returning: 'Returning to the shop…',
  unknownTitle: 'No such payment window',
  unknownText: 'The address is wrong, or the sandbox was reset.',
};

/** The window's sentences by language. */
export const WINDOW_TEXTS: Readonly<Record<Locale, WindowTexts>> = { ko: KO, en: EN };
