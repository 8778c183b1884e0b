import type { AttentionReason } from '../../domain/order';
import type { Language } from '../../http/result-texts';

/** What happened, and what a person does about it. */
export interface AttentionText {
  readonly what: string;
  readonly todo: string;
}

/** Reasons that a payment or an account without money raises, with another text for the account. */
export type AccountReason =
  'amountDiffers' | 'currencyDiffers' | 'duplicate' | 'late' | 'olderThanOrder' | 'amountChanged' | 'replay';

type Texts = Readonly<Record<AttentionReason, AttentionText>>;
type AccountTexts = Readonly<Record<AccountReason, AttentionText>>;

/** Each reason in words. The table of docs/money-guards.md says the same to a developer. */
export const ATTENTION: Readonly<Record<Language, Texts>> = {
  en: {
    amountDiffers: {
      what: 'Paid with another amount than the order has',
      todo: 'Deliver nothing. Give the money of this payment back.',
    },
    currencyDiffers: {
      what: 'Paid in another currency than the order has',
      todo: 'Deliver nothing. Give the money of this payment back.',
    },
    duplicate: {
      what: 'Paid a second time',
      todo: 'Give the money of the second payment back.',
    },
    late: {
      what: 'Paid after the order had expired or was closed',
      todo: 'Accept the payment and deliver, or give the money back.',
    },
    olderThanOrder: {
      what: 'Paid more than an hour before the order was registered',
      todo: "Find out whose payment it is. Accept it only if it is this order's, or else give the money back.",
    },
    amountChanged: {
      what: 'Paid with an earlier amount of the order',
      todo: "Accept the payment, which makes its amount the order's again, or give the money back.",
    },
    accountDueTooFar: {
      what: 'A virtual account takes deposits for longer than the shop allows',
      todo: 'Leave it, or revoke the account.',
    },
    replay: {
      what: "Another order's payment was posted for this order",
      todo: 'Deliver nothing. There is nothing to give back here: the money belongs to the other order.',
    },
    testChannel: {
      what: 'Paid through a test channel, so no money moved',
      todo: 'Deliver nothing. There is nothing to give back.',
    },
    unknownStatus: {
      what: "i'mport reports a status that this service does not know",
      todo: "Look at the payment in i'mport's console.",
    },
    unreadable: {
      what: "i'mport has payments of this order that cannot be read",
      todo: "Look at the order in i'mport's console. Recheck it: what can be read by then is recorded.",
    },
    refundAccountMissing: {
      what: "A deposit has to go back, and the buyer's bank account is not known",
      todo: 'Ask the buyer for the bank account, then cancel the payment with it.',
    },
    cancelRefused: {
      what: "i'mport or the PG refused a cancel or the revocation of an account",
      todo: "Read i'mport's answer at the order. Cancel again, or cancel at the PG.",
    },
    cancelUnclear: {
      what: 'Nobody can tell what became of a cancel',
      todo: "Look at the payment in i'mport's console. If nothing was given back, cancel again.",
    },
    cancelDelayed: {
      what: "i'mport agreed to a cancel two weeks ago, and the payment does not show it",
      todo: 'Ask the PG. Recheck the order when the PG has answered.',
    },
    revokeKeyMissing: {
      what: 'A virtual account of KG Inicis stays open, because the key to revoke it is missing',
      todo: 'Have INICIS_API_KEY set, then revoke the account.',
    },
    tooManyAccounts: {
      what: 'More virtual accounts were issued for this order than a buyer needs',
      todo: 'If it looks like an attack, close the order: this revokes all of them.',
    },
    notificationFailed: {
      what: 'A message could not be delivered for more than a day',
      todo: 'Repair the receiver, then send the message again.',
    },
  },
  ko: {
    amountDiffers: {
      what: '주문과 다른 금액으로 결제됨',
      todo: '출고하지 말고 이 결제를 환불하세요.',
    },
    currencyDiffers: {
      what: '주문과 다른 통화로 결제됨',
      todo: '출고하지 말고 이 결제를 환불하세요.',
    },
    duplicate: {
      what: '이미 결제된 주문이 또 결제됨',
      todo: '두 번째 결제를 환불하세요.',
    },
    late: {
      what: '주문이 만료되거나 종료된 뒤에 결제됨',
      todo: '결제를 수락하고 출고하거나, 환불하세요.',
    },
    olderThanOrder: {
      what: '주문을 등록하기 한 시간 넘게 전에 결제됨',
      todo: '누구의 결제인지 확인하세요. 이 주문의 결제일 때만 수락하고, 아니면 환불하세요.',
    },
    amountChanged: {
      what: '변경 전 주문 금액으로 결제됨',
      todo: '결제를 수락하거나(주문 금액이 결제 금액으로 돌아갑니다) 환불하세요.',
    },
    accountDueTooFar: {
      what: '가상계좌 입금기한이 쇼핑몰이 허용한 기간보다 김',
      todo: '그대로 두거나 계좌를 말소하세요.',
    },
    replay: {
      what: '다른 주문의 결제가 이 주문의 결제로 들어옴',
      todo: '출고하지 마세요. 돈은 다른 주문의 것이므로 여기서 환불할 것은 없습니다.',
    },
    testChannel: {
      what: '테스트 채널로 결제되어 돈이 움직이지 않음',
      todo: '출고하지 마세요. 환불할 것은 없습니다.',
    },
    unknownStatus: {
      what: '아임포트가 이 서비스가 모르는 결제 상태를 알려 옴',
      todo: '아임포트 콘솔에서 결제를 확인하세요.',
    },
    unreadable: {
      what: '아임포트에 이 주문의 결제가 있으나 읽을 수 없음',
      todo: '아임포트 콘솔에서 주문을 확인하세요. 재조회하면 그때 읽히는 결제는 기록됩니다.',
    },
    refundAccountMissing: {
      what: '입금된 돈을 돌려줘야 하는데 환불 계좌를 모름',
      todo: '구매자에게 환불 계좌를 물어 그 계좌로 환불하세요.',
    },
    cancelRefused: {
      what: '아임포트나 PG가 환불 또는 계좌 말소를 거절함',
      todo: '주문에서 아임포트의 응답을 확인하고 다시 환불하거나 PG에서 처리하세요.',
    },
    cancelUnclear: {
      what: '환불 결과를 알 수 없음',
      todo: '아임포트 콘솔에서 결제를 확인하고, 환불되지 않았으면 다시 환불하세요.',
    },
    cancelDelayed: {
      what: '아임포트가 2주 전에 받아들인 환불이 결제에 보이지 않음',
      todo: 'PG에 문의하세요. 답을 받으면 주문을 재조회하세요.',
    },
    revokeKeyMissing: {
      what: '말소에 필요한 키가 없어 KG이니시스 가상계좌가 열려 있음',
      todo: 'INICIS_API_KEY를 설정하게 한 뒤 계좌를 말소하세요.',
    },
    tooManyAccounts: {
      what: '한 주문에 가상계좌가 지나치게 많이 발급됨',
      todo: '공격으로 보이면 주문을 종료하세요. 계좌가 모두 말소됩니다.',
    },
    notificationFailed: {
      what: '하루가 넘도록 메시지를 전달하지 못함',
      todo: '받는 쪽의 문제를 해결한 뒤 메시지를 다시 보내세요.',
    },
  },
};

