import type { CheckoutErrorCode } from '../../domain/errors';
import type { AcceptResult } from '../../services/accept-payment';
import type { CancelResult } from '../../services/cancel-order';
import type { Recheck } from '../../services/recheck-order';
import type { ReplayResult } from '../../services/replay-notification';
import type { ResentMessage, ResentOrder } from '../../services/resend-messages';
import { inBothLanguages } from './in-both-languages';

/** Every refusal of a service that a form of the desk calls. */
export type RefusalCode =
  | Exclude<CancelResult['result'], 'recorded' | 'closed'>
  | Exclude<AcceptResult['result'], 'accepted'>
  | Exclude<Recheck['result'], 'rechecked'>
  | Exclude<ReplayResult['result'], 'replayed'>
  | Exclude<ResentMessage['result'] | ResentOrder['result'], 'resending'>
  | 'attentionChanged'
  | CheckoutErrorCode;

/** What to do after a refusal. A code without words does not compile. */
export const refusalTexts = inBothLanguages<Readonly<Record<RefusalCode, string>>>({
  ko: {
    orderNotFound: '이 주문번호의 주문이 없습니다. 주문 목록에서 다시 찾아 주세요.',
    paymentNotFound: '이 주문에 그런 결제가 없습니다. 결제번호를 확인하고, 필요하면 [아임포트 재조회]를 먼저 누르세요.',
    requestConflict:
      '이 양식은 이미 다른 내용으로 처리되었습니다. 취소 내역을 확인하고, 더 환불해야 하면 주문 화면에서 새로 시작하세요.',
    tooManyCancels:
      '주문 하나에 기록할 수 있는 취소 건수를 모두 사용했습니다. 나머지는 아임포트 콘솔에서 취소하세요. 결과는 이 주문에 반영됩니다.',
    cancellableChanged:
      '화면을 연 뒤에 환불 가능 금액이 달라져 아무것도 처리하지 않았습니다. 다른 탭이나 다른 담당자가 먼저 환불했거나, 그사이 결제되었습니다. 주문을 확인하고, 그래도 환불해야 하면 새로 시작하세요.',
    nothingToCancel: '환불할 금액이 없거나 이미 전부 환불하고 있습니다. 주문의 취소 내역을 확인하세요.',
    aboveBalance: '환불 가능 금액보다 큽니다. 환불 가능 금액 이하로 입력하세요.',
    amountInvalid: '이 결제의 통화로 나타낼 수 없는 금액입니다. 원화는 원 단위로 입력하세요.',
    taxAboveAmount: '면세 금액과 부가세의 합이 환불 금액보다 큽니다. 합이 환불 금액을 넘지 않게 입력하세요.',
    refundAccountMissing:
      '가상계좌 결제는 구매자의 환불 계좌로 돌려줍니다. 구매자에게 확인해 환불 계좌를 모두 입력하세요.',
    notAcceptable:
      '보류된 결제만 수락할 수 있습니다. 이 결제는 지금 수락할 수 없습니다. 결제 내역에서 현재 판정을 확인하세요.',
    attentionChanged:
      '화면을 연 뒤에 확인할 일이 더 생겼거나 주문의 정보가 삭제되어 목록에 그대로 두었습니다. 아래 내용을 다시 확인한 뒤 확인 처리하세요.',
    notificationNotFound: '발송 실패 메시지 중에 이 메시지가 없습니다. 이미 전달되었는지 타임라인에서 확인하세요.',
    notDead: '이미 전달되었거나 아직 발송 중인 메시지입니다. 다시 보낼 필요가 없습니다.',
    messageNotFound: '이 주문에 그런 메시지가 없습니다. 타임라인에서 메시지를 확인하세요.',
    messageGone: '오래되어 주문에 더는 보관되지 않는 메시지입니다. 쇼핑몰 서버에서 주문을 직접 조회하세요.',
    messageWaiting: '아직 한 번도 전달되지 않은 메시지입니다. 자동으로 재시도하므로 기다리세요.',
    messageDead: '발송에 실패해 중단된 메시지입니다. 수신 서버를 고친 뒤 [재시도]를 누르세요.',
    notForShop: '쇼핑몰 서버로 보내는 이벤트만 다시 보낼 수 있습니다. 문자 메시지는 다시 보내지 않습니다.',
    nothingToResend: '다시 보낼 이벤트가 없습니다. 전달된 이벤트가 없거나 더는 보관되지 않습니다.',
    unavailable:
      '아임포트 또는 데이터베이스가 제때 응답하지 않아 처리하지 못했습니다. 같은 버튼을 다시 눌러도 두 번 처리되지 않습니다.',
    gatewayRefused:
      '아임포트가 이 서비스의 API 키를 거절해 처리하지 못했습니다. 서비스를 관리하는 담당자에게 IAMPORT_API_KEY와 IAMPORT_API_SECRET 확인을 요청하세요.',
    gatewayReplyUnexpected:
      '아임포트의 응답을 읽을 수 없어 처리하지 않았습니다. 아임포트 콘솔에서 주문을 확인하고, 잠시 후 다시 시도하세요.',
  },
  en: {
    orderNotFound: 'No order has this number. Find it again in the list of orders.',
    paymentNotFound:
      'The order has no such payment. Check the imp_uid, and press “Recheck with i’mport” if you expect it.',
    requestConflict:
      'This form was used already, with other content. Look at the cancels of the order. To give back more, start again from the order.',
    tooManyCancels:
      'The order has as many cancels as it has room for. Give the rest back in i’mport’s console; the order will show it.',
    cancellableChanged:
      'What can be cancelled has changed since you opened the page, so nothing was done. Somebody else or another tab cancelled first, or a payment came in. Look at the order, and start again if it is still needed.',
    nothingToCancel:
      'Nothing is left to cancel, or all of it is being given back already. Look at the cancels of the order.',
    aboveBalance: 'This is more than can be cancelled. Enter no more than that.',
    amountInvalid: 'The currency of the payment has no such amount. Enter whole won.',
    taxAboveAmount: 'The tax-free part and the VAT are together more than the amount. Lower them.',
    refundAccountMissing:
      'The money of a virtual account goes back to a bank account of the buyer. Ask the buyer, and enter the whole account.',
    notAcceptable: 'Only a payment that is held can be accepted. See among the payments how this one is judged now.',
    attentionChanged:
      'There is more to see since you opened the page, or the data of the buyer was removed, so the order stays on the list. Read the entries again, then acknowledge.',
    notificationNotFound: 'No failed message has this id. See in the timeline whether it was delivered.',
    notDead: 'The message is delivered, or still on its way. There is no need to send it again.',
    messageNotFound: 'The order has no such message. See its messages in the timeline.',
    messageGone: 'The order does not keep this old message any more. Let the shop’s server read the order instead.',
    messageWaiting: 'The message was never delivered, and is tried again by itself. Wait.',
    messageDead: 'The message has failed for good. Repair the receiver, then press “Retry”.',
    notForShop: 'Only events for the shop’s server are sent again. Text messages are not.',
    nothingToResend: 'There is no event to send again: none was delivered, or the order does not keep them any more.',
    unavailable:
      'i’mport or the database did not answer in time, so it was not done. Press the same button again: it is never done twice.',
    gatewayRefused:
      'i’mport refused the API key of this service, so nothing was done. Ask whoever runs the service to check IAMPORT_API_KEY and IAMPORT_API_SECRET.',
    gatewayReplyUnexpected:
      'The answer of i’mport cannot be read, so nothing was done. Look at the order in i’mport’s console, and try again in a moment.',
  },
});
