import type { ChangedOrder } from '../../src/client';
import type { Method, OrderRequest } from './order-request';
import type { ShopSettings } from './shop-options';

/** What the page hands to `IMP.request_pay` (§8.2). */
export interface PaymentRequest {
  readonly channelKey: string;
  readonly pay_method: string;
  readonly merchant_uid: string;
  readonly name: string;
  readonly amount: number;
  readonly buyer_name?: string;
  readonly buyer_tel?: string;
  readonly buyer_email?: string;
  /** Where a phone comes back to: the service, which judges the payment and sends the buyer on to us. */
  readonly m_redirect_url: string;
  /** Asked just before the approval (§6): the service stops an amount that is not the order's. */
  readonly confirm_url: string;
  /** Deadline of a virtual account, in Korean time. */
  readonly vbank_due?: string;
  /** PGs ask for it where the phone bill pays. */
  readonly digital?: boolean;
}

/** i'mport's word for each method. */
const PAY_METHODS: Readonly<Record<Method, string>> = {
  card: 'card',
  vbank: 'vbank',
  trans: 'trans',
  phone: 'phone',
  easypay: 'kakaopay',
};
const VBANK_DAYS = 3;
const DAY_MS = 24 * 60 * 60_000;
const KOREA_OFFSET_MS = 9 * 60 * 60_000;

type Settings = Pick<ShopSettings, 'serviceUrl' | 'serviceUrlOfServers' | 'channelKey' | 'easyPayChannelKey' | 'now'>;

/** Builds the parameters from the order as the service has stored it. */
export function paymentRequest(order: ChangedOrder, request: OrderRequest, settings: Settings): PaymentRequest {
  const { method, customer = {} } = request;
  return {
    channelKey: method === 'easypay' ? settings.easyPayChannelKey : settings.channelKey,
    pay_method: PAY_METHODS[method],
    merchant_uid: order.merchant_uid,
    name: order.name,
    amount: order.amount,
    ...(customer.name !== undefined && { buyer_name: customer.name }),
    ...(customer.tel !== undefined && { buyer_tel: customer.tel }),
    ...(customer.email !== undefined && { buyer_email: customer.email }),
    m_redirect_url: `${settings.serviceUrl()}/payments/complete`,
    confirm_url: `${settings.serviceUrlOfServers()}/payments/confirm`,
    ...(method === 'vbank' && { vbank_due: endOfKoreanDay(settings.now(), VBANK_DAYS) }),
    ...(method === 'phone' && { digital: false }),
  };
}

/** The last second of the day so many days from now, in Korea, which has no summer time. */
function endOfKoreanDay(now: Date, days: number): string {
  const day = new Date(now.getTime() + KOREA_OFFSET_MS + days * DAY_MS).toISOString().slice(0, 10);
  return `${day} 23:59:59`;
}
