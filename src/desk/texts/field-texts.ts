import { inBothLanguages } from './in-both-languages';

/** The fields of the forms of an order, as the API names them. */
export const FORM_FIELDS = [
  'amount',
  'how',
  'reason',
  'imp_uid',
  'request_id',
  'if_cancellable',
  'tax_free',
  'vat_amount',
  'retain_promotion',
  'extra.requester',
  'refund.holder',
  'refund.bank',
  'refund.account',
  'refund.tel',
  'entries',
  'id',
] as const;
export type FormField = (typeof FORM_FIELDS)[number];

/** What a field must hold. */
export const fieldTexts = inBothLanguages<Readonly<Record<FormField, string>>>({
  ko: {
    amount: '0보다 큰 금액을 숫자로 입력하세요.',
    how: '전부 또는 일부를 고르세요. 전부를 고르면 일부 금액은 비워 두세요.',
    reason: '사유를 200자 이내로 입력하세요.',
    imp_uid: '결제번호가 올바르지 않습니다. 주문 화면에서 다시 시작하세요.',
    request_id: '양식이 온전하지 않습니다. 주문 화면에서 다시 시작하세요.',
    if_cancellable: '양식이 온전하지 않습니다. 주문 화면에서 다시 시작하세요.',
    tax_free: '0 이상의 금액을 숫자로 입력하세요.',
    vat_amount: '0 이상의 금액을 숫자로 입력하세요.',
    retain_promotion: '양식이 온전하지 않습니다. 주문 화면에서 다시 시작하세요.',
    'extra.requester': '구매자 또는 쇼핑몰을 고르세요.',
    'refund.holder': '예금주를 40자 이내로 입력하세요.',
    'refund.bank': '목록에 있는 은행 이름이나 은행 코드를 입력하세요. 코드는 영문, 숫자, _ 20자까지입니다.',
    'refund.account': '계좌번호를 숫자와 -로 입력하세요. 40자까지입니다.',
    'refund.tel': '전화번호를 숫자와 -로 입력하세요. 20자까지입니다.',
    entries: '양식이 온전하지 않습니다. 주문 화면에서 다시 시작하세요.',
    id: '메시지 ID가 올바르지 않습니다. 주문 화면에서 다시 시작하세요.',
  },
  en: {
    amount: 'Enter an amount above 0, in digits.',
    how: 'Choose all or a part. For all, leave the amount of the part empty.',
    reason: 'Enter a reason of up to 200 characters.',
    imp_uid: 'This is no imp_uid. Start again from the order.',
    request_id: 'The form is not whole. Start again from the order.',
    if_cancellable: 'The form is not whole. Start again from the order.',
    tax_free: 'Enter an amount of 0 or more, in digits.',
    vat_amount: 'Enter an amount of 0 or more, in digits.',
    retain_promotion: 'The form is not whole. Start again from the order.',
    'extra.requester': 'Choose the buyer or the shop.',
    'refund.holder': 'Enter the holder, up to 40 characters.',
    'refund.bank': 'Enter a listed bank, or a code: up to 20 letters, digits and _.',
    'refund.account': 'Enter the number in digits and -, up to 40.',
    'refund.tel': 'Enter the telephone number in digits and -, up to 20.',
    entries: 'The form is not whole. Start again from the order.',
    id: 'This is no id of a message. Start again from the order.',
  },
});

/** The words for a field of an error; those of the whole form where it is no field of it. */
export function fieldText(field: string, language: 'ko' | 'en'): string {
  const known = FORM_FIELDS.find((each) => each === field) ?? 'request_id';
  return fieldTexts(language)[known];
}
