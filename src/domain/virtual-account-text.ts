import { decimalsOf, toDecimal } from './money';
import type { Order } from './order';
import type { VirtualAccount } from './payment';

/** Created by the first text that needs it: it takes 15 ms, which no start should pay. */
let koreanTime: Intl.DateTimeFormat | undefined;
const createKoreanTime = () =>
  new Intl.DateTimeFormat('ko-KR', {
    timeZone: 'Asia/Seoul',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });

/** Formats a time for a Korean buyer: `2026.11.24 23:59`, always in Korean time. */
export function formatKoreanTime(at: Date): string {
  koreanTime ??= createKoreanTime();
  const parts = Object.fromEntries(koreanTime.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts['year']}.${parts['month']}.${parts['day']} ${parts['hour']}:${parts['minute']}`;
}

/** Formats an amount for a Korean buyer: `64,900원`, other currencies with their code. */
export function formatKoreanAmount(order: Pick<Order, 'amount' | 'currency'>): string {
  const amount = toDecimal(order.amount, order.currency).toLocaleString('ko-KR', {
    minimumFractionDigits: decimalsOf(order.currency),
  });
  return order.currency === 'KRW' ? `${amount}원` : `${amount} ${order.currency}`;
}

/** A virtual account whose number is known. */
export type NumberedAccount = VirtualAccount & { readonly number: string };

/** Whether the account's number is known: a text message needs it. */
export function hasNumber(account: VirtualAccount): account is NumberedAccount {
  return account.number !== null;
}

/** The text message about an issued account: where to deposit which amount, and the deadline in Korean time. */
export function virtualAccountText(
  order: Pick<Order, 'name' | 'amount' | 'currency'>,
  account: NumberedAccount,
): string {
  return ['[가상계좌 안내]', ...accountLines(order, account)].join('\n');
}

/** The text message that reminds the buyer of the deposit before its deadline, in Korean time. */
export function accountReminderText(
  order: Pick<Order, 'name' | 'amount' | 'currency'>,
  account: NumberedAccount,
): string {
  return [
    '[가상계좌 입금기한 안내]',
    ...accountLines(order, account),
    '기한이 지나면 입금할 수 없습니다. 이미 입금하셨다면 이 문자는 무시해 주세요.',
  ].join('\n');
}

function accountLines(order: Pick<Order, 'name' | 'amount' | 'currency'>, account: NumberedAccount): string[] {
  const bank = account.bankName ?? account.bankCode;
  return [
    order.name,
    ...(bank === null ? [] : [`은행: ${bank}`]),
    `계좌번호: ${account.number}`,
    ...(account.holder === null ? [] : [`예금주: ${account.holder}`]),
    `입금금액: ${formatKoreanAmount(order)}`,
    ...(account.dueAt === null ? [] : [`입금기한: ${formatKoreanTime(account.dueAt)} (한국시간)`]),
  ];
}

/** The text message that confirms the deposit. */
export function depositText(order: Pick<Order, 'name' | 'amount' | 'currency'>): string {
  return ['[입금 확인]', order.name, `입금금액: ${formatKoreanAmount(order)}`, '결제가 완료되었습니다.'].join('\n');
}
