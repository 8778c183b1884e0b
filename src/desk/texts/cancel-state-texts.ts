import type { CancelCause, RefusedCancel } from '../../domain/cancel/cancel';
import type { CancelKind, CancelReason, CancelState } from '../../domain/cancel/cancel-state';
import { inBothLanguages } from './in-both-languages';

export const cancelKindTexts = inBothLanguages<Readonly<Record<CancelKind, string>>>({
  ko: { cancel: '환불', revoke: '가상계좌 말소' },
  en: { cancel: 'Refund', revoke: 'Revocation of an account' },
});

/** The states of a cancel in words. */
export const cancelStateTexts = inBothLanguages<Readonly<Record<CancelState, string>>>({
  ko: {
    requested: '접수: 아직 보내지 않음',
    sent: '전송: 결과 확인 중',
    accepted: '아임포트가 수락, 환불 대기',
    done: '완료',
    refused: '거절: 환불되지 않음',
    unclear: '결과 불명: 콘솔 확인 필요',
    dropped: '보내지 않고 종료: 더는 필요 없음',
  },
  en: {
    requested: 'Recorded, not sent yet',
    sent: 'Sent, result not known yet',
    accepted: 'Agreed by i’mport, refund to come',
    done: 'Done',
    refused: 'Refused: nothing was given back',
    unclear: 'Result unknown: look at i’mport’s console',
    dropped: 'Not sent: no longer needed',
  },
});

/** Who wanted a cancel. */
export const causeTexts = inBothLanguages<Readonly<Record<CancelCause, string>>>({
  ko: {
    shop: '쇼핑몰',
    forged: '자동: 금액 또는 통화가 다름',
    duplicate: '자동: 중복 결제',
    late: '자동: 기한이 지난 결제',
    surplus: '자동: 이미 결제된 주문의 가상계좌',
    closed: '자동: 종료한 주문의 가상계좌',
    wrong: '자동: 잘못 발급된 가상계좌',
  },
  en: {
    shop: 'the shop',
    forged: 'automatic: another amount or currency',
    duplicate: 'automatic: second payment',
    late: 'automatic: paid too late',
    surplus: 'automatic: account of a paid order',
    closed: 'automatic: account of a closed order',
    wrong: 'automatic: account issued wrongly',
  },
});

/** Why a cancel was refused, where neither i'mport nor the PG said it. */
export const refusedWhyTexts = inBothLanguages<
  Readonly<Record<Exclude<RefusedCancel['why'], 'gatewayRefused'>, string>>
>({
  ko: {
    balanceTooLow: '결제에 남은 금액이 취소 금액보다 적어 보내지 않았습니다.',
    paymentNotShown: '아임포트에서 결제를 조회할 수 없어 보내지 않았습니다.',
    depositCameFirst: '말소하기 전에 구매자가 입금했습니다. 환불하거나 출고하세요.',
    accountStaysOpen: '아임포트가 말소를 수락했지만 계좌가 그대로 열려 있습니다. PG에 문의하세요.',
    revokeKeyMissing: 'KG이니시스 계좌는 INICIS_API_KEY가 있어야 말소됩니다. 설정한 뒤 다시 말소하세요.',
  },
  en: {
    balanceTooLow: 'Less was left of the payment than was to be cancelled, so nothing was sent.',
    paymentNotShown: 'i’mport did not show the payment, so nothing was sent.',
    depositCameFirst: 'The buyer’s deposit came first. Give it back, or deliver.',
    accountStaysOpen: 'i’mport agreed, and the account stays open. Ask the PG.',
    revokeKeyMissing: 'KG Inicis revokes accounts only with INICIS_API_KEY. Let it be set, then revoke again.',
  },
});

/** Why a cancel came to its state, in the timeline. */
export const cancelWhyTexts = inBothLanguages<Readonly<Record<CancelReason | 'recorded', string>>>({
  ko: {
    recorded: '접수',
    postponed: '결제를 조회하지 못해 나중에 다시 시도',
    turnCame: '순서가 되어 전송',
    noLongerWanted: '더는 필요 없음',
    balanceTooLow: '남은 금액 부족',
    paymentNotShown: '한 시간 동안 결제가 조회되지 않음',
    notSent: '아임포트에 도달하지 못해 다시 보낼 예정',
    notShownYet: '결제에 아직 반영되지 않음',
    agreed: '아임포트가 수락',
    shown: '결제에 반영됨',
    gatewayRefused: '아임포트 또는 PG가 거절',
    doubtOver: '10분이 지나도 결제에 반영되지 않음',
    outcomeNotShown: '보낸 뒤 한 시간 동안 결제가 조회되지 않음',
    delayed: '2주째 결제에 반영되지 않음',
    historySilent: '취소 금액은 늘었지만 내역으로 구별할 수 없음',
    waitedTooLong: '30일 동안 결제에 반영되지 않음',
    identified: '취소 내역의 ID 확인',
    accountRevoked: '계좌 말소 확인',
    depositCameFirst: '말소 전에 입금됨',
    accountStaysOpen: '수락 후에도 계좌가 열려 있음',
    revokeKeyMissing: '말소에 필요한 PG 키가 설정되지 않음',
  },
  en: {
    recorded: 'recorded',
    postponed: 'the payment could not be read; it is tried again later',
    turnCame: 'its turn came, and it is sent',
    noLongerWanted: 'no longer needed',
    balanceTooLow: 'too little is left',
    paymentNotShown: 'the payment could not be read for an hour',
    notSent: 'the call did not reach i’mport; it is sent again',
    notShownYet: 'the payment does not show it yet',
    agreed: 'i’mport agreed',
    shown: 'the payment shows it',
    gatewayRefused: 'i’mport or the PG refused',
    doubtOver: 'the payment does not show it after ten minutes',
    outcomeNotShown: 'the payment could not be read for an hour after sending',
    delayed: 'the payment has not shown it for two weeks',
    historySilent: 'the cancelled sum has grown, and the history does not tell by what',
    waitedTooLong: 'the payment has not shown it for thirty days',
    identified: 'the history has its id',
    accountRevoked: 'the account is revoked',
    depositCameFirst: 'the deposit came first',
    accountStaysOpen: 'i’mport agreed, and the account is still open',
    revokeKeyMissing: 'the key that the PG needs is not set',
  },
});
