import type { Channel, Channels } from '../channels';
import type { NewPayment } from '../payments/payment';
import type { PaymentDeps } from '../payments/payment-deps';
import type { PaymentSetup } from '../payments/payment-record';
import { wasEverPaid } from '../payments/was-ever-paid';
import { isAmountAllowed, type PreparedAmounts } from '../prepared-amounts';
import type { Checkout, PayCaller, PayReturn } from './checkout';
import { parseVbankDue } from './parse-vbank-due';
import { ALREADY_PAID, INVENTED_REFUSALS, type PayRefusal } from './pay-refusal';
import { type PayParams, readPayParams } from './read-pay-params';
import { returnToShop } from './return-to-shop';

/** What a window needs of the world. */
export interface OpenDeps extends PaymentDeps {
  merchantCode: string;
  channels: Channels;
  prepared: PreparedAmounts;
}

/** A window that opened, or what the browser is told because it did not: `imp_uid` null (§8.3). */
export type OpenResult = { opened: true; checkout: Checkout } | { opened: false; told: PayReturn };

/**
 * `IMP.request_pay` (§8.2): checks what the page passed, and makes the payment, `ready`, of which the window speaks.
 * Not asked: whether the amount is the order's. That is what the shop's own verification is for.
 */
export function openCheckout(deps: OpenDeps, raw: unknown, caller: PayCaller): OpenResult {
  const params = readPayParams(tampered(raw, deps));
  if ('refused' in params) return notOpened(deps, raw, caller, params.refused);
  const channel = channelOf(deps.channels, params);
  const refused = refusalOf(deps, params, caller, channel);
  if (refused || !channel) return notOpened(deps, raw, caller, refused ?? INVENTED_REFUSALS.unknownChannel);

  const record = deps.store.insert(paymentOf(params, channel, caller), setupOf(params));
  return {
    opened: true,
    checkout: { id: deps.randomHex(32), record, params, channel, caller, state: 'open', told: null },
  };
}

function refusalOf(
  { merchantCode, store, prepared }: OpenDeps,
  params: PayParams,
  caller: PayCaller,
  channel: Channel | undefined,
): PayRefusal | undefined {
  if (caller.merchantCode !== undefined && caller.merchantCode !== merchantCode) return INVENTED_REFUSALS.wrongMerchant;
  if (wasEverPaid(store, params.merchantUid)) return ALREADY_PAID;
  if (!isAmountAllowed(prepared.get(params.merchantUid), params.amount, currencyOf(params, channel))) {
    return INVENTED_REFUSALS.preparedAmountDiffers;
  }
  if (!channel) return INVENTED_REFUSALS.unknownChannel;
  const badDue = params.vbankDue !== null && parseVbankDue(params.vbankDue, channel.pgProvider) === undefined;
  return badDue ? INVENTED_REFUSALS.badVbankDue : undefined;
}

/** `channelKey`, else the old `pg`, else the default channel (§8.2). */
function channelOf(channels: Channels, { channelKey, pg }: PayParams): Channel | undefined {
  if (channelKey !== undefined) return channels.byKey(channelKey);
  return pg === undefined ? channels.first() : channels.byPg(pg);
}

/** PayPal takes no won: without a currency it is USD there, KRW at every other PG (§8.2). */
function currencyOf(params: PayParams, channel: Channel | undefined): string {
  return params.currency ?? (['paypal', 'paypal_v2'].includes(channel?.pgProvider ?? '') ? 'USD' : 'KRW');
}

/** What a script in an attacker's browser would change before the SDK sees it. */
function tampered(raw: unknown, { settings }: OpenDeps): unknown {
  const { attacker } = settings();
  if (attacker === null || typeof raw !== 'object' || raw === null) return raw;
  const { payAmount, payCurrency, channelKey } = attacker;
  return {
    ...raw,
    ...(payAmount !== undefined && { amount: payAmount }),
    ...(payCurrency !== undefined && { currency: payCurrency }),
    ...(channelKey !== undefined && { channelKey }),
  };
}

/** A failure before the window: the callback, or `m_redirect_url` where there is none (§8.4). */
function notOpened({ settings }: OpenDeps, raw: unknown, caller: PayCaller, refusal: PayRefusal): OpenResult {
  const params = (typeof raw === 'object' ? raw : null) as Record<string, unknown> | null;
  const textOf = (name: string) => (typeof params?.[name] === 'string' ? params[name] : null);
  const outcome = { impUid: null, merchantUid: textOf('merchant_uid') ?? '', refusal, payment: null };
  const back = { redirectUrl: textOf('m_redirect_url'), popup: false };
  const told = returnToShop(outcome, back, { ...caller, mobile: false }, { ...settings(), attacker: null });
  return { opened: false, told };
}

function paymentOf(params: PayParams, channel: Channel, caller: PayCaller): NewPayment {
  const { buyer } = params;
  return {
    merchant_uid: params.merchantUid,
    amount: params.amount,
    currency: currencyOf(params, channel),
    pay_method: methodShown(params.payMethod),
    channel: caller.mobile ? 'mobile' : 'pc',
    pg_provider: channel.pgProvider,
    pg_id: channel.pgId,
    sandbox: channel.sandbox,
    name: params.name,
    buyer_name: buyer.name,
    buyer_tel: buyer.tel,
    buyer_email: buyer.email,
    buyer_addr: buyer.addr,
    buyer_postcode: buyer.postcode,
    custom_data: params.customData,
    customer_uid: params.customerUid,
    escrow: params.escrow,
    user_agent: caller.userAgent ?? null,
  };
}

function setupOf(params: PayParams): Partial<PaymentSetup> {
  const { noticeUrls, confirmUrl, taxFree, vatAmount } = params;
  return { noticeUrls, confirmUrl, taxFree, vatAmount };
}

/** The request says `samsungpay`, the payment object `samsung` (§8.2); Japanese convenience stores become `vbank` (§7.1). */
function methodShown(requested: string): string {
  return { samsungpay: 'samsung', econtext: 'vbank' }[requested] ?? requested;
}
