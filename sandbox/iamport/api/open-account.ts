import type { Channel } from '../channels';
import { BANKS } from '../payments/banks';
import type { NewPayment } from '../payments/payment';
import type { PaymentSetup } from '../payments/payment-record';
import { presentPayment } from '../payments/present-payment';
import { issueAccount } from '../payments/virtual-account';
import { wasEverPaid } from '../payments/was-ever-paid';
import { unixSeconds } from '../unix-seconds';
import { accountRefusal, heededHolder } from './account-rules';
import type { ApiCall } from './api-route';
import { type ApiReply, failure, refusal, success } from './api-reply';
import { ALREADY_PAID_TEXT, INVENTED_TEXTS, missingFieldsText } from './messages';
import { readFlag, readNumber, readText, readTexts } from './read-field';
import { keyRefusal } from './inicis-key';
import type { VbankDeps } from './vbank-deps';

type Body = Record<string, unknown>;

const REQUIRED = ['channel_key', 'merchant_uid', 'amount', 'vbank_code', 'vbank_due'];

/** `POST /vbanks` (§5.2): a payment in `ready` with an account, and the `ready` webhook. Its 400 texts are invented. */
export function openAccount(deps: VbankDeps, { body, query }: Pick<ApiCall, 'body' | 'query'>): ApiReply {
  const missing = REQUIRED.filter((name) => readText(body, name) === undefined);
  if (missing.length > 0) return failure(400, missingFieldsText(missing));
  const channel = deps.channels.byKey(readText(body, 'channel_key') ?? '');
  if (!channel) return failure(400, INVENTED_TEXTS.unknownChannel);
  const wrong = accountRefusal(body, channel.pgProvider) ?? wrongField(deps, body);
  if (wrong !== undefined) return failure(400, wrong);
  if (wasEverPaid(deps.store, readText(body, 'merchant_uid') ?? '')) return refusal(ALREADY_PAID_TEXT);

  const record = deps.store.insert(paymentIn(body, channel), setupIn(body, channel));
  const refused = keyRefusal(deps, record, query) ?? deps.pgRefusalFor('POST /vbanks', record);
  if (refused !== undefined) {
    deps.store.update(record, { status: 'failed', failed_at: unixSeconds(deps.now), fail_reason: refused });
    return refusal(refused, -1);
  }
  void issueAccount(deps, record, accountIn(body, channel));
  return success(presentPayment(record));
}

function wrongField(deps: VbankDeps, body: Body): string | undefined {
  const { badAmount, badDue } = INVENTED_TEXTS;
  if (!((readNumber(body, 'amount') ?? NaN) >= 0)) return badAmount;
  return (readNumber(body, 'vbank_due') ?? NaN) > unixSeconds(deps.now) ? undefined : badDue;
}

function paymentIn(body: Body, channel: Channel): NewPayment {
  const text = (name: string) => readText(body, name) ?? null;
  return {
    merchant_uid: readText(body, 'merchant_uid') ?? '',
    amount: isFixedUnlimited(body, channel) ? 0 : (readNumber(body, 'amount') ?? 0),
    channel: 'api',
    user_agent: null,
    pay_method: 'vbank',
    pg_provider: channel.pgProvider,
    pg_id: channel.pgId,
    sandbox: channel.sandbox,
    name: text('name'),
    buyer_name: text('buyer_name'),
    buyer_email: text('buyer_email'),
    buyer_tel: text('buyer_tel'),
    buyer_addr: text('buyer_addr'),
    buyer_postcode: text('buyer_postcode'),
    custom_data: text('custom_data'),
  };
}

function setupIn(body: Body, channel: Channel): Partial<PaymentSetup> {
  return {
    noticeUrls: readTexts(body, 'notice_url'),
    taxFree: readNumber(body, 'tax_free') ?? 0,
    vatAmount: readNumber(body, 'vat_amount') ?? 0,
    fixedUnlimitedAccount: isFixedUnlimited(body, channel),
  };
}

function accountIn(body: Body, channel: Channel) {
  const code = readText(body, 'vbank_code') ?? '';
  const holder = heededHolder(body, channel.pgProvider);
  const number = readText(body, 'vbank_num');
  return {
    vbank_code: code,
    vbank_name: BANKS[code] ?? null,
    vbank_date: readNumber(body, 'vbank_due') ?? 0,
    ...(holder === undefined ? {} : { vbank_holder: holder }),
    ...(number === undefined ? {} : { vbank_num: number }),
  };
}

/** Hecto's account without end: amount 0, any number of deposits (§9). */
function isFixedUnlimited(body: Body, channel: Channel): boolean {
  return channel.pgProvider === 'settle' && readFlag(body, 'fixed_unlimited_vbank');
}
