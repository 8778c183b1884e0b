import { INVENTED_TEXTS, missingFieldsText, tooLongText, unsupportedPgText } from './messages';
import { readText } from './read-field';

type Body = Record<string, unknown>;

/** What `POST /vbanks` wants at each PG that has it, beside what all want (§5.2). */
const NEEDED_BY_PG: Readonly<Record<string, readonly string[]>> = {
  html5_inicis: ['vbank_holder', 'buyer_name', 'buyer_email'],
  ksnet: ['buyer_name', 'product_type'],
  nice: ['vbank_holder'],
  nice_v2: [],
  settle: ['vbank_holder'],
  smartro_v2: ['vbank_holder', 'buyer_name', 'buyer_email', 'buyer_tel'],
  tosspayments: ['buyer_name'],
  welcome: ['buyer_name'],
};
/** These put the shop's own name in place of `vbank_holder` (§5.2). */
const OWN_HOLDER = ['ksnet', 'tosspayments', 'welcome'];
const MAX_LENGTHS: Readonly<Record<string, number>> = {
  merchant_uid: 40,
  vbank_holder: 16,
  vbank_key: 13,
  name: 40,
  buyer_name: 16,
  buyer_email: 64,
  buyer_tel: 16,
  buyer_addr: 128,
  buyer_postcode: 8,
  business_registration_number: 10,
};

/** Why this PG issues no account from this body, by names, needs and lengths alone. */
export function accountRefusal(body: Body, pgProvider: string): string | undefined {
  const needed = NEEDED_BY_PG[pgProvider];
  if (!needed) return unsupportedPgText(pgProvider);
  const missing = needed.filter((name) => readText(body, name) === undefined);
  if (missing.length > 0) return missingFieldsText(missing);
  const tooLong = Object.entries(MAX_LENGTHS).find(([name, max]) => (readText(body, name) ?? '').length > max);
  if (tooLong) return tooLongText(...tooLong);
  if (pgProvider === 'ksnet' && !['real', 'digital'].includes(readText(body, 'product_type') ?? '')) {
    return INVENTED_TEXTS.badProductType;
  }
  const isPlain = /^[0-9a-z]*$/i.test(readText(body, 'merchant_uid') ?? '');
  return pgProvider === 'smartro_v2' && !isPlain ? INVENTED_TEXTS.merchantUidNotPlain : undefined;
}

/** `vbank_holder` of the request where the PG heeds it. */
export function heededHolder(body: Body, pgProvider: string): string | undefined {
  return OWN_HOLDER.includes(pgProvider) ? undefined : readText(body, 'vbank_holder');
}
