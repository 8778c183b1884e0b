import { type Clock, unixSeconds } from '../unix-seconds';
import type { CancelRequest } from './cancel-request';
import { INVENTED_CANCEL_TEXTS as TEXTS, NO_DEPOSIT_TEXT } from './cancel-texts';
import type { PaymentRecord } from './payment-record';

interface PgCancel {
  record: PaymentRecord;
  request: CancelRequest;
  /** Whether less than all that is left is to be cancelled. */
  partial: boolean;
  now: Clock;
}

interface PgRule {
  text: string;
  refuses: (cancel: PgCancel) => boolean;
}

const TAX_FREE_NEEDED = ['kcp', 'kcp_quick', 'kicc', 'nice', 'payco'];
const VAT_NEEDED = ['nice', 'nice_v2', 'html5_inicis', 'welcome'];
const PHONE_PARTIAL_ALLOWED = ['html5_inicis', 'inicis', 'kcp', 'kcp_quick'];
const ACCOUNT_NOT_REFUNDABLE = ['danal', 'danal_tpay'];
const MAX_KSNET_PARTS = 9;

/** The limits of single PGs and methods (§5.1); their texts are invented but for the first. */
const RULES: PgRule[] = [
  { text: NO_DEPOSIT_TEXT, refuses: ({ record }) => record.deposit === 'test' },
  {
    text: TEXTS.accountNotRefundable,
    refuses: ({ record }) => isMethod(record, 'vbank') && isAt(record, ACCOUNT_NOT_REFUNDABLE),
  },
  { text: TEXTS.reasonMissing, refuses: ({ record, request }) => isAt(record, ['naverpay']) && !request.reason },
  {
    text: TEXTS.taxFreeMissing,
    refuses: ({ record, request }) => record.taxFree > 0 && isAt(record, TAX_FREE_NEEDED) && !request.taxFree,
  },
  {
    text: TEXTS.vatMissing,
    refuses: ({ record, request }) => record.vatAmount > 0 && isAt(record, VAT_NEEDED) && !request.vatAmount,
  },
  {
    text: TEXTS.phoneNextMonth,
    refuses: ({ record, request, now }) =>
      isMethod(record, 'phone') && !isThisMonth(record, now) && !(isAt(record, ['kcp']) && request.refundAccount),
  },
  {
    text: TEXTS.phonePartial,
    refuses: ({ record, partial }) => partial && isMethod(record, 'phone') && !isAt(record, PHONE_PARTIAL_ALLOWED),
  },
  {
    text: TEXTS.tooManyParts,
    refuses: ({ record, partial }) =>
      partial && isAt(record, ['ksnet']) && record.payment.cancel_history.length >= MAX_KSNET_PARTS,
  },
];

/** The PG's own refusal of a cancel, if a rule of it says so. */
export function pgRefusalOf(cancel: PgCancel): string | undefined {
  return RULES.find((rule) => rule.refuses(cancel))?.text;
}

function isAt({ payment }: PaymentRecord, providers: string[]): boolean {
  return providers.includes(payment.pg_provider ?? '');
}

function isMethod({ payment }: PaymentRecord, method: string): boolean {
  return payment.pay_method === method;
}

/** Whether the payment was made in the present calendar month of Korea. */
function isThisMonth({ payment }: PaymentRecord, now: Clock): boolean {
  return koreanMonth(payment.paid_at) === koreanMonth(unixSeconds(now));
}

function koreanMonth(seconds: number): string {
  const NINE_HOURS = 9 * 60 * 60;
  return new Date((seconds + NINE_HOURS) * 1000).toISOString().slice(0, 'YYYY-MM'.length);
}
