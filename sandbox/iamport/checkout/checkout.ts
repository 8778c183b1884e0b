import type { Channel } from '../channels';
import type { PaymentRecord } from '../payments/payment-record';
import type { Rsp, SdkScript } from './callback-rsp';
import type { PayParams } from './read-pay-params';

/** What the browser that calls `request_pay` is like. */
export interface PayCaller {
  /** What the page gave to `IMP.init`. */
  merchantCode?: string | undefined;
  /** @default 'v1' */
  script?: SdkScript | undefined;
  /** A phone's browser. @default false */
  mobile?: boolean | undefined;
  /** Whether `request_pay` got a callback. @default true */
  hasCallback?: boolean | undefined;
  userAgent?: string | undefined;
}

/** How the browser learns the outcome (§8.4): by the callback, or by a full-page redirect to `url`. */
export type PayReturn = { way: 'callback'; rsp: Rsp } | { way: 'redirect'; url: string };

/** `open`, `busy` while an approval is under way, `ended` with a return, `died` without one. */
export type CheckoutState = 'open' | 'busy' | 'ended' | 'died';

/** One opened payment window. */
export interface Checkout {
  /** Unguessable; the window's address carries it. */
  id: string;
  record: PaymentRecord;
  params: PayParams;
  channel: Channel;
  caller: PayCaller;
  state: CheckoutState;
  /** What the browser was told at the end. */
  told: PayReturn | null;
}

/** A phone, `popup`, or a page without a callback is redirected, where there is an `m_redirect_url` (§8.4). */
export function wayBack(params: Pick<PayParams, 'redirectUrl' | 'popup'>, caller: PayCaller): PayReturn['way'] {
  if (params.redirectUrl === null) return 'callback';
  return caller.mobile || params.popup || caller.hasCallback === false ? 'redirect' : 'callback';
}