/** The same for an account that has taken no money. */
export const ACCOUNT_ATTENTION: Readonly<Record<Language, AccountTexts>> = {
  en: {
    amountDiffers: {
      what: 'A virtual account was issued over another amount than the order has',
      todo: 'Nothing: the account was revoked, or is being revoked.',
    },
    currencyDiffers: {
      what: 'A virtual account was issued in another currency than the order has',
      todo: 'Nothing: the account was revoked, or is being revoked.',
    },
    duplicate: {
      what: 'A virtual account was issued for a paid order',
      todo: 'Nothing: the account was revoked, or is being revoked.',
    },
    late: {
      what: 'A virtual account was issued after the order had expired or was closed',
      todo: 'Nothing: the account was revoked, or is being revoked.',
    },
    olderThanOrder: {
      what: 'A virtual account was issued more than an hour before the order was registered',
      todo: "Find out whose account it is. If it is this order's, accept the payment after the deposit, or else revoke it.",
    },
    amountChanged: {
      what: 'A virtual account was issued over an earlier amount of the order',
      todo: 'Accept the payment after the deposit, or revoke the account.',
    },
    replay: {
      what: "Another order's virtual account was posted for this order",
      todo: 'Deliver nothing. There is nothing to revoke here: the account belongs to the other order.',
    },
  },
  ko: {
    amountDiffers: {
      what: '주문과 다른 금액으로 가상계좌가 발급됨',
      todo: '할 일 없음. 계좌는 이미 말소했거나 말소하고 있습니다.',
    },
    currencyDiffers: {
      what: '주문과 다른 통화로 가상계좌가 발급됨',
      todo: '할 일 없음. 계좌는 이미 말소했거나 말소하고 있습니다.',
    },
    duplicate: {
      what: '이미 결제된 주문에 가상계좌가 발급됨',
      todo: '할 일 없음. 계좌는 이미 말소했거나 말소하고 있습니다.',
    },
    late: {
      what: '주문이 만료되거나 종료된 뒤에 가상계좌가 발급됨',
      todo: '할 일 없음. 계좌는 이미 말소했거나 말소하고 있습니다.',
    },
    olderThanOrder: {
      what: '주문을 등록하기 한 시간 넘게 전에 가상계좌가 발급됨',
      todo: '누구의 계좌인지 확인하세요. 이 주문의 계좌면 입금된 뒤에 수락하고, 아니면 말소하세요.',
    },
    amountChanged: {
      what: '변경 전 주문 금액으로 가상계좌가 발급됨',
      todo: '입금된 뒤에 결제를 수락하거나, 계좌를 말소하세요.',
    },
    replay: {
      what: '다른 주문의 가상계좌가 이 주문의 것으로 들어옴',
      todo: '출고하지 마세요. 계좌는 다른 주문의 것이므로 여기서 말소할 것은 없습니다.',
    },
  },
};

/** What to do where the payment of an entry was given back since, whatever its reason asks for. */
export const GIVEN_BACK: Readonly<Record<Language, string>> = {
  en: 'Nothing more to give back: all of this payment has been refunded. Acknowledge the order.',
  ko: '이 결제는 이미 전액 환불되었습니다. 더 환불할 것이 없으니 확인 처리만 하세요.',
};
