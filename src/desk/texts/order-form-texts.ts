import { inBothLanguages } from './in-both-languages';

/** The texts of the small forms of an order, and what is told after them. */
export const orderFormTexts = inBothLanguages({
  ko: {
    actions: '처리',
    recheck: '아임포트 재조회',
    recheckLead: '이 주문의 결제를 아임포트에서 지금 다시 조회해 반영합니다. 돈은 움직이지 않습니다.',
    rechecked: (payments: number) => `재조회했습니다. 아임포트의 결제 ${payments}건이 주문과 일치합니다.`,
    recheckedNone: '재조회했습니다. 아임포트에 이 주문의 결제가 없습니다.',
    recheckedDiffers: (count: number) =>
      `재조회했습니다. 결제 ${count}건이 달라서 반영했습니다. 타임라인을 확인하세요.`,
    recheckedUnread: (count: number) =>
      `재조회했지만 결제 ${count}건은 읽을 수 없습니다. 아임포트 콘솔에서 확인하세요.`,
    acknowledge: '확인 처리',
    acknowledgeLead: '필요한 처리를 마친 뒤 확인 필요 목록에서 내립니다. 기록은 남습니다.',
    note: '메모(선택)',
    noteHint: '200자까지. 감사 로그에 남습니다. 구매자의 이름이나 연락처는 적지 마세요.',
    acknowledgedNow: '확인 필요 목록에서 내렸습니다.',
    accept: '보류된 결제 수락',
    acceptLead: (amount: string) =>
      `${amount} 결제를 이 주문의 결제로 받아들입니다. 주문은 결제 완료가 되고 쇼핑몰 서버에 알립니다. 되돌리려면 환불해야 합니다.`,
    acceptButton: (amount: string) => `${amount} 결제 수락하기`,
    accepted: '결제를 수락했습니다. 주문이 결제 완료되었습니다.',
    retry: '재시도',
    retryOf: (message: string) => `재시도: ${message}`,
    replayed: '다시 보냅니다. 잠시 후 새로고침해 결과를 확인하세요.',
    resend: '다시 보내기',
    resendOf: (message: string) => `다시 보내기: ${message}`,
    resendAll: '전달된 이벤트 모두 다시 보내기',
    resendAllLead: '쇼핑몰 서버가 받은 이벤트를 같은 webhook-id로, 원래 순서대로 다시 보냅니다.',
    resending: '쇼핑몰 서버에 다시 보냅니다. 잠시 후 새로고침해 결과를 확인하세요.',

    cancelDone: (amount: string) => `${amount}을 환불했습니다.`,
    cancelling: '접수했고 처리하고 있습니다. 결과는 취소 내역에서 확인하세요. 다시 누르지 않아도 됩니다.',
    cancelRefused:
      '아임포트 또는 PG가 거절해 환불되지 않았습니다. 취소 내역의 거절 사유를 확인하고, 고친 뒤 새로 시작하세요.',
    cancelUnclear: '결과를 알 수 없습니다. 다시 환불하기 전에 아임포트 콘솔에서 먼저 확인하세요.',
    accountRevoked: '가상계좌를 말소했습니다. 입금된 돈은 없습니다.',
    closed: '주문을 종료했습니다. 결제된 돈은 없습니다.',
    closedUnread: '주문을 종료했지만 읽을 수 없는 결제가 있습니다. 아임포트 콘솔에서 확인하세요.',
    paidBeforeClosing: '종료 전에 결제된 주문입니다. 출고하거나 환불하세요.',
  },
  en: {
    actions: 'Actions',
    recheck: 'Recheck with i’mport',
    recheckLead: 'Asks i’mport for the payments of this order now, and records them. No money moves.',
    rechecked: (payments: number) =>
      payments === 1
        ? 'Rechecked: i’mport has one payment, and the order agrees with it.'
        : `Rechecked: i’mport has ${payments} payments, and the order agrees with them.`,
    recheckedNone: 'Rechecked: i’mport has no payment of this order.',
    recheckedDiffers: (count: number) =>
      `Rechecked: ${count === 1 ? 'one payment' : `${count} payments`} differed, and the order has it now. See the timeline.`,
    recheckedUnread: (count: number) =>
      `Rechecked, but ${count === 1 ? 'one payment' : `${count} payments`} cannot be read. Look at i’mport’s console.`,
    acknowledge: 'Acknowledge',
    acknowledgeLead: 'Takes the order off the list of attention, once what is needed is done. The entries are kept.',
    note: 'Note (optional)',
    noteHint: 'Up to 200 characters. The audit log keeps it. Do not name the buyer.',
    acknowledgedNow: 'The order is off the list of attention.',
    accept: 'Accept a payment that is held',
    acceptLead: (amount: string) =>
      `Takes the payment of ${amount} as the payment of this order. The order is paid then, and the shop’s server is told. To undo it, refund it.`,
    acceptButton: (amount: string) => `Accept the payment of ${amount}`,
    accepted: 'The payment is accepted, and the order is paid.',
    retry: 'Retry',
    retryOf: (message: string) => `Retry: ${message}`,
    replayed: 'It is sent again. Reload in a moment to see the result.',
    resend: 'Send again',
    resendOf: (message: string) => `Send again: ${message}`,
    resendAll: 'Send all delivered events again',
    resendAllLead: 'The shop’s server gets its events again, under the same webhook-id and in their sequence.',
    resending: 'The shop’s server gets it again. Reload in a moment to see the result.',

    cancelDone: (amount: string) => `${amount} is given back.`,
    cancelling: 'Recorded, and being carried out. See the result among the cancels. There is no need to press again.',
    cancelRefused:
      'i’mport or the PG refused it: nothing was given back. See why among the cancels, and start again once it is mended.',
    cancelUnclear: 'The result is not known. Look at i’mport’s console before you give the money back again.',
    accountRevoked: 'The account is revoked. Nothing had been deposited.',
    closed: 'The order is closed. Nothing had been paid.',
    closedUnread: 'The order is closed, but it has payments that cannot be read. Look at i’mport’s console.',
    paidBeforeClosing: 'The order was paid before it was closed. Deliver, or give the money back.',
  },
});
