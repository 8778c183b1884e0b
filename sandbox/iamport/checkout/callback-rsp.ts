import type { Settings } from '../settings';
import type { PayOutcome } from './pay-outcome';

/** Which script the page has loaded: the new `/v1/iamport.js` or the old `/js/iamport.payment-x.y.z.js` (§8.1). */
export type SdkScript = 'v1' | 'legacy';

/** The callback's argument (§8.3). */
export interface Rsp {
  imp_uid: string | null;
  merchant_uid: string;
  error_code?: string;
  error_msg?: string;
  [field: string]: unknown;
}

/** With the new script these return four fields only (§8.3). */
const POOR_PROVIDERS = ['tosspayments', 'smartro_v2', 'nice_v2', 'paypal_v2', 'ksnet', 'welcome'];

/** Builds the callback's argument: rich or poor, with or without a success flag (§8.3), as the settings say. */
export function callbackRsp(
  outcome: PayOutcome,
  script: SdkScript,
  { rspStyle, rspFlag }: Pick<Settings, 'rspStyle' | 'rspFlag'>,
): Rsp {
  const poor = {
    imp_uid: outcome.impUid,
    merchant_uid: outcome.merchantUid,
    ...(outcome.refusal && { error_code: outcome.refusal.errorCode, error_msg: outcome.refusal.errorMsg }),
  };
  const isPoor = rspStyle === 'by-pg' ? script === 'v1' && isAtPoorPg(outcome) : rspStyle === 'poor';
  if (isPoor) return poor;
  return { ...flags(outcome, script, rspFlag), ...poor, ...(outcome.refusal ? {} : richFields(outcome)) };
}

function isAtPoorPg({ payment }: PayOutcome): boolean {
  return POOR_PROVIDERS.includes(payment?.pg_provider ?? '');
}

/** The new script returns no flag at all, the old one `success` (§8.3). */
function flags(outcome: PayOutcome, script: SdkScript, flag: Settings['rspFlag']): Record<string, boolean> {
  const approved = outcome.refusal === null;
  const chosen = flag === 'by-script' ? (script === 'legacy' ? 'success' : 'none') : flag;
  if (chosen === 'none') return {};
  return chosen === 'both' ? { success: approved, imp_success: approved } : { [chosen]: approved };
}

function richFields({ payment }: PayOutcome): Record<string, unknown> {
  if (!payment) return {};
  const { pay_method, amount, status, name, pg_provider, emb_pg_provider, pg_tid, currency, apply_num } = payment;
  const { receipt_url, paid_at, custom_data, card_name, card_number, card_quota, bank_name } = payment;
  const { buyer_name, buyer_email, buyer_tel, buyer_addr, buyer_postcode } = payment;
  const { vbank_num, vbank_name, vbank_holder, vbank_date } = payment;
  const base = { pay_method, paid_amount: amount, status, name, pg_provider, emb_pg_provider, pg_tid, currency };
  const buyer = { buyer_name, buyer_email, buyer_tel, buyer_addr, buyer_postcode };
  const means = { apply_num, card_name, card_number, card_quota, bank_name };
  const account = vbank_num === null ? {} : { vbank_num, vbank_name, vbank_holder, vbank_date };
  return { ...base, pg_type: 'payment', receipt_url, paid_at, custom_data, ...buyer, ...means, ...account };
}
