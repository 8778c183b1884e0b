import { INVENTED_REFUSALS, type PayRefusal } from './pay-refusal';

/** The parameters of `request_pay` (§8.2) as far as they matter after the first look at them. All browser-made. */
export interface PayParams {
  merchantUid: string;
  amount: number;
  /** Undefined: the default of the PG (§8.2). */
  currency: string | undefined;
  payMethod: string;
  channelKey: string | undefined;
  pg: string | undefined;
  name: string | null;
  buyer: {
    name: string | null;
    tel: string | null;
    email: string | null;
    addr: string | null;
    postcode: string | null;
  };
  customData: string | null;
  customerUid: string | null;
  escrow: boolean;
  taxFree: number;
  vatAmount: number;
  noticeUrls: string[];
  confirmUrl: string | null;
  redirectUrl: string | null;
  popup: boolean;
  vbankDue: string | null;
}

type Raw = Record<string, unknown>;

const MAX_MERCHANT_UID = 40;
const MAX_NAME = 40;

/**
 * Reads what the page passed to `request_pay`, with the checks that the real SDK makes before it opens a window:
 * `amount` is a number and no text, `merchant_uid` has at most 40 characters, a phone payment has `digital` (§8.2).
 * A longer `name` is cut to 40, which is a decision of the sandbox.
 */
export function readPayParams(raw: unknown): PayParams | { refused: PayRefusal } {
  if (typeof raw !== 'object' || raw === null) return { refused: INVENTED_REFUSALS.noParams };
  const params = raw as Raw;
  const refused = firstRefusal(params);
  if (refused) return { refused };
  return {
    merchantUid: params['merchant_uid'] as string,
    amount: params['amount'] as number,
    currency: text(params, 'currency'),
    payMethod: text(params, 'pay_method') ?? 'card',
    channelKey: text(params, 'channelKey'),
    pg: text(params, 'pg'),
    name: text(params, 'name')?.slice(0, MAX_NAME) ?? null,
    buyer: readBuyer(params),
    customData: readCustomData(params['custom_data']),
    customerUid: text(params, 'customer_uid') ?? null,
    escrow: params['escrow'] === true,
    taxFree: number(params, 'tax_free'),
    vatAmount: number(params, 'vat_amount'),
    noticeUrls: urls(params['notice_url']),
    confirmUrl: urls(params['confirm_url'])[0] ?? null,
    redirectUrl: text(params, 'm_redirect_url') ?? null,
    popup: params['popup'] === true,
    vbankDue: text(params, 'vbank_due') ?? null,
  };
}

function firstRefusal(params: Raw): PayRefusal | undefined {
  const { amount, merchant_uid: merchantUid } = params;
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return INVENTED_REFUSALS.amountNotANumber;
  if (amount < 0) return INVENTED_REFUSALS.amountNegative;
  if (typeof merchantUid !== 'string' || merchantUid === '') return INVENTED_REFUSALS.merchantUidMissing;
  if (merchantUid.length > MAX_MERCHANT_UID) return INVENTED_REFUSALS.merchantUidTooLong;
  const digitalMissing = params['pay_method'] === 'phone' && typeof params['digital'] !== 'boolean';
  return digitalMissing ? INVENTED_REFUSALS.digitalMissing : undefined;
}

function readBuyer(params: Raw): PayParams['buyer'] {
  const of = (part: string) => text(params, `buyer_${part}`) ?? null;
  return { name: of('name'), tel: of('tel'), email: of('email'), addr: of('addr'), postcode: of('postcode') };
}

/** An object comes back as JSON text (§8.2). */
function readCustomData(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function text(params: Raw, name: string): string | undefined {
  const value = params[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(params: Raw, name: string): number {
  const value = params[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function urls(value: unknown): string[] {
  return [value].flat().filter((it): it is string => typeof it === 'string' && /^https?:\/\//.test(it));
}
