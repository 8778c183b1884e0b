import { inBothLanguages } from './in-both-languages';

/** What the state of an order means, in sentences for support. */
export const orderSentences = inBothLanguages({
  ko: {
    pending: '아직 결제되지 않았습니다.',
    noMoney: '받은 돈이 없습니다.',
    noMoneyLeft: '남아 있는 돈이 없습니다.',
    failedTries: (count: number) => `결제 시도가 ${count}번 실패했습니다.`,
    payBy: (due: string) => `${due}까지 결제할 수 있습니다.`,
    ready: '가상계좌가 발급되었습니다. 아직 입금되지 않았습니다.',
    depositBy: (due: string) => `${due}까지 입금할 수 있습니다.`,
    paid: (amount: string) => `${amount} 결제가 완료되었습니다.`,
    partially_cancelled: (refunded: string, left: string) =>
      `결제된 뒤 ${refunded}을 환불했습니다. ${left}이 남아 있습니다.`,
    cancelled: (refunded: string) => `결제된 뒤 ${refunded} 전액을 환불했습니다.`,
    expired: '결제 기한이 지나도록 결제되지 않았습니다.',
    closed: '결제 전에 주문을 종료했습니다.',
    underWay: (count: number) => `취소 ${count}건을 처리하고 있습니다.`,
    held: (count: number) =>
      `결제되었지만 주문에 반영하지 않은 결제가 ${count}건 있고, 그 돈은 아직 환불되지 않았습니다. 결제 내역을 확인하세요.`,
    unclear: (count: number) => `결과를 알 수 없는 취소가 ${count}건 있습니다. 아임포트 콘솔에서 확인하세요.`,
  },
  en: {
    pending: 'Not paid yet.',
    noMoney: 'No money has arrived.',
    noMoneyLeft: 'No money is held.',
    failedTries: (count: number) => (count === 1 ? 'One try to pay has failed.' : `${count} tries to pay have failed.`),
    payBy: (due: string) => `It can be paid until ${due}.`,
    ready: 'A virtual account is issued. The deposit has not arrived.',
    depositBy: (due: string) => `The deposit can be made until ${due}.`,
    paid: (amount: string) => `Paid: ${amount} has arrived.`,
    partially_cancelled: (refunded: string, left: string) => `Paid, then ${refunded} was given back. ${left} is left.`,
    cancelled: (refunded: string) => `Paid, then all of it was given back: ${refunded}.`,
    expired: 'Nobody paid before the deadline.',
    closed: 'Closed before it was paid.',
    underWay: (count: number) =>
      count === 1 ? 'One cancel is being carried out.' : `${count} cancels are being carried out.`,
    held: (count: number) =>
      `${count === 1 ? 'One payment holds' : `${count} payments hold`} money that does not count for the order and was not given back. See the payments.`,
    unclear: (count: number) =>
      `The result of ${count === 1 ? 'one cancel is' : `${count} cancels is`} not known. Look at i’mport’s console.`,
  },
});
